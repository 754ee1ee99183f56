#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cachewarden/bicep/syntax.hpp"

namespace cachewarden::inline v0::bicep {

/// A change of one place of a file.
struct Edit {
  std::uint32_t line = 0;    ///< the line that is replaced, or behind which lines are added; from 1
  std::string removed = {};  ///< the line as it is, without its end; empty: lines are only added
  std::string added = {};    ///< the lines instead of it, each with its `\n`
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// The change after which the resource whose symbol stands at `name_begin` says `wanted`:
/// `name: value`, where `path` (`/properties/sku/name`, from the body) has that name, or a nested
/// resource. Nothing where the file says it in another way than by plain members, or where the line
/// holds more than that. `computed`: a value that is worked out may be replaced, too.
[[nodiscard]] std::optional<Edit> edit_resource(const File& file, std::uint32_t name_begin,
                                                std::string_view path, std::string_view wanted,
                                                bool computed = false);

/// The change that puts the value of `wanted`, a literal for the last name of `path`, in place of
/// the literal at `begin`: a default of a parameter, a variable or a member on a line of its own,
/// or what `?:` or `??` chooses there; a choice between equal literals is left out. Nothing for all
/// others.
[[nodiscard]] std::optional<Edit> edit_literal(const File& file, std::uint32_t begin,
                                               std::string_view path, std::string_view wanted);

/// The change as a unified diff without context.
[[nodiscard]] std::string diff_text(std::string_view path, const Edit& edit);

}  // namespace cachewarden::inline v0::bicep
