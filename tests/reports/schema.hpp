#pragma once

#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

/// A validator for the part of JSON Schema that docs/report.schema.json is written in. Stricter
/// than the schema: a member that it does not describe is an error too.
namespace schema {

using Json = nlohmann::json;

class Validator {
 public:
  explicit Validator(const Json& schema) : root_(schema) {}

  /// One line per violation, with the place.
  [[nodiscard]] std::vector<std::string> validate(const Json& value, const Json& schema) {
    errors_.clear();
    check(value, schema, "");
    check_known(value, schema, "");
    return errors_;
  }
  [[nodiscard]] std::vector<std::string> validate(const Json& value) {
    return validate(value, root_);
  }
  [[nodiscard]] std::vector<std::string> validate_as(const Json& value, const std::string& name) {
    return validate(value, root_.at("$defs").at(name));
  }

 private:
  [[nodiscard]] const Json& target(const Json& schema) const {
    const std::string reference = schema.at("$ref");
    return root_.at(Json::json_pointer(reference.substr(1)));
  }

  void fail(const std::string& place, const std::string& why) {
    errors_.push_back(place + ": " + why);
  }

  static bool is_type(const Json& value, const std::string& type) {
    return type == "object"    ? value.is_object()
           : type == "array"   ? value.is_array()
           : type == "string"  ? value.is_string()
           : type == "integer" ? value.is_number_integer()
                               : type == "boolean" && value.is_boolean();
  }

  void check(const Json& value, const Json& schema, const std::string& place) {
    for (const auto& [key, wanted] : schema.items()) {
      if (key == "$ref") {
        check(value, target(schema), place);
      } else if (key == "type") {
        if (!is_type(value, wanted))
          fail(place, "not of type " + wanted.get<std::string>());
      } else if (key == "enum") {
        if (std::find(wanted.begin(), wanted.end(), value) == wanted.end())
          fail(place, value.dump() + " is none of " + wanted.dump());
      } else if (key == "const") {
        if (value != wanted)
          fail(place, value.dump() + " is not " + wanted.dump());
      } else if (key == "minimum") {
        if (!value.is_number() || value < wanted)
          fail(place, value.dump() + " is too small");
      } else if (key == "pattern") {
        if (!value.is_string() ||
            !std::regex_search(value.get<std::string>(), std::regex(wanted.get<std::string>())))
          fail(place, value.dump() + " does not match");
      } else if (key == "required") {
        for (const std::string name : wanted) {
          if (!value.contains(name))
            fail(place, "`" + name + "` is missing");
        }
      } else if (key == "properties") {
        for (const auto& [name, inner] : wanted.items()) {
          if (value.contains(name))
            check(value.at(name), inner, place + "/" + name);
        }
      } else if (key == "items") {
        for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
          check(value[i], wanted, place + "/" + std::to_string(i));
      } else if (key == "allOf") {
        for (const Json& part : wanted)
          check(value, part, place);
      } else if (key == "oneOf") {
        check_one(value, wanted, place);
      } else if (key != "description" && key != "title" && key != "$schema" && key != "$id" &&
                 key != "$defs") {
        fail(place, "the schema uses `" + key + "`");
      }
    }
  }

  void check_one(const Json& value, const Json& choices, const std::string& place) {
    std::size_t fits = 0;
    for (const Json& choice : choices) {
      Validator each(root_);
      each.check(value, choice, place);
      fits += each.errors_.empty() ? 1 : 0;
    }
    if (fits != 1)
      fail(place, "fits " + std::to_string(fits) + " of the choices");
  }

  /// Whether a schema or one of its parts describes a member, and how.
  [[nodiscard]] const Json* described(const Json& schema, const std::string& name) const {
    if (schema.contains("properties") && schema.at("properties").contains(name))
      return &schema.at("properties").at(name);
    if (schema.contains("$ref"))
      return described(target(schema), name);
    for (const char* key : {"allOf", "oneOf"}) {
      for (const Json& part : schema.value(key, Json::array())) {
        // Parts are references: what is found lives in the root.
        if (const Json* const found = described(target(part), name))
          return found;
      }
    }
    return nullptr;
  }

  void check_known(const Json& value, const Json& schema, const std::string& place) {
    if (value.is_object()) {
      for (const auto& [name, inner] : value.items()) {
        const Json* const known = described(schema, name);
        if (known == nullptr)
          fail(place, "`" + name + "` is not described");
        else
          check_known(inner, *known, place + "/" + name);
      }
    }
    const Json& list = schema.contains("$ref") ? target(schema) : schema;
    if (value.is_array() && list.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i)
        check_known(value[i], list.at("items"), place + "/" + std::to_string(i));
    }
  }

  const Json& root_;
  std::vector<std::string> errors_;
};

}  // namespace schema
