#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cachewarden/base/date.hpp"
#include "cachewarden/rules/context.hpp"
#include "cachewarden/rules/lifecycle_claims.hpp"

/// What rules ask of the key that encrypts the disks of a cluster, and of its vault.
namespace cachewarden::inline v0::rules {

namespace detail {

[[nodiscard]] inline std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

}  // namespace detail

/// The day of a time: seconds since 1970, or ISO 8601.
[[nodiscard]] inline std::optional<std::chrono::sys_days> day_of(std::string_view text) {
  constexpr std::int64_t seconds_of_day = 86400;
  constexpr std::int64_t last = 253402300800;  // the year 10000
  if (const std::optional<std::int64_t> seconds = detail::whole_number(text)) {
    if (*seconds < 0 || *seconds >= last)
      return std::nullopt;
    return std::chrono::sys_days(std::chrono::days(*seconds / seconds_of_day));
  }
  return parse_date(text.substr(0, 10));
}

/// The days of a duration such as `P90D`, `P3M`, `P1Y`: months count 30 and years 365, as people
/// mean them who ask for so many days.
[[nodiscard]] inline std::optional<std::int64_t> days_of(std::string_view duration) {
  if (duration.size() < 3 || fold(duration.front()) != 'p')
    return std::nullopt;
  const std::optional<std::int64_t> number =
      detail::whole_number(duration.substr(1, duration.size() - 2));
  if (!number || *number < 0 || *number > 100000)
    return std::nullopt;
  switch (fold(duration.back())) {
    case 'd':
      return *number;
    case 'w':
      return *number * 7;
    case 'm':
      return *number * 30;
    case 'y':
      return *number * 365;
    default:
      return std::nullopt;
  }
}

/// What is known of a key or vault that a cluster names: what was read of it, wherever that stands,
/// since names of vaults are unique; else the entry for what was not collected. Null if the name is
/// not known, or that of a managed hardware security module.
template <class Model>
[[nodiscard]] const Model* named_by(const RedisEnterprise& cluster, std::string_view id,
                                    const Context& context) {
  const Intent intent = context.owner(cluster).intent;
  const std::optional<ResourceId> wanted = parse_resource_id(id);
  const Model* found = nullptr;
  for (const Model* each : context.all<Model>()) {
    const Resource& own = context.owner(*each);
    if (!wanted || !ends_with_folded(own.id, wanted->path))
      continue;
    const std::optional<ResourceId> other = parse_resource_id(own.id);
    const bool is_it = other && equal_folded(other->path, wanted->path) &&
                       (own.intent == Intent::live || own.intent == intent);
    // The whole id comes behind the one without subscription, and shows more.
    if (is_it)
      found = each;
  }
  if (found != nullptr)
    return found;
  const Resource* const missing = context.inventory().find(id, intent);
  return missing == nullptr ? nullptr : context.inventory().body<Model>(*missing);
}

/// Calls `judge(key)` for the key of the disks. Not applicable without one.
template <class Judge>
[[nodiscard]] Verdict of_disk_key(const RedisEnterprise& cluster, const Context& context,
                                  Judge&& judge) {
  const Claim has_key = present(cluster.key_encryption_key_url);
  if (has_key.truth != Truth::yes)
    return when(has_key, {}, "disks are encrypted with a key that Microsoft manages");
  if (!cluster.key_encryption_key.has_value())
    return require(unknown(cluster.key_encryption_key));
  const KeyVaultKey* const key =
      named_by<KeyVaultKey>(cluster, *cluster.key_encryption_key, context);
  if (key == nullptr)
    return require(needs_knowledge("what the hardware security module shows of the disk key"));
  return judge(*key);
}

/// The key has not expired. Without a date of judgement only what has expired for certain is told.
[[nodiscard]] inline Claim has_not_expired(const KeyVaultKey& key, const Context& context) {
  if (!key.expires.has_value())
    return negated(present(key.expires));
  const std::optional<std::chrono::sys_days> end = day_of(key.expires->view());
  if (!end)
    return unknown(key.expires);
  const std::optional<std::chrono::sys_days> today =
      context.as_of() ? context.as_of() : day_of(context.inventory().facts().version);
  if (today && *end <= *today)
    return claim(key.expires, Truth::no);
  if (context.as_of())
    return claim(key.expires, Truth::yes);
  Claim open = unknown(key.expires);
  open.add(needs_knowledge("the date of judgement"));
  return open;
}

/// The last segment of the address of a version; empty if the address names none.
[[nodiscard]] inline std::string_view version_in(std::string_view url) {
  constexpr std::string_view keys = "/keys/";
  const std::size_t begin = url.find(keys);
  const std::size_t slash =
      begin == std::string_view::npos ? std::string_view::npos : url.find('/', begin + keys.size());
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash + 1);
}

/// The cluster uses the version that is current. An address without version follows the key.
[[nodiscard]] inline Claim uses_current_version(const RedisEnterprise& cluster,
                                                const KeyVaultKey& key) {
  const std::string_view used = version_in(cluster.key_encryption_key_url->view());
  if (used.empty())
    return claim(cluster.key_encryption_key_url, Truth::yes);
  if (!key.key_url.has_value() || version_in(key.key_url->view()).empty())
    return unknown(key.key_url);
  Claim result = claim(key.key_url, truth(equal_folded(used, version_in(key.key_url->view()))));
  result.add({.at = &cluster.key_encryption_key_url});
  return result;
}

/// The current version is not older than so many days; of a key that is only planned, the vault
/// will make a new one by then.
[[nodiscard]] inline Claim is_renewed(const KeyVaultKey& key, std::int64_t most,
                                      const Context& context) {
  if (context.owner(key).intent != Intent::live) {
    Claim result = some_record(key.lifetime_actions, [most](const KeyLifetimeAction& each) {
      const Truth rotates = holds(each.action, [](const Text& action) {
                              return equal_folded(action, "rotate");
                            }).truth;
      const Truth by_age = holds(each.after_creation, [most](const Text& duration) {
                             return days_of(duration.view()).value_or(most + 1) <= most;
                           }).truth;
      // How long versions last, and so when this is, shows elsewhere.
      const bool is_by_end = by_age == Truth::no && !each.before_expiry.is_none();
      return rotates & (is_by_end ? Truth::unknown : by_age);
    });
    if (result.truth == Truth::unknown && key.lifetime_actions.has_value())
      result.add(needs_knowledge("how long a version of the disk key lasts"));
    return result;
  }
  const std::optional<std::chrono::sys_days> made =
      key.created.has_value() ? day_of(key.created->view()) : std::nullopt;
  const std::optional<std::chrono::sys_days> today =
      context.as_of() ? context.as_of() : day_of(context.inventory().facts().version);
  if (!made || !today)
    return unknown(key.created);
  if ((*today - *made).count() > most)
    return claim(key.created, Truth::no);
  if (context.as_of())
    return claim(key.created, Truth::yes);
  Claim open = unknown(key.created);
  open.add(needs_knowledge("the date of judgement"));
  return open;
}

}  // namespace cachewarden::inline v0::rules
