#pragma once

#include <cstdint>
#include <span>

#include "cachewarden/model/field.hpp"

/// Enumerations that several resource types share.
namespace cachewarden::inline v0 {

/// Ordered, so that a minimum can be asked for.
enum class TlsVersion : std::uint8_t { tls_1_0 = 10, tls_1_1 = 11, tls_1_2 = 12, tls_1_3 = 13 };

inline constexpr EnumName tls_version_names[] = {
    {"1.0", 10},     {"1.1", 11},     {"1.2", 12},    {"1.3", 13},     {"TLS1_0", 10},
    {"TLS1_1", 11},  {"TLS1_2", 12},  {"TLS1_3", 13}, {"TLSv1.0", 10}, {"TLSv1.1", 11},
    {"TLSv1.2", 12}, {"TLSv1.3", 13}, {"TLS1.0", 10}, {"TLS1.1", 11},  {"TLS1.2", 12},
    {"TLS1.3", 13},  {"1", 10},       {"Tls", 10},    {"Tls10", 10},   {"Tls11", 11},
    {"Tls12", 12},   {"Tls13", 13}};

constexpr std::span<const EnumName> enum_names(TlsVersion) noexcept {
  return tls_version_names;
}

enum class IdentityType : std::uint8_t {
  none = 1,
  system_assigned = 2,
  user_assigned = 3,
  both = 4
};

inline constexpr EnumName identity_type_names[] = {{"None", 1},
                                                   {"SystemAssigned", 2},
                                                   {"UserAssigned", 3},
                                                   {"SystemAssigned, UserAssigned", 4},
                                                   {"SystemAssigned,UserAssigned", 4},
                                                   {"UserAssigned, SystemAssigned", 4}};

constexpr std::span<const EnumName> enum_names(IdentityType) noexcept {
  return identity_type_names;
}

enum class ConnectionStatus : std::uint8_t {
  approved = 1,
  pending = 2,
  rejected = 3,
  disconnected = 4
};

inline constexpr EnumName connection_status_names[] = {
    {"Approved", 1}, {"Pending", 2}, {"Rejected", 3}, {"Disconnected", 4}};

constexpr std::span<const EnumName> enum_names(ConnectionStatus) noexcept {
  return connection_status_names;
}

enum class DayOfWeek : std::uint8_t {
  monday = 1,
  tuesday = 2,
  wednesday = 3,
  thursday = 4,
  friday = 5,
  saturday = 6,
  sunday = 7,
  everyday = 8,
  weekend = 9
};

inline constexpr EnumName day_of_week_names[] = {{"Monday", 1},   {"Tuesday", 2},  {"Wednesday", 3},
                                                 {"Thursday", 4}, {"Friday", 5},   {"Saturday", 6},
                                                 {"Sunday", 7},   {"Everyday", 8}, {"Weekend", 9}};

constexpr std::span<const EnumName> enum_names(DayOfWeek) noexcept {
  return day_of_week_names;
}

}  // namespace cachewarden::inline v0
