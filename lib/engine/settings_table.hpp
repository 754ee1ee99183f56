#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cachewarden/rules/settings.hpp"

namespace cachewarden::inline v0::detail {

/// The member that a row sets; its type says how the value is written.
using SettingMember =
    std::variant<std::uint32_t Settings::*,             // an integer
                 bool Settings::*,                      // the first word is false, the second true
                 Answer Settings::*,                    // a word for each answer
                 std::vector<std::string> Settings::*,  // texts, or words of a list
                 std::vector<Prefix> Settings::*,       // prefixes of addresses
                 std::vector<NamePattern> Settings::*,  // an object of patterns by resource type
                 std::vector<TagPattern> Settings::*>;  // an object of patterns by name of tag

/// One setting: reading, checking, documentation and schema are made of this.
struct SettingRow {
  std::string_view name{};
  SettingMember member{};
  std::string_view what{};  ///< what it decides, one sentence
  std::int64_t least = 0;   ///< of integers
  std::int64_t most = 0;
  std::span<const std::string_view> words{};  ///< of choices
  bool is_location = false;                   ///< `West Europe` is `westeurope`
};

/// A row for each setting, in the order of the documentation.
[[nodiscard]] std::span<const SettingRow> setting_rows() noexcept;

}  // namespace cachewarden::inline v0::detail
