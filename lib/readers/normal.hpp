#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "cachewarden/base/address.hpp"
#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/field.hpp"

/// Text in the one spelling that the model keeps.
namespace cachewarden::inline v0::detail {

/// `H:MM:SS`, as the az command line prints a duration, and ISO 8601 in ISO 8601.
inline std::optional<std::string> iso_duration(std::string_view text) {
  const auto is_number = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  std::string result(text);
  if (text.size() > 1 && fold(text[0]) == 'p') {
    for (char& c : result)
      c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const bool is_known = result.find_first_not_of("PT0123456789.YMWDHS") == std::string::npos;
    return is_known ? std::optional(result) : std::nullopt;
  }
  result = "PT";
  for (const char unit : {'H', 'M', 'S'}) {
    const std::size_t colon = text.find(':');
    std::string_view part = text.substr(0, colon);
    if (!is_number(part) || (colon == std::string_view::npos) != (unit == 'S'))
      return std::nullopt;
    part.remove_prefix(std::min(part.find_first_not_of('0'), part.size()));
    if (!part.empty())
      result.append(part).push_back(unit);
    text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
  }
  return result == "PT" ? "PT0S" : result;
}

/// `https://basket.vault.azure.net/keys/disk/VERSION` -> the id that a key has of which no more is
/// known than that: names of vaults are unique in a cloud, so it holds no group and subscription.
inline std::optional<std::string> vault_key_id(std::string_view url) {
  constexpr std::string_view scheme = "https://";
  if (!starts_with_folded(url, scheme))
    return std::nullopt;
  url.remove_prefix(scheme.size());
  const std::string_view host = url.substr(0, url.find('/'));
  const std::size_t dot = host.find('.');
  std::string_view path = url.substr(host.size());
  constexpr std::string_view keys = "/keys/";
  if (dot == 0 || dot == std::string_view::npos || !starts_with_folded(path, keys))
    return std::nullopt;
  path.remove_prefix(keys.size());
  const std::string_view key = path.substr(0, path.find('/'));
  if (key.empty())
    return std::nullopt;
  const bool is_module = starts_with_folded(host.substr(dot), ".managedhsm.");
  std::string id = "/providers/Microsoft.KeyVault/";
  id.append(is_module ? "managedHSMs" : "vaults").append("/").append(host.substr(0, dot));
  return id.append(keys).append(key);
}

/// Nothing if the text is none of its kind.
inline std::optional<std::string> normalized(Normal normal, std::string_view text) {
  std::string result(trim(text));
  switch (normal) {
    case Normal::location:
      std::erase(result, ' ');
      return folded(result);
    case Normal::duration:
      return iso_duration(result);
    case Normal::address:
    case Normal::ipv4: {
      const Result<Address> address = Address::parse(result);
      if (!address || (normal == Normal::ipv4 && address->family != AddressFamily::ipv4))
        return std::nullopt;
      return address->text();
    }
    case Normal::prefix: {
      const Result<Prefix> prefix = Prefix::parse(result);
      return prefix ? std::optional(prefix->text()) : std::nullopt;
    }
    case Normal::vault_key:
      return vault_key_id(result);
    case Normal::as_is:
      return std::string(text);
    case Normal::numeric:
      break;
  }
  return result;
}

}  // namespace cachewarden::inline v0::detail
