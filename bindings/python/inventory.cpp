#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <string>

#include "cachewarden/cachewarden.hpp"
#include "convert.hpp"
#include "module.hpp"

namespace cachewarden::python {

TypeNumber type_of(const std::string& name) {
  const TypeNumber type = find_type(name);
  if (type == no_model)
    refuse(ErrorCode::argument, "`" + name + "` is no type of resource that has rules");
  return type;
}

namespace {

Intent intent_of(const std::string& word) {
  for (const Intent intent : {Intent::live, Intent::planned, Intent::existing}) {
    if (name(intent) == word)
      return intent;
  }
  refuse(ErrorCode::argument, "`" + word + "` is no intent");
}

}  // namespace

void add_inventory(py::module_& module) {
  py::class_<PythonInventory>(module, "Inventory")
      .def("__len__", [](const PythonInventory& self) { return self.data->resources().size(); })
      .def("resource", [](const PythonInventory& self,
                          std::size_t index) { return resource_tuple(self.resource(index)); })
      .def("is_collected", [](const PythonInventory& self,
                              std::size_t index) { return self.resource(index).is_collected; })
      .def("parent",
           [](const PythonInventory& self, std::size_t index) -> std::optional<std::uint32_t> {
             const std::uint32_t parent = self.resource(index).parent;
             return parent == no_index ? std::nullopt : std::optional(parent);
           })
      .def("find",
           [](const PythonInventory& self, const std::string& id,
              const std::string& intent) -> std::optional<std::uint32_t> {
             const Resource* found = self.data->find(id, intent_of(intent));
             return found == nullptr ? std::nullopt : std::optional(self.data->index_of(*found));
           })
      .def("children",
           [](const PythonInventory& self, std::size_t index, const std::string& type) {
             return self.data->children(self.resource(index), type_of(type));
           })
      .def("is_complete",
           [](const PythonInventory& self, std::size_t index, const std::string& type) {
             const Completeness known =
                 self.data->completeness(self.resource(index), type_of(type));
             return known == Completeness::complete || known == Completeness::assumed;
           })
      .def("fields",
           [](const PythonInventory& self, std::size_t index) {
             py::list names;
             for (const FieldRow& row : self.fields(self.resource(index)))
               names.append(text(row.name));
             return names;
           })
      .def("ask",
           [](const PythonInventory& self, std::size_t index, const std::string& field) {
             const Resource& resource = self.resource(index);
             for (const FieldRow& row : self.fields(resource)) {
               if (row.name != field)
                 continue;
               const void* const body = self.data->body(resource);
               return py::make_tuple(text(name(row.state(body))), property_value(row, body),
                                     row.arm.empty() ? py::str() : text(row.arm[0]), row.secret);
             }
             throw py::key_error(field);
           })
      .def("diagnostics",
           [](const PythonInventory& self) {
             py::list result;
             for (const Diagnostic& each : self.data->diagnostics())
               result.append(diagnostic_dict(each));
             return result;
           })
      .def("inputs",
           [](const PythonInventory& self) {
             py::list result;
             for (const InputDocument& each : self.data->documents())
               result.append(input_dict(each));
             return result;
           })
      .def_property_readonly("facts_version", [](const PythonInventory& self) {
        return text(self.data->facts().version);
      });
}

}  // namespace cachewarden::python
