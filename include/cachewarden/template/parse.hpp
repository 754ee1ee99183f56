#pragma once

#include <string>
#include <string_view>

#include "cachewarden/base/result.hpp"
#include "cachewarden/json/document.hpp"
#include "cachewarden/template/program.hpp"

/// The JSON front end: ARM templates and parameter files become programs.
namespace cachewarden::inline v0::templates {

/// A string of a template is an expression if it is in brackets and does not start with two.
/// Nothing is trimmed.
[[nodiscard]] constexpr bool is_expression(std::string_view text) noexcept {
  return text.size() >= 2 && text.front() == '[' && text.back() == ']' && text[1] != '[';
}

/// The text that a string which is no expression stands for: `[[x]` is `[x]`.
[[nodiscard]] constexpr std::string_view unescaped_literal(std::string_view text) noexcept {
  return text.starts_with("[[") && text.ends_with("]") ? text.substr(1) : text;
}

/// Levels of parentheses, brackets and calls in one expression.
inline constexpr std::uint32_t max_expression_depth = 128;

/// Reads an expression with its brackets. `origin` is where the text stands; with `exact` each node
/// gets its own offset. Error: `syntax` or `limit`, with the offset into the text as `place`.
[[nodiscard]] Result<const Expr*> parse_expression(Unit& unit, std::string_view text, Origin origin,
                                                   bool exact);

/// Settings of the JSON front end.
struct ParseLimits {
  std::size_t max_expression_length = 24576;  ///< characters; longer ones are warned of
  json::ParseOptions json = {};
};

/// Reads the template that a document of the unit holds. What is wrong inside is put into the
/// unit's diagnostics; the parts concerned are unknown. Errors: `syntax` and `limit` (JSON),
/// `format` (not a template at all).
[[nodiscard]] Result<const Program*> parse_template(Unit& unit, DocumentId document,
                                                    const ParseLimits& limits = {});

/// Reads a parameters file (or the bare `{"name": {"value": ...}}` object of one). Errors as above.
[[nodiscard]] Result<ParameterSet> parse_parameters(Unit& unit, DocumentId document,
                                                    const ParseLimits& limits = {});

/// Whether the document looks like a template: an object with `resources` and a template's
/// `$schema`, or `resources` and `contentVersion`.
[[nodiscard]] bool is_template(json::Node root);
[[nodiscard]] bool is_parameters_file(json::Node root);

/// A JSON value as an expression without any meaning in brackets.
[[nodiscard]] const Expr* literal_expression(Unit& unit, DocumentId document, json::Node node);

}  // namespace cachewarden::inline v0::templates
