#pragma once

#include <algorithm>
#include <bit>
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
  /// Whether that is the type, compared without case.
  [[nodiscard]] constexpr bool is_of_type(std::string_view type) const noexcept;
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
  constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
  const auto mix = [](std::uint64_t& hash, std::uint64_t bytes) {
    hash = (hash ^ bytes) * factor;
    hash ^= hash >> 29;
  };
  const auto word = [](const char* at, std::size_t size) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, size);
    return bytes | 0x2020202020202020U;
  };
  // One step waits for the step before; ids are long, so that four are under way at a time.
  std::uint64_t lanes[4] = {id.size() * factor, 1, 2, 3};
  for (; id.size() >= sizeof lanes; id.remove_prefix(sizeof lanes)) {
    for (std::size_t i = 0; i < 4; ++i)
      mix(lanes[i], word(id.data() + 8 * i, 8));
  }
  std::uint64_t hash = lanes[0];
  for (std::size_t i = 1; i < 4; ++i)
    mix(hash, lanes[i]);
  for (; id.size() >= 8; id.remove_prefix(8))
    mix(hash, word(id.data(), 8));
  mix(hash, id.empty() ? 0 : word(id.data(), id.size()));
  return hash;
}

namespace detail {

/// The places of the slashes of a text, one after the other, found eight bytes at a time.
class Slashes {
 public:
  explicit Slashes(std::string_view text) noexcept : text_(text) {}

  /// The next one; the size of the text behind the last one.
  [[nodiscard]] std::size_t next() noexcept {
    if constexpr (std::endian::native != std::endian::little) {
      at_ = std::min(text_.find('/', at_), text_.size());
      return at_++;
    }
    while (found_ == 0) {
      if (at_ >= text_.size())
        return text_.size();
      std::uint64_t bytes = 0;
      if (at_ + 8 <= text_.size())
        std::memcpy(&bytes, text_.data() + at_, 8);
      else
        std::memcpy(&bytes, text_.data() + at_, text_.size() - at_);
      // A byte of zero is a slash; its highest bit is then the only one of it that stays.
      bytes ^= 0x2F2F2F2F2F2F2F2FU;
      constexpr std::uint64_t low = 0x7F7F7F7F7F7F7F7FU;
      found_ = ~(((bytes & low) + low) | bytes | low);
      word_ = at_;
      at_ += 8;
    }
    const std::size_t place = word_ + static_cast<std::size_t>(std::countr_zero(found_)) / 8;
    found_ &= found_ - 1;
    return place;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;       // from there on nothing was looked at
  std::size_t word_ = 0;     // of the bytes that were looked at last
  std::uint64_t found_ = 0;  // those of them that are slashes and not yet told
};

}  // namespace detail

/// Nothing if the text is no id of a resource with a provider.
[[nodiscard]] inline std::optional<ResourceId> parse_resource_id(std::string_view text) {
  text = canonical_id(text);
  if (text.empty() || text.front() != '/')
    return std::nullopt;
  ResourceId id{.text = text};
  constexpr std::size_t none = std::string_view::npos;
  std::size_t providers = none;  // the slash before the last one of them
  std::size_t segments = 0;      // behind it
  std::size_t path = 0;          // where the second one of these begins
  std::size_t last = 0;          // the last slash
  bool is_whole = true;          // none of them is empty
  bool is_subscription = false;  // the segment before is `subscriptions`, `resourceGroups`
  bool is_group = false;
  detail::Slashes slashes(text);
  for (std::size_t slash = slashes.next(); slash < text.size();) {
    const std::size_t end = slashes.next();
    const std::string_view segment = text.substr(slash + 1, end - slash - 1);
    if (is_subscription)
      id.subscription = segment;
    else if (is_group)
      id.group = segment;
    const bool is_last = end == text.size();
    is_subscription = segment.size() == 13 && !is_last && id.subscription.data() == nullptr &&
                      equal_folded(segment, "subscriptions");
    is_group = segment.size() == 14 && !is_last && id.group.data() == nullptr &&
               equal_folded(segment, "resourceGroups");
    if (segment.size() == 9 && !is_last && equal_folded(segment, "providers")) {
      providers = slash;
      segments = 0;
      is_whole = true;
    } else {
      ++segments;
      is_whole = is_whole && !segment.empty();
      path = segments == 2 ? slash + 1 : path;
    }
    last = slash;
    slash = end;
  }
  if (providers == none) {
    constexpr std::string_view subscriptions = "/subscriptions/";
    const std::string_view name = text.substr(std::min(subscriptions.size(), text.size()));
    if (name.empty() || name.find('/') != none ||
        !equal_folded(text.substr(0, subscriptions.size()), subscriptions))
      return std::nullopt;
    return ResourceId{.text = text,
                      .subscription = name,
                      .provider = "Microsoft.Resources",
                      .path = text.substr(1),
                      .name = name};
  }
  // A provider, then types and names in turn.
  if (segments < 3 || segments % 2 == 0 || !is_whole)
    return std::nullopt;
  constexpr std::string_view marker = "/providers/";
  id.scope = text.substr(0, providers);
  id.provider = text.substr(providers + marker.size(), path - 1 - providers - marker.size());
  id.path = text.substr(path);
  id.name = text.substr(last + 1);
  return id;
}

/// Whether an id spells that of a resource, then the type and the name of a child of it. Other
/// spellings of its children are not seen. `parent` is an id.
[[nodiscard]] inline bool spells_child_of(std::string_view parent, std::string_view id) noexcept {
  if (!id.starts_with(parent))
    return false;
  id.remove_prefix(parent.size());
  const std::size_t name = id.find('/', 1);
  return id.starts_with('/') && name != std::string_view::npos && name > 1 &&
         name + 1 < id.size() && id.find('/', name + 1) == std::string_view::npos &&
         !equal_folded(id.substr(1, name - 1), "providers");
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

constexpr bool ResourceId::is_of_type(std::string_view type) const noexcept {
  if (!starts_with_folded(type, provider))
    return false;
  type.remove_prefix(provider.size());
  for (std::string_view rest = path;;) {
    const std::size_t end = rest.find('/');
    const std::string_view word = rest.substr(0, end);
    if (!type.starts_with('/') || !starts_with_folded(type.substr(1), word))
      return false;
    type.remove_prefix(1 + word.size());
    const std::size_t next = end == std::string_view::npos ? end : rest.find('/', end + 1);
    if (next == std::string_view::npos)
      return type.empty();
    rest.remove_prefix(next + 1);
  }
}

inline std::string_view ResourceId::parent() const {
  const std::size_t name_slash = path.rfind('/');
  const std::size_t type_slash = name_slash == 0 || name_slash == std::string_view::npos
                                     ? std::string_view::npos
                                     : path.rfind('/', name_slash - 1);
  if (type_slash != std::string_view::npos)
    return text.substr(0, text.size() - (path.size() - type_slash));
  // A resource group, as most scopes are, is no resource.
  constexpr std::string_view subscriptions = "/subscriptions/";
  constexpr std::string_view groups = "/resourceGroups/";
  const bool is_group =
      subscriptions.size() + subscription.size() + groups.size() + group.size() == scope.size() &&
      subscription.data() == text.data() + subscriptions.size() && !group.empty() &&
      group.data() == subscription.data() + subscription.size() + groups.size();
  return !is_group && parse_resource_id(scope) ? scope : std::string_view{};
}

}  // namespace cachewarden::inline v0
