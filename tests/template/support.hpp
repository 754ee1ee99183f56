#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/template/expand.hpp"

namespace template_test {

using namespace cachewarden;
using namespace cachewarden::templates;
using Json = nlohmann::ordered_json;

inline std::shared_ptr<const std::string> shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

inline std::string read_data(std::string_view name) {
  std::ifstream file(
      std::string(CACHEWARDEN_SOURCE_DIR "/tests/data/template/") + std::string(name),
      std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A document source over texts in memory.
inline DocumentSource files(std::map<std::string, std::string> texts) {
  return [texts = std::move(texts)](std::string_view path) -> Result<std::string> {
    const auto found = texts.find(std::string(path));
    if (found == texts.end())
      return Error{ErrorCode::io, "there is no such file", std::string(path)};
    return found->second;
  };
}

/// What a test says of a deployment, beside the template.
struct Given {
  std::string parameters = {};  ///< text of a parameters file
  std::vector<std::pair<std::string, std::string>> overrides = {};
  Options options = {};
};

inline Expansion expanded(const std::string& text, const Given& given = {}) {
  Input input{{"main.json", shared(text)}, {}, given.overrides};
  if (!given.parameters.empty())
    input.parameters.push_back({"main.parameters.json", shared(given.parameters)});
  auto result = expand(input, given.options);
  return std::move(result.value());
}

/// The JSON that `write_json` gives.
inline Json written(const Expansion& expansion) {
  return Json::parse(write_json(expansion).value().text);
}

/// A group template of these sections, each `"name": ...`, joined with commas.
inline std::string group_template(std::string_view sections) {
  return R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
"contentVersion": "1.0.0.0", )" +
         std::string(sections) + "}";
}

/// The template's one output `r` with this JSON as its value.
inline std::string output_template(std::string_view value, std::string_view more = "") {
  return group_template(std::string(more) + (more.empty() ? "" : ", ") +
                        R"("resources": [], "outputs": {"r": {"value": )" + std::string(value) +
                        "}}");
}

inline bool has_error(const Expansion& expansion) {
  for (const Diagnostic& diagnostic : expansion.diagnostics) {
    if (diagnostic.severity == Severity::error)
      return true;
  }
  return false;
}

inline std::string messages(const Expansion& expansion) {
  std::string text;
  for (const Diagnostic& diagnostic : expansion.diagnostics)
    text += diagnostic.code + ": " + diagnostic.message + "\n";
  return text;
}

inline std::string json_quoted(std::string_view text) {
  return Json(text).dump();
}

/// The value of an expression in a group template: JSON text, the residual in `<>` if it is
/// unknown, or `error: ...`.
inline std::string evaluated(std::string_view expression, const Given& given = {},
                             std::string_view more = "") {
  const Expansion expansion = expanded(output_template(json_quoted(expression), more), given);
  for (const Diagnostic& diagnostic : expansion.diagnostics) {
    if (diagnostic.severity == Severity::error)
      return "error: " + diagnostic.message;
  }
  const Value& value = *expansion.outputs.at(0).value;
  const std::string secret = value.is_secret() ? "secret " : "";
  if (value.is(ValueKind::unknown))
    return secret + "<" + expression_text(value) + ">";
  return secret + json_text(value);
}

}  // namespace template_test
