#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <span>
#include <string>

#include "cachewarden/cachewarden.hpp"

/// The compiled half of the package: handles, and values of Python's own types. What users see is
/// made of it in the Python half. Each part is a file that adds itself to the module.
namespace cachewarden::python {

namespace py = pybind11;

void add_inventory(py::module_& module);
void add_inputs(py::module_& module);
void add_assessment(py::module_& module);
void add_network(py::module_& module);

/// Raised where the package raises `Error`.
[[noreturn]] void refuse(ErrorCode code, std::string message);

/// What Python holds of an inventory; resources go by number.
struct PythonInventory {
  std::shared_ptr<const Inventory> data;

  [[nodiscard]] const Resource& resource(std::size_t index) const {
    if (index >= data->resources().size())
      throw py::index_error("no resource has that number");
    return data->resources()[index];
  }
  [[nodiscard]] std::span<const FieldRow> fields(const Resource& resource) const {
    if (data->body(resource) == nullptr)
      return {};
    return resource_types()[resource.type]->fields;
  }
};

[[nodiscard]] TypeNumber type_of(const std::string& name);
[[nodiscard]] Severity severity_of(const std::string& word);

/// What must end the call, such as an interrupt from the keyboard; no `std::exception`, so that the
/// engine lets it pass.
struct Stop {
  py::error_already_set error;
};

/// The rule of a dictionary as `rule_dict` makes it, with a check besides.
[[nodiscard]] CustomRule custom_rule_of(const py::dict& given);

}  // namespace cachewarden::python
