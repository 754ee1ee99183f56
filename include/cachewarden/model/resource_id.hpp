#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "cachewarden/base/fold.hpp"

/// Azure resource ids: `/subscriptions/S/resourceGroups/G/providers/P/type/name/...`, compared
/// without case. Extension resources hold `/providers/` twice; the last one names the type. A
/// subscription, `/subscriptions/S`, is a resource too.
namespace cachewarden::inline v0 {

/// Views into the text of an id.
struct ResourceId {
  std::string_view text;            ///< the whole id without blanks around it and final `/`
  std::string_view subscription{};  ///< empty above subscriptions
  std::string_view group{};         ///< resource group; empty outside of one
  std::string_view scope{};         ///< what comes before the last `/providers/`
  std::string_view provider{};      ///< `Microsoft.Cache`
  std::string_view path{};          ///< `redis/orders/firewallRules/office`
  std::string_view name{};          ///< the last segment

  /// The resource type, spelled as in the id: `Microsoft.Cache/redis/firewallRules`.
  [[nodiscard]] std::string type() const;
  /// The id of the parent resource, for an extension resource that of its target; empty if the id
  /// is of a top-level resource.
  [[nodiscard]] std::string_view parent() const;
};

/// The id without blanks around it and without a final `/`.
[[nodiscard]] constexpr std::string_view canonical_id(std::string_view text) noexcept {
  text = trim(text);
  while (text.size() > 1 && text.back() == '/')
    text.remove_suffix(1);
  return text;
}

/// A number for an id that is the same for each spelling of it; the same on machines of one kind.
[[nodiscard]] inline std::uint64_t hash_id(std::string_view id) noexcept {
  constexpr std::uint64_t no_case = 0x2020202020202020U;
  constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = id.size() * factor;
  const auto mix = [&hash](std::uint64_t bytes) {
    hash = (hash ^ (bytes | no_case)) * factor;
    hash ^= hash >> 29;
  };
  for (; id.size() >= 8; id.remove_prefix(8)) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, id.data(), 8);
    mix(bytes);
  }
  std::uint64_t rest = 0;
  if (!id.empty())
    std::memcpy(&rest, id.data(), id.size());
  mix(rest);
  return hash;
}

/// Nothing if the text is no id of a resource with a provider.
[[nodiscard]] inline std::optional<ResourceId> parse_resource_id(std::string_view text) {
  text = canonical_id(text);
  if (text.empty() || text.front() != '/')
    return std::nullopt;
  ResourceId id{.text = text};
  constexpr std::size_t none = std::string_view::npos;
  constexpr std::string_view marker = "/providers/";
  const auto next_slash = [text](std::size_t from) {
    return std::min(text.find('/', from), text.size());
  };
  const auto value_after = [&](std::size_t slash) {
    return text.substr(slash + 1, next_slash(slash + 1) - slash - 1);
  };
  std::size_t providers = none;
  std::size_t subscription = none;  // the slash before it
  std::size_t group = none;
  for (std::size_t begin = 1; begin < text.size();) {
    const std::size_t end = next_slash(begin);
    const std::string_view segment = text.substr(begin, end - begin);
    if (end == text.size())
      break;
    if (segment.size() == 9 && equal_folded(segment, "providers"))
      providers = begin - 1;
    else if (segment.size() == 13 && subscription == none && equal_folded(segment, "subscriptions"))
      subscription = end;
    else if (segment.size() == 14 && group == none && equal_folded(segment, "resourceGroups"))
      group = end;
    begin = end + 1;
  }
  if (providers == none) {
    constexpr std::string_view subscriptions = "/subscriptions/";
    const std::string_view name = text.substr(std::min(subscriptions.size(), text.size()));
    if (name.empty() || name.find('/') != none ||
        !equal_folded(text.substr(0, subscriptions.size()), subscriptions))
      return std::nullopt;
    id.provider = "Microsoft.Resources";
    id.path = text.substr(1);
    id.name = id.subscription = name;
    return id;
  }
  id.scope = text.substr(0, providers);
  const std::string_view rest = text.substr(providers + marker.size());
  const std::size_t slash = rest.find('/');
  if (slash == 0 || slash == none || slash + 1 == rest.size())
    return std::nullopt;
  id.provider = rest.substr(0, slash);
  id.path = rest.substr(slash + 1);
  std::size_t segments = 1;
  std::size_t last = 0;  // the last slash
  for (std::size_t at = id.path.find('/'); at != none; at = id.path.find('/', at + 1)) {
    if (id.path.substr(at + 1).starts_with('/'))
      return std::nullopt;
    ++segments;
    last = at;
  }
  if (segments % 2 != 0)
    return std::nullopt;
  id.name = id.path.substr(last + 1);
  if (subscription != none)
    id.subscription = value_after(subscription);
  if (group != none)
    id.group = value_after(group);
  return id;
}

inline std::string ResourceId::type() const {
  std::string result(provider);
  std::size_t begin = 0;
  for (bool is_type = true; begin <= path.size(); is_type = !is_type) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (is_type)
      result.append("/").append(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

inline std::string_view ResourceId::parent() const {
  const std::size_t name_slash = path.rfind('/');
  const std::size_t type_slash = name_slash == 0 || name_slash == std::string_view::npos
                                     ? std::string_view::npos
                                     : path.rfind('/', name_slash - 1);
  if (type_slash != std::string_view::npos)
    return text.substr(0, text.size() - (path.size() - type_slash));
  return parse_resource_id(scope) ? scope : std::string_view{};
}

}  // namespace cachewarden::inline v0
