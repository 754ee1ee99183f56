#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/result.hpp"

namespace cachewarden::inline v0::bicep {

/// What a `bicepconfig.json` says that matters for reading files.
struct Config {
  struct RegistryAlias {
    std::string name;
    std::string registry;
    std::string module_path;  ///< put before the path of the module, or empty
  };
  struct TemplateSpecAlias {
    std::string name;
    std::string subscription;
    std::string resource_group;
  };
  /// `public` is always known: Microsoft's registry.
  std::vector<RegistryAlias> registries = {{"public", "mcr.microsoft.com", "bicep"}};
  std::vector<TemplateSpecAlias> template_specs = {};
  std::string cache_root = {};  ///< `cacheRootDirectory` as written, or empty
};

/// Reads the text of a `bicepconfig.json` (JSON with comments). Errors: those of JSON; members of
/// an unexpected kind are left out.
[[nodiscard]] Result<Config> parse_config(std::string_view text);

/// Path of a module's compiled template below the root of the restore cache that Bicep keeps.
/// `reference` is `br:registry/path:tag`, `br:registry/path@digest`, `br/alias:path:tag`,
/// `ts:subscription/group/name:version` or `ts/alias:name:version`. Error: `format`, for an alias
/// that is not known or another form.
/// Layout as the Bicep tool writes it: br/registry/repository/tag/main.json, `:` and `/` inside of
/// a part as `$`; behind the tag a `$` and a hexadecimal mask of its upper-case letters.
[[nodiscard]] Result<std::string> cache_path(std::string_view reference, const Config& config);

/// The reference is to a registry or a template spec, not to a file.
[[nodiscard]] constexpr bool is_registry_reference(std::string_view reference) noexcept {
  return reference.starts_with("br:") || reference.starts_with("br/") ||
         reference.starts_with("ts:") || reference.starts_with("ts/");
}

}  // namespace cachewarden::inline v0::bicep
