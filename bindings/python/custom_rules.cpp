#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "cachewarden/cachewarden.hpp"
#include "module.hpp"

/// Rules of the caller.
namespace cachewarden::python {

namespace {

/// What a check rests on: kind, resource, and the name of a property or the type of children.
using Trace = std::tuple<std::string, std::uint32_t, std::string>;
/// Status, note and what it rests on, of the resource with that number.
using PythonCheck =
    std::function<std::tuple<std::string, std::string, std::vector<Trace>>(std::uint32_t)>;

Basis basis_of(const Inventory& inventory, const Trace& trace) {
  const auto& [kind, index, word] = trace;
  const Resource& resource = inventory.resource(index);
  const void* const body = inventory.body(resource);
  if (body == nullptr)
    return {};
  if (kind == "collection")
    return {.at = body, .kind = Basis::Kind::collection, .type = type_of(word)};
  for (const FieldRow& row : resource_types()[resource.type]->fields) {
    if (row.name == word)
      return {.at = row.at(body)};
  }
  return {};
}

Category category_of(const std::string& word) {
  for (int i = 1; i < 256 && !name(static_cast<Category>(i)).empty(); ++i) {
    if (name(static_cast<Category>(i)) == word)
      return static_cast<Category>(i);
  }
  refuse(ErrorCode::argument, "`" + word + "` is no category");
}

}  // namespace

Severity severity_of(const std::string& word) {
  const std::optional<Severity> severity = parse_severity(word);
  if (!severity)
    refuse(ErrorCode::argument, "`" + word + "` is no severity");
  return *severity;
}

CustomRule custom_rule_of(const py::dict& given) {
  const auto word = [&given](const char* key) { return given[key].cast<std::string>(); };
  const auto [cli, bicep, terraform] =
      given["remediation"].cast<std::tuple<std::string, std::string, std::string>>();
  const std::string id = word("id");
  const std::string called = word("name").empty() ? id : word("name");
  const std::string title = word("title");
  const std::string message = word("message");
  const std::string rationale = word("rationale");
  const Rule texts{.id = id,
                   .name = called,
                   .title = title,
                   .message = message,
                   .severity = severity_of(word("severity")),
                   .category = category_of(word("category")),
                   .rationale = rationale,
                   .remediation = {cli, bicep, terraform}};
  const auto check = given["check"].cast<PythonCheck>();
  const auto note = std::make_shared<std::string>();
  return {texts, type_of(word("resource_type")),
          [check, note](const Resource& resource, const Context& context) {
            const Inventory& inventory = context.inventory();
            try {
              auto [status, said, traces] = check(inventory.index_of(resource));
              *note = std::move(said);
              Verdict verdict{.status = parse_status(status).value_or(Status::unknown),
                              .note = *note};
              for (const Trace& trace : traces)
                verdict.basis.add(basis_of(inventory, trace));
              return verdict;
            } catch (const py::error_already_set& error) {
              throw Stop{error};
            }
          }};
}

}  // namespace cachewarden::python
