#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cachewarden/model/inventory.hpp"
#include "cachewarden/rules/settings.hpp"

namespace cachewarden::inline v0::detail {

/// What a command may name besides its resource.
struct Surroundings {
  std::span<const Resource* const> resources{};  ///< that a verdict rests on
  const Settings* settings = nullptr;
};

/// A command with the names of a resource in place of `{id}`, `{name}`, `{group}`,
/// `{subscription}`, `{parent}`, `{parent_name}` and `{field}` for the fields of its type. Of the
/// resources around it `{firewall_rules_id}` is the id of the first firewall rule, and so on for
/// other types, `_name`, `_group` and `_subscription`; the name of a setting with a number is that
/// number. `{place:WORD}` is the word where the place has nothing to stand for; without one the
/// command is empty then. Words that a shell would not take literally are quoted, so that names
/// from inputs cannot become commands.
[[nodiscard]] std::string command(std::string_view pattern, const Inventory& inventory,
                                  const Resource& resource, const Surroundings& around = {});

/// One word for a POSIX shell.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace cachewarden::inline v0::detail
