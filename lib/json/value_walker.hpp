#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "cachewarden/json/document.hpp"
#include "json/repeated_names.hpp"
#include "json/structural_index.hpp"

namespace cachewarden::inline v0::json::detail {

/// Reads lists and objects of a text one after the other, by the index of its structure: many times
/// as fast as `Document`, with the same result. Takes strict JSON and nothing else; what it refuses
/// `Document` may accept, or can say why not.
class ValueWalker {
 public:
  explicit ValueWalker(std::uint32_t max_depth) : open_(max_depth) {}

  /// Begins at the first token of a text, which must live as long as its values are used. False:
  /// the text is refused.
  [[nodiscard]] bool load(std::string_view text);

  /// A token is a bracket, a comma, a colon, or a value or name that is no list or object.
  [[nodiscard]] bool at_end() const noexcept { return token_ >= index_.places().size(); }
  /// The first byte of the token; 0 at the end.
  [[nodiscard]] char peek() const noexcept { return at_end() ? '\0' : text_[offset()]; }
  /// Where the token begins; the size of the text at the end.
  [[nodiscard]] std::size_t offset() const noexcept {
    return at_end() ? text_.size() : index_.places()[token_];
  }
  void step() noexcept { ++token_; }
  [[nodiscard]] std::size_t token() const noexcept { return token_; }
  void set_token(std::size_t token) noexcept { token_ = token; }
  /// The bytes of the token without blanks.
  [[nodiscard]] std::string_view token_text() const noexcept;

  enum class Outcome : std::uint8_t {
    whole = 1,    ///< the value was read; the token behind it is next
    cut_off = 2,  ///< the text ends inside the value
    refused = 3,
  };
  /// Reads the list or object at the token. The token is moved only if that succeeds.
  [[nodiscard]] Outcome read();
  /// The value that was read last, until the next one is. Offsets count from its first byte.
  [[nodiscard]] Node root() const noexcept { return {&tape_, 0}; }
  [[nodiscard]] bool has_repeated_names() const noexcept { return tape_.has_repeated_names; }

  /// A member of the object that was passed over last.
  struct Member {
    std::string_view name{};   ///< as it is written
    std::string_view value{};  ///< of a list or an object the bracket that opens it
  };
  /// Passes over the list or object at the token, and checks it as `read` does. `refused` also if
  /// only `read` can tell something: names that may be repeated.
  [[nodiscard]] Outcome skip();
  /// The members of the object that was passed over; those past the first 32 are left out.
  [[nodiscard]] std::size_t member_count() const noexcept { return member_count_; }
  [[nodiscard]] const Member& member(std::size_t i) const noexcept { return members_[i]; }
  static constexpr std::size_t most_members = 32;

  /// The first member of the object at the token; empty if there is none or it is cut off.
  [[nodiscard]] Member first_member() const noexcept;

  /// How many lists and objects were open where the text ended inside of a value.
  [[nodiscard]] std::size_t open_levels() const noexcept { return open_levels_; }

  /// By how many levels the text from the token on ends deeper than it begins.
  [[nodiscard]] std::int64_t depth_change() const noexcept;

 private:
  struct Open {
    std::uint32_t entry = 0;
    std::uint32_t count = 0;
    bool is_object = false;
    bool may_repeat = false;  ///< two names may be the same
    std::array<std::uint64_t, 2> names{};
  };

  template <bool keeps>
  Outcome walk();
  template <bool keeps>
  bool scalar(std::size_t token);
  template <bool keeps>
  bool name(Open& object, std::size_t token, bool is_top);
  bool check_string(std::string_view token, std::uint32_t* decoded);
  [[nodiscard]] std::string_view token_text(std::size_t token) const noexcept;
  void put(Kind kind, std::string_view text, std::uint32_t decoded);
  void note_name(Open& object, std::string_view name) const noexcept;
  [[nodiscard]] bool is_escaped(std::string_view token) noexcept;

  StructuralIndex index_{};
  std::string_view text_{};
  std::size_t token_ = 0;
  std::size_t base_ = 0;           // offset of the value that is read
  std::size_t searched_from_ = 0;  // from there on
  std::size_t backslash_ = 0;      // this is the first one; the end of the text if there is none
  std::uint32_t next_ = 0;         // entry of the tape
  bool is_member_ = false;         // the next value is one
  std::vector<Open> open_;
  Tape tape_{};
  Tape escaped_{};
  RepeatedNames repeated_{};
  std::array<Member, most_members> members_{};
  std::size_t member_count_ = 0;
  std::size_t open_levels_ = 0;
};

}  // namespace cachewarden::inline v0::json::detail
