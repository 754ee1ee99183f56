#include "readers/early_properties.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "readers/document_log.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using templates::Expansion;
using templates::Predicted;
using templates::Value;
using templates::ValueKind;

/// The first api-version, previews included, that has a property: by the change logs of the
/// template reference of Microsoft.Cache. History, so that it does not change.
struct Introduction {
  std::string_view type, path, since;
};
constexpr Introduction introductions[] = {
    {"Microsoft.Cache/redis", "/properties/minimumTlsVersion", "2018-03-01"},
    {"Microsoft.Cache/redis", "/properties/publicNetworkAccess", "2020-06-01"},
    {"Microsoft.Cache/redis", "/identity", "2021-06-01"},
    {"Microsoft.Cache/redis",
     "/properties/redisConfiguration/preferred-data-persistence-auth-method", "2022-05-01"},
    {"Microsoft.Cache/redis", "/properties/redisConfiguration/storage-subscription-id",
     "2023-04-01"},
    {"Microsoft.Cache/redis", "/properties/redisConfiguration/aad-enabled", "2023-05-01"},
    {"Microsoft.Cache/redis", "/properties/updateChannel", "2023-08-01"},
    {"Microsoft.Cache/redis", "/properties/disableAccessKeyAuthentication", "2024-03-01"},
    {"Microsoft.Cache/redis", "/properties/zonalAllocationPolicy", "2024-04-01"},
    {"Microsoft.Cache/redisEnterprise", "/identity", "2023-03-01"},
    {"Microsoft.Cache/redisEnterprise", "/properties/encryption", "2023-03-01"},
    {"Microsoft.Cache/redisEnterprise", "/properties/highAvailability", "2024-09-01"},
    {"Microsoft.Cache/redisEnterprise", "/properties/publicNetworkAccess", "2025-07-01"},
    {"Microsoft.Cache/redisEnterprise", "/properties/maintenanceConfiguration", "2025-08-01"},
    {"Microsoft.Cache/redisEnterprise/databases", "/properties/deferUpgrade", "2024-03-01"},
    {"Microsoft.Cache/redisEnterprise/databases", "/properties/accessKeysAuthentication",
     "2024-09-01"},
};

/// What is set at a path.
struct Setting {
  const Value* value = nullptr;  ///< null: nothing, for certain
  std::string pointer{};         ///< to the value, or to what above it is not known
  bool is_certain = true;
};

Setting setting_at(const Value& body, std::string_view path) {
  const Value* at = &body;
  for (std::size_t done = 0; done < path.size();) {
    const std::size_t end = std::min(path.find('/', done + 1), path.size());
    if (at->is(ValueKind::unknown))
      return {at, std::string(path.substr(0, done)), false};
    if (!at->is(ValueKind::object))
      return {};
    const Value* next = at->object().find(path.substr(done + 1, end - done - 1));
    if (next == nullptr)
      return at->object().open ? Setting{at, std::string(path.substr(0, done)), false} : Setting{};
    at = next;
    done = end;
  }
  if (at->is(ValueKind::null))
    return {};
  const bool may_be_null = at->is(ValueKind::unknown) && !at->unknown().never_null;
  return {at, std::string(path), !may_be_null};
}

std::string residual_of(const Value& value) {
  return "[" + templates::expression_text(value) + "]";
}

void look(const Predicted& resource, std::size_t number, const Introduction& property,
          const std::function<void(EarlyProperty)>& take) {
  constexpr std::size_t date_size = 10;
  const Value* const version = resource.api_version;
  const Setting set = setting_at(*resource.body, property.path);
  if (version == nullptr || set.value == nullptr)
    return;
  if (!version->is(ValueKind::string)) {
    take({number, "/apiVersion", residual_of(*version), false});
    return;
  }
  const std::string_view date = version->text().substr(0, date_size);
  const bool is_date = date.size() == date_size && date[0] >= '0' && date[0] <= '9';
  if (!is_date || date >= property.since)
    return;
  if (!set.is_certain) {
    take({number, set.pointer, residual_of(*set.value), false});
    return;
  }
  if (resource.condition != Truth::yes && resource.condition_value != nullptr) {
    take({number, "/condition", residual_of(*resource.condition_value), false});
    return;
  }
  const bool is_named = resource.name != nullptr && resource.name->is(ValueKind::string) &&
                        !resource.name->is_secret();
  std::string what(property.path.substr(property.path.rfind('/') + 1));
  if (is_named)
    what.append(" of ").append(resource.name->text());
  what.append(", since ").append(property.since);
  take({number, set.pointer, std::move(what), !resource.count_unknown});
}

}  // namespace

void find_early_properties(const Expansion& expansion,
                           const std::function<void(EarlyProperty)>& take) {
  for (std::size_t i = 0; i < expansion.resources.size(); ++i) {
    const Predicted& resource = expansion.resources[i];
    if (resource.existing || !resource.extension.empty())
      continue;
    if (resource.type.starts_with('['))  // not known
      take({i, "", resource.type, false});
    for (const Introduction& each : introductions) {
      if (equal_folded(each.type, resource.type))
        look(resource, i, each, take);
    }
  }
}

}  // namespace cachewarden::inline v0::detail
