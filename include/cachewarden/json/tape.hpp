#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// How a parsed document is kept. Its nodes look into it with every step, so it stands in a header.
namespace cachewarden::inline v0::json {

enum class Kind : std::uint8_t {
  null = 1,
  boolean = 2,
  integer =
      3,     ///< a number without fraction and exponent; may not fit 64 bits, see `Node::integer`
  real = 4,  ///< any other number
  string = 5,
  array = 6,
  object = 7,
};

namespace detail {

/// A value or the name of a member. A name stands right before its value, a container right before
/// what it holds.
struct Entry {
  static constexpr std::uint32_t raw = UINT32_MAX;

  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  /// Containers: the entry after everything inside. Strings and names: number of the decoded text,
  /// or `raw` if the text between the quotes is it.
  std::uint32_t link = raw;
  std::uint32_t count = 0;  ///< of elements or members
  Kind kind = Kind::null;   ///< names are strings
  bool is_member = false;
  bool is_repeated = false;  ///< of the value, not the name

  [[nodiscard]] bool is_container() const noexcept {
    return kind == Kind::array || kind == Kind::object;
  }
  /// The number of the entry after this one, numbered `self`, and all inside it.
  [[nodiscard]] std::uint32_t behind(std::uint32_t self) const noexcept {
    return is_container() ? link : self + 1;
  }
};
static_assert(sizeof(Entry) == 20);

/// Where a string that differs from its raw text stands in `Tape::decoded`.
struct Decoded {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

struct Tape {
  std::shared_ptr<const void> owner;
  std::string_view text;
  std::vector<Entry> entries;
  std::vector<Decoded> decoded;
  std::string decoded_text;
  bool has_repeated_names = false;

  /// Of a string or name.
  [[nodiscard]] std::string_view string(const Entry& entry) const noexcept {
    if (entry.link == Entry::raw)
      return {text.data() + entry.offset + 1, std::size_t{entry.length} - 2};
    const Decoded& place = decoded[entry.link];
    return {decoded_text.data() + place.offset, place.length};
  }
};

/// Offsets and entry numbers are 32 bits wide, with room for one past the end.
inline constexpr std::size_t max_text_bytes = std::size_t{UINT32_MAX} - 2;

}  // namespace detail

}  // namespace cachewarden::inline v0::json
