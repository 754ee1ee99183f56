#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cachewarden/template/parse.hpp"

namespace cachewarden::inline v0::templates {

/// Builds a program from parsed JSON. Recursive, as deep as the document's nesting, which the JSON
/// reader bounds.
class JsonFrontEnd {
 public:
  JsonFrontEnd(Unit& unit, DocumentId document, const ParseLimits& limits)
      : unit_(unit), document_(document), limits_(limits) {}

  [[nodiscard]] const Program* program(json::Node node);
  [[nodiscard]] ParameterSet parameters(json::Node node);
  /// A value with expressions and property loops.
  [[nodiscard]] const Expr* value(json::Node node);
  /// A value without.
  [[nodiscard]] const Expr* literal(json::Node node);

 private:
  [[nodiscard]] Origin origin(json::Node node) const noexcept;
  [[nodiscard]] Origin key_origin(json::Node node) const noexcept;
  void report(Severity severity, std::string code, std::string message, Origin at);

  [[nodiscard]] const Expr* string(json::Node node);
  [[nodiscard]] const Expr* string(std::string_view text, Origin at, bool exact);
  [[nodiscard]] const Expr* scalar(json::Node node);
  [[nodiscard]] const Expr* object(json::Node node);
  /// The object without the members named.
  [[nodiscard]] const Expr* object_without(json::Node node,
                                           std::span<const std::string_view> names);
  void append_member(std::vector<const Expr*>& parts, json::Node member);
  void append_loops(std::vector<const Expr*>& parts, json::Node copy);
  [[nodiscard]] static bool is_loops(json::Node node);
  [[nodiscard]] const Expr* optional(json::Node node);

  [[nodiscard]] const Type* type(json::Node node);
  [[nodiscard]] const Type* type_or_null(json::Node node);
  void parameters(Program& program, json::Node node);
  void variables(Program& program, json::Node node);
  void functions(Program& program, json::Node node);
  void outputs(Program& program, json::Node node);
  void resources(std::vector<Resource>& list, json::Node node);
  void resource(std::vector<Resource>& list, json::Node node, std::string_view symbol);
  void split_version(Resource& resource);
  void module(Resource& resource, json::Node properties);
  [[nodiscard]] std::optional<Loop> loop(json::Node node);

  Unit& unit_;
  DocumentId document_;
  const ParseLimits& limits_;
};

}  // namespace cachewarden::inline v0::templates
