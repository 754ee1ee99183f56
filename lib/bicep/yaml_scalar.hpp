#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cachewarden/template/program.hpp"

namespace cachewarden::inline v0::bicep::yaml {

/// What a tag says a value to be.
enum class Tag : std::uint8_t { none, text, integer, real, boolean, null, mapping, sequence };

/// The tag as written, such as `!!str`. Nothing for those that YAML itself does not define.
[[nodiscard]] std::optional<Tag> tag_of(std::string_view word) noexcept;

/// The value of a scalar. One that is not plain (in quotes, or a block) is text unless a tag says
/// otherwise. Null if the tag does not fit.
[[nodiscard]] const templates::Expr* scalar(templates::Unit& unit, std::string_view text,
                                            bool is_plain, Tag tag, templates::Origin at);

/// How the reading of a text in quotes ended.
enum class Quoted : std::uint8_t { good = 1, open, bad_escape };

/// Adds the text in quotes that begins at `at`, which is moved behind it or to what is wrong.
[[nodiscard]] Quoted quoted(std::string_view text, std::size_t& at, std::string& out);

}  // namespace cachewarden::inline v0::bicep::yaml
