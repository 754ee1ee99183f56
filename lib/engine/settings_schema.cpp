#include <nlohmann/json.hpp>

#include "cachewarden/engine/settings_document.hpp"
#include "engine/document_check.hpp"
#include "engine/settings_table.hpp"

namespace cachewarden::inline v0 {

namespace {

using Json = nlohmann::ordered_json;
using detail::SettingRow;

Json word_list(std::span<const std::string_view> words) {
  return {{"enum", Json(std::vector<std::string>(words.begin(), words.end()))}};
}

Json texts_schema() {
  const Json text{{"type", "string"}, {"minLength", 1}};
  return {{"oneOf", Json::array({text, {{"type", "array"}, {"items", text}}})}};
}

/// What each type of member looks like in a document.
struct Describe {
  const SettingRow& row;
  std::string_view kind{};
  std::string range{};
  Json fallback{};
  Json schema{};

  void operator()(std::uint32_t Settings::*member) {
    kind = "integer";
    range = std::to_string(row.least) + " to " + std::to_string(row.most);
    fallback = Settings{}.*member;
    schema = {{"type", "integer"}, {"minimum", row.least}, {"maximum", row.most}};
  }
  void operator()(bool Settings::*member) {
    kind = "choice";
    range = detail::listed(row.words);
    fallback = row.words[Settings{}.*member ? 1 : 0];
    schema = word_list(row.words);
  }
  void operator()(Answer Settings::*member) {
    kind = "choice";
    range = detail::listed(row.words);
    fallback = row.words[static_cast<std::size_t>(Settings{}.*member)];
    schema = word_list(row.words);
  }
  void operator()(std::vector<std::string> Settings::*) {
    kind = "texts";
    range = row.words.empty() ? "any" : detail::listed(row.words);
    fallback = Json::array();
    schema = row.words.empty() ? texts_schema()
                               : Json{{"type", "array"}, {"items", word_list(row.words)}};
  }
  void operator()(std::vector<Prefix> Settings::*) {
    kind = "prefixes";
    range = "prefixes like 203.0.113.0/24";
    fallback = Json::array();
    schema = texts_schema();
  }
  void operator()(std::vector<NamePattern> Settings::*) { patterns("resource type"); }
  void operator()(std::vector<TagPattern> Settings::*) { patterns("name of tag"); }

  void patterns(std::string_view key) {
    kind = "patterns";
    range = "patterns of RE2 by " + std::string(key) + ", for the whole text";
    fallback = Json::object();
    schema = {{"type", "object"}, {"additionalProperties", {{"type", "string"}, {"minLength", 1}}}};
  }
};

Describe described(const SettingRow& row) {
  Describe result{.row = row};
  std::visit([&](auto member) { result(member); }, row.member);
  return result;
}

}  // namespace

std::vector<SettingInfo> setting_infos() {
  std::vector<SettingInfo> result;
  for (const SettingRow& row : detail::setting_rows()) {
    Describe about = described(row);
    result.push_back({.name = row.name,
                      .kind = about.kind,
                      .range = std::move(about.range),
                      .fallback = about.fallback.dump(),
                      .what = row.what});
  }
  return result;
}

std::string settings_schema() {
  const std::span<const std::string_view> profiles = profile_names();
  Json properties{{"$schema", {{"description", "The address of this schema."}, {"type", "string"}}},
                  {"extends", word_list(profiles)},
                  {"rule_set",
                   {{"description", "The version of the rule set that the document was made for."},
                    {"type", "string"}}},
                  {"rules",
                   {{"description",
                     "Which rules are asked, by patterns for ids, names, framework/control, "
                     "pillar/NAME, category/NAME and severity/NAME."},
                    {"type", "object"},
                    {"additionalProperties", false},
                    {"properties",
                     {{"include", texts_schema()},
                      {"exclude", texts_schema()},
                      {"severity",
                       {{"type", "object"},
                        {"additionalProperties",
                         {{"enum", Json::array({"low", "medium", "high", "critical"})}}}}}}}}}};
  properties["extends"]["description"] = "The profile to start from.";
  for (const SettingRow& row : detail::setting_rows()) {
    Describe about = described(row);
    Json schema{{"description", row.what}, {"default", about.fallback}};
    schema.update(about.schema);
    properties[std::string(row.name)] = std::move(schema);
  }
  const Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                    {"$id", "urn:cachewarden:settings:1"},
                    {"title", "Settings of cachewarden"},
                    {"type", "object"},
                    {"additionalProperties", false},
                    {"properties", std::move(properties)}};
  return schema.dump(2) + "\n";
}

}  // namespace cachewarden::inline v0
