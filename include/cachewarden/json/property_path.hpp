#pragma once

#include <string_view>
#include <vector>

#include "cachewarden/json/document.hpp"

/// Finding values by property paths the way Azure compares names: loosely.
namespace cachewarden::inline v0::json {

/// How a document writes values.
struct Dialect {
  bool has_expressions = false;  ///< text in brackets is an expression, as in ARM templates
};

/// What stands at a path, and how it was found.
struct Found {
  Node node{};  ///< empty if there is nothing
  /// Where the search ended: the value, what stands in its place, the object that does not have it,
  /// or the second of two names that disagree.
  Node at{};
  bool is_null = false;         ///< null stands there or on the way
  bool is_expression = false;   ///< an expression stands there or on the way
  bool is_conflicting = false;  ///< a name on the way is repeated with another value
  bool is_malformed = false;    ///< something else than an object is on the way
};

/// Words that mean something else beside `properties` than below it, so that `properties` may not
/// be left out before them.
[[nodiscard]] bool is_envelope(std::string_view path) noexcept;

namespace detail {
[[nodiscard]] bool same_key(std::string_view a, std::string_view b) noexcept;
}

/// Keys match without case, `-` and `_`. Most keys differ, and most of those in the first letter.
[[nodiscard]] inline bool same_key(std::string_view a, std::string_view b) noexcept {
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  if (!a.empty() && !b.empty() && (a[0] | 0x20) != (b[0] | 0x20) && is_letter(a[0]) &&
      is_letter(b[0]))
    return false;
  return detail::same_key(a, b);
}

/// The first member of that name; `other` takes the next one that has another value, if there is
/// one.
[[nodiscard]] Node find_member(Node object, std::string_view key, Node* other = nullptr);

/// Follows a path of names divided by dots up to its first `[]`. A segment `properties` that is not
/// there is passed over: flattened forms leave it out.
[[nodiscard]] Found follow(Node from, std::string_view path, const Dialect& dialect);

/// All nodes of a path, through its `[]`.
void gather(Node from, std::string_view path, const Dialect& dialect, std::vector<Found>& result);

/// The same from what stands before a `[]` on; `rest` is what comes behind it.
void gather(const Found& found, std::string_view rest, const Dialect& dialect,
            std::vector<Found>& result);

/// The value is text, a number or a boolean.
[[nodiscard]] bool is_scalar(Node node) noexcept;

/// An expression by the rules of ARM templates: `[...]`, but not `[[...`.
[[nodiscard]] bool is_expression(std::string_view text) noexcept;
/// The same for a value, in a dialect that has expressions.
[[nodiscard]] bool is_expression(Node node, const Dialect& dialect) noexcept;

}  // namespace cachewarden::inline v0::json
