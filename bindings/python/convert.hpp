#pragma once

#include <pybind11/pybind11.h>

#include <string_view>

#include "cachewarden/cachewarden.hpp"

/// Values of the library as Python's own: texts, numbers, tuples and dictionaries, from which the
/// package makes its data classes.
namespace cachewarden::python {

namespace py = pybind11;

/// Bytes from inputs may be no UTF-8; what is wrong is replaced.
[[nodiscard]] py::str text(std::string_view value);

template <class List>
[[nodiscard]] py::tuple texts(const List& list) {
  py::tuple result(list.size());
  for (std::size_t i = 0; i < list.size(); ++i)
    result[i] = text(std::string_view(list[i]));
  return result;
}

[[nodiscard]] py::dict rule_dict(const Rule& rule);
[[nodiscard]] py::dict finding_dict(const Finding& finding);
[[nodiscard]] py::dict diagnostic_dict(const Diagnostic& diagnostic);
[[nodiscard]] py::dict input_dict(const InputDocument& input);
/// id, name, type, intent.
[[nodiscard]] py::tuple resource_tuple(const Resource& resource);

/// The value of a property; None without one, and for a secret one.
[[nodiscard]] py::object property_value(const FieldRow& row, const void* body);

}  // namespace cachewarden::python
