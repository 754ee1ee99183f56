#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "cachewarden/cachewarden.hpp"
#include "convert.hpp"
#include "module.hpp"

/// Questions on who reaches what.
namespace cachewarden::python {

void add_network(py::module_& module) {
  module.def("reach", [](const PythonInventory& inventory, const std::vector<std::string>& to,
                         const std::vector<std::string>& ports, const std::string& from,
                         bool verify, bool blocked) {
    std::string json;
    {
      const py::gil_scoped_release others_may_run;
      const reach::ReachQuery query{.to = to, .ports = ports, .from = from, .verify = verify};
      const ReachReportOptions options{.show_blocked = blocked};
      json = reach_json(reach::ask(*inventory.data, query).value(), *inventory.data, options);
    }
    return text(json);
  });
  module.def("nsg_lint",
             [](const PythonInventory& inventory, const std::string& group, bool verify) {
               std::string json;
               {
                 const py::gil_scoped_release others_may_run;
                 const reach::NsgQuery query{.group = group, .verify = verify};
                 json = lint_json(reach::ask_lint(*inventory.data, query).value());
               }
               return text(json);
             });
  module.def("nsg_diff", [](const PythonInventory& first, const PythonInventory& second,
                            const std::string& group, const std::string& other, bool verify) {
    std::string json;
    {
      const py::gil_scoped_release others_may_run;
      const reach::NsgQuery query{.group = group, .other = other, .verify = verify};
      json = diff_json(reach::ask_diff(*first.data, *second.data, query).value());
    }
    return text(json);
  });
}

}  // namespace cachewarden::python
