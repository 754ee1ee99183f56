#pragma once

#include <algorithm>
#include <string_view>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::rules {

/// The next word of an access list, without the brackets of selectors.
[[nodiscard]] constexpr std::string_view next_word(std::string_view& words) noexcept {
  const std::size_t end = std::min(words.find(' '), words.size());
  std::string_view word = words.substr(0, end);
  words.remove_prefix(std::min(end + 1, words.size()));
  while (!word.empty() && (word.front() == '(' || word.back() == ')'))
    word = word.front() == '(' ? word.substr(1) : word.substr(0, word.size() - 1);
  return word;
}

/// What is taken away by `-NAME` comes back by a later `+NAME`.
[[nodiscard]] constexpr bool comes_back(std::string_view rest, std::string_view name) noexcept {
  bool is_back = false;
  while (!rest.empty()) {
    const std::string_view word = next_word(rest);
    if (!word.empty() && equal_folded(word.substr(1), name))
      is_back = word.front() == '+' || (is_back && word.front() != '-');
  }
  return is_back;
}

/// Words of a Redis access list that give every command on every key, read from left to right as
/// Redis does. Taking away any command or category for good is enough not to give everything.
/// Source: redis.io/docs/latest/operate/oss_and_stack/management/security/acl.
[[nodiscard]] constexpr bool grants_everything(std::string_view words) noexcept {
  const auto is_all_keys = [](std::string_view word, std::string_view start) {
    return starts_with_folded(word, start) && word.size() > start.size() &&
           word.find_first_not_of('*', start.size()) == std::string_view::npos;
  };
  bool all_commands = false;
  bool reads_all = false;
  bool writes_all = false;
  while (!words.empty()) {
    const std::string_view word = next_word(words);
    if (equal_folded(word, "+@all") || equal_folded(word, "allcommands"))
      all_commands = true;
    else if (equal_folded(word, "nocommands") || equal_folded(word, "reset") ||
             (word.starts_with('-') && !comes_back(words, word.substr(1))))
      all_commands = false;
    if (equal_folded(word, "allkeys") || is_all_keys(word, "~") || is_all_keys(word, "%rw~") ||
        is_all_keys(word, "%wr~"))
      reads_all = writes_all = true;
    else if (is_all_keys(word, "%r~"))
      reads_all = true;
    else if (is_all_keys(word, "%w~"))
      writes_all = true;
    else if (equal_folded(word, "resetkeys") || equal_folded(word, "reset"))
      reads_all = writes_all = false;
  }
  return all_commands && reads_all && writes_all;
}

}  // namespace cachewarden::inline v0::rules
