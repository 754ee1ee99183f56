#include "cachewarden/bicep/config.hpp"

#include <algorithm>
#include <cstdint>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/json/document.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

Error wrong(std::string_view reference, std::string_view why) {
  return {ErrorCode::format,
          "module reference `" + std::string(reference) + "` " + std::string(why)};
}

std::string replaced(std::string_view text, char from, char to) {
  std::string result(text);
  std::replace(result.begin(), result.end(), from, to);
  return result;
}

/// Hexadecimal number whose bit i is set if the i-th character is an upper-case letter; empty for
/// 0.
std::string upper_case_mask(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string mask;
  for (std::size_t first = 0; first < text.size(); first += 4) {
    unsigned digit = 0;
    for (std::size_t i = first; i < std::min(first + 4, text.size()); ++i) {
      if (text[i] >= 'A' && text[i] <= 'Z')
        digit |= 1U << (i - first);
    }
    mask.push_back(digits[digit]);
  }
  while (!mask.empty() && mask.back() == '0')
    mask.pop_back();
  std::reverse(mask.begin(), mask.end());
  return mask;
}

bool is_plain(std::string_view path) {
  if (path.empty() || path.find('\\') != path.npos || path.find('\0') != path.npos)
    return false;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..")
      return false;
    begin = end + 1;
  }
  return true;
}

Result<std::string> registry_path(std::string_view whole, std::string_view rest,
                                  const Config& config) {
  std::string registry;
  std::string prefix;
  if (whole[2] == '/') {
    const std::size_t colon = rest.find(':');
    if (colon == rest.npos)
      return wrong(whole, "has no path");
    const std::string_view name = rest.substr(0, colon);
    const auto alias = std::find_if(
        config.registries.rbegin(), config.registries.rend(),
        [&](const Config::RegistryAlias& candidate) { return candidate.name == name; });
    if (alias == config.registries.rend())
      return wrong(whole, "names an alias that is not in `bicepconfig.json`");
    registry = alias->registry;
    prefix = alias->module_path;
    rest = rest.substr(colon + 1);
  } else {
    const std::size_t slash = rest.find('/');
    if (slash == rest.npos)
      return wrong(whole, "has no path");
    registry = rest.substr(0, slash);
    rest = rest.substr(slash + 1);
  }
  const std::size_t at = rest.find('@');
  const std::size_t colon = rest.find(':');
  const bool is_digest = at != rest.npos;
  const std::size_t end = is_digest ? at : colon;
  if (end == rest.npos || end + 1 == rest.size())
    return wrong(whole, "has no version");
  std::string repository(rest.substr(0, end));
  if (!prefix.empty())
    repository = prefix + "/" + repository;
  const std::string_view version = rest.substr(end + 1);
  const std::string tag = is_digest ? replaced(version, ':', '#')
                                    : std::string(version) + "$" + upper_case_mask(version);
  const std::string path = "br/" + folded(replaced(registry, ':', '$')) + "/" +
                           replaced(folded(repository), '/', '$') + "/" + tag + "/main.json";
  if (!is_plain(path) || !is_plain(repository) || version.find('/') != version.npos)
    return wrong(whole, "is not well-formed");
  return path;
}

Result<std::string> template_spec_path(std::string_view whole, std::string_view rest,
                                       const Config& config) {
  std::string place;
  if (whole[2] == '/') {
    const std::size_t colon = rest.find(':');
    const std::string_view name = rest.substr(0, colon);
    const auto alias = std::find_if(config.template_specs.begin(), config.template_specs.end(),
                                    [&](const auto& candidate) { return candidate.name == name; });
    if (colon == rest.npos || alias == config.template_specs.end())
      return wrong(whole, "names an alias that is not in `bicepconfig.json`");
    place = alias->subscription + "/" + alias->resource_group + "/";
    rest = rest.substr(colon + 1);
  }
  place += rest;
  const std::size_t colon = place.find(':');
  if (colon == place.npos || std::count(place.begin(), place.end(), '/') != 2)
    return wrong(whole, "is not well-formed");
  place[colon] = '/';
  const std::string path = "ts/" + folded(place) + "/main.json";
  if (!is_plain(path))
    return wrong(whole, "is not well-formed");
  return path;
}

}  // namespace

Result<Config> parse_config(std::string_view text) {
  const auto document = json::Document::parse(text);
  if (!document)
    return document.error();
  Config config;
  const json::Node root = document->root();
  config.cache_root = root.find("cacheRootDirectory").string();
  const json::Node aliases = root.find("moduleAliases");
  for (const json::Node alias : aliases.find("br")) {
    config.registries.push_back({std::string(alias.key()),
                                 std::string(alias.find("registry").string()),
                                 std::string(alias.find("modulePath").string())});
  }
  for (const json::Node alias : aliases.find("ts")) {
    config.template_specs.push_back({std::string(alias.key()),
                                     std::string(alias.find("subscription").string()),
                                     std::string(alias.find("resourceGroup").string())});
  }
  return config;
}

Result<std::string> cache_path(std::string_view reference, const Config& config) {
  if (!is_registry_reference(reference))
    return wrong(reference, "is not one to a registry");
  if (reference.starts_with("br"))
    return registry_path(reference, reference.substr(3), config);
  return template_spec_path(reference, reference.substr(3), config);
}

}  // namespace cachewarden::inline v0::bicep
