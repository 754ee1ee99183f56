#include "module.hpp"

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "cachewarden/cachewarden.hpp"
#include "columns.hpp"
#include "convert.hpp"

namespace cachewarden::python {

void refuse(ErrorCode code, std::string message) {
  throw Exception({code, std::move(message)});
}

namespace {

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::internal:
      return "internal";
    case ErrorCode::no_memory:
      return "no_memory";
    case ErrorCode::argument:
      return "argument";
    case ErrorCode::syntax:
      return "syntax";
    case ErrorCode::format:
      return "format";
    case ErrorCode::limit:
      return "limit";
    case ErrorCode::io:
      return "io";
  }
  return "internal";
}

void translate(std::exception_ptr pointer) {
  try {
    if (pointer)
      std::rethrow_exception(pointer);
  } catch (const Exception& exception) {
    const Error& error = exception.error();
    const py::object type = py::module_::import("cachewarden._values").attr("Error");
    PyErr_SetObject(
        type.ptr(),
        py::make_tuple(text(error.message), text(code_name(error.code)), text(error.place)).ptr());
  }
}

}  // namespace

}  // namespace cachewarden::python

PYBIND11_MODULE(_core, module) {
  using namespace cachewarden;          // NOLINT(google-build-using-namespace)
  using namespace cachewarden::python;  // NOLINT(google-build-using-namespace)
  py::register_exception_translator(translate);
  module.attr("version") = text(version);
  module.attr("rule_set_version") = text(rule_set_version());
  add_inventory(module);
  add_inputs(module);
  add_assessment(module);
  add_network(module);
  module.def("columns", [] {
    py::list result;
    for (const ArrowColumn& column : arrow_columns())
      result.append(
          py::make_tuple(text(column.name), text(column.description), column.has_evidence));
    return result;
  });
  module.def("schema", schema_capsule);
  module.def("rules", [] {
    py::list result;
    for (const Rule* rule : catalog())
      result.append(rule_dict(*rule));
    return result;
  });
  module.def("explain", [](const std::string& id_or_name) {
    const Rule* const rule = find_rule(id_or_name);
    if (rule == nullptr)
      refuse(ErrorCode::argument, "no rule is called `" + id_or_name + "`");
    return text(explain_rule(*rule));
  });
  module.def("settings_schema", [] { return text(settings_schema()); });
  module.def("formats", [] {
    py::list result;
    for (const ReportFormat& format : report_formats())
      result.append(
          py::make_tuple(text(format.name), text(format.media_type), text(format.description)));
    return result;
  });
}
