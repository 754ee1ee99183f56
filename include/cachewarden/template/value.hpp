#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "cachewarden/base/truth.hpp"
#include "cachewarden/template/arena.hpp"
#include "cachewarden/template/program.hpp"

/// What expressions evaluate to. Values are immutable, shared freely and live in the arena of their
/// expansion.
namespace cachewarden::inline v0::templates {

enum class ValueKind : std::uint8_t {
  null = 1,
  boolean = 2,
  integer = 3,
  real = 4,
  string = 5,
  array = 6,
  object = 7,
  unknown = 8,
};

enum class FrameKind : std::uint8_t {
  expression = 1,   ///< the expression in the resource or output that gave the value
  loop = 2,         ///< `index`-th turn of the loop declared there
  module = 3,       ///< inside of the deployment declared there
  declaration = 4,  ///< of the resource or output declared there
};

/// One link of the chain that says how evaluation got to a place; innermost first.
struct Frame {
  FrameKind kind = FrameKind::expression;
  Origin origin = {};
  std::int64_t index = -1;     ///< of a loop; -1: not known
  std::string_view name = {};  ///< of a loop or module
  const Frame* parent = nullptr;
};

struct Value;
struct Unknown;

struct Member {
  std::string_view name;
  const Value* value = nullptr;
  /// Not 0: the name is not known because of this `UnknownKind`; `name` is its residual in
  /// brackets.
  std::uint8_t name_unknown = 0;
};

/// Members in the order of the source. Names are unique, but may differ in case alone.
struct Object {
  std::span<const Member> members = {};
  const std::uint32_t* order =
      nullptr;  ///< numbers of the members sorted by folded name; null for few members

  bool open = false;  ///< a name is not known, so any other member may be there

  /// Number of the member of that name, else of the first whose name is the same ignoring ASCII
  /// case; else the number of members.
  [[nodiscard]] std::size_t place(std::string_view name) const noexcept;
  /// The value of that member, else null.
  [[nodiscard]] const Value* find(std::string_view name) const noexcept {
    const std::size_t at = place(name);
    return at < members.size() ? members[at].value : nullptr;
  }
};

/// Marks of a value. The `deep` ones say that the value or something inside of it has the mark.
inline constexpr std::uint8_t flag_secret = 1;  ///< must not leave in any output
/// Rests on a placeholder for something the caller did not say (subscription, location ...).
inline constexpr std::uint8_t flag_assumed = 2;
inline constexpr std::uint8_t flag_deep_secret = 4;
inline constexpr std::uint8_t flag_deep_assumed = 8;
inline constexpr std::uint8_t flag_exact = 16;  ///< as part of an overlay: nothing is to be added
inline constexpr std::uint8_t flag_deep_unique = 32;  ///< an `Unknown::unique` is in it
/// The marks that a value can have itself.
inline constexpr std::uint8_t own_flags = flag_secret | flag_assumed;

/// Levels of nesting a value may have; deeper ones become unknown.
inline constexpr std::uint16_t max_value_height = 300;
/// Parts a value may have when all that it shares is written out, 16 bytes of a text being one
/// more; greater ones become unknown.
inline constexpr std::uint32_t max_value_weight = 8'000'000;

struct Value {
  ValueKind kind = ValueKind::null;
  ValueKind hint =
      ValueKind::unknown;  ///< of an unknown: the kind it will have; `unknown` if that is open too
  std::uint8_t flags = 0;
  std::uint8_t deep_unknown =
      0;  ///< the greatest `UnknownKind` of the value and all inside of it; 0: all is known
  std::uint16_t height = 1;
  std::uint32_t weight = 1;      ///< parts, as `max_value_weight` counts them
  Origin origin = {};            ///< the literal, parameter or expression that decides the value
  const Frame* frame = nullptr;  ///< how it got into the resource that it is part of
  const void* data = nullptr;
  std::uint64_t bits = 0;

  [[nodiscard]] bool is(ValueKind k) const noexcept { return kind == k; }
  [[nodiscard]] bool is_secret() const noexcept { return (flags & flag_secret) != 0; }
  [[nodiscard]] bool is_assumed() const noexcept { return (flags & flag_assumed) != 0; }
  [[nodiscard]] bool is_known() const noexcept {
    return deep_unknown == 0;
  }  ///< nothing inside is unknown

  /// Each only for its kind.
  [[nodiscard]] bool boolean() const noexcept { return bits != 0; }
  [[nodiscard]] std::int64_t integer() const noexcept { return static_cast<std::int64_t>(bits); }
  [[nodiscard]] double real() const noexcept { return std::bit_cast<double>(bits); }
  [[nodiscard]] std::string_view text() const noexcept {
    return {static_cast<const char*>(data), static_cast<std::size_t>(bits)};
  }
  [[nodiscard]] std::span<const Value* const> items() const noexcept {
    return {static_cast<const Value* const*>(data), static_cast<std::size_t>(bits)};
  }
  [[nodiscard]] const Object& object() const noexcept { return *static_cast<const Object*>(data); }
  [[nodiscard]] const Unknown& unknown() const noexcept {
    return *static_cast<const Unknown*>(data);
  }
};

/// How the residual expression of an unknown is written.
enum class Residual : std::uint8_t {
  text = 1,    ///< `name` is the whole expression
  call = 2,    ///< `name`(`arguments`...)
  member = 3,  ///< `arguments[0]`.`name`
  index = 4,   ///< `arguments[0]`[`arguments[1]`]
  pieces =
      5,  ///< a string: the `arguments`, known strings and unknowns in turn, one after the other
};

/// Choices of a value that are kept apart; more make a plain unknown.
inline constexpr std::size_t max_choices = 8;

struct Unknown {
  UnknownKind kind = UnknownKind::runtime;
  Residual residual = Residual::text;
  bool never_null = false;   ///< cannot be null
  bool never_empty = false;  ///< cannot be null, '' or an empty array or object
  std::string_view name = {};
  std::span<const Value* const> arguments = {};
  /// An object (or array) of what is known of it: declared members of a deployed resource, later
  /// operands of union().
  const Value* overlay = nullptr;
  std::span<const Value* const> choices = {};  ///< it is one of these, if not empty
  /// A known text shown in its place because it rests on placeholders alone; never decides
  /// anything.
  const Value* stand_in = nullptr;
  /// Another value with the same residual may be a different one: equal to itself alone.
  bool unique = false;
  /// The deep marks of what it is made of, without those of the overlay. Set by `ValueMaker`.
  std::uint8_t own_deep_flags = 0;
};

/// Makes values. Marks, unknown kinds and heights of the parts carry over.
class ValueMaker {
 public:
  explicit ValueMaker(Arena& arena) : arena_(arena) {}

  [[nodiscard]] Arena& arena() noexcept { return arena_; }

  [[nodiscard]] const Value* null(Origin origin = {});
  [[nodiscard]] const Value* boolean(bool value, Origin origin = {});
  [[nodiscard]] const Value* integer(std::int64_t value, Origin origin = {});
  [[nodiscard]] const Value* real(double value, Origin origin = {});
  [[nodiscard]] const Value* string(std::string_view text,
                                    Origin origin = {});  ///< copies the text
  [[nodiscard]] const Value* string_view(std::string_view text,
                                         Origin origin = {});  ///< the text must last
  [[nodiscard]] const Value* array(std::span<const Value* const> items, Origin origin = {});
  /// Of equal names the last value wins, in the place of the first.
  [[nodiscard]] const Value* object(std::span<const Member> members, Origin origin = {});
  [[nodiscard]] const Value* unknown(const Unknown& unknown, ValueKind hint, Origin origin = {});
  /// An unknown whose residual is the text.
  [[nodiscard]] const Value* unknown_text(UnknownKind kind, std::string_view residual,
                                          ValueKind hint, Origin origin = {});

  /// The parts one after the other as one string: known if all are, else an unknown with known
  /// pieces. Parts are strings or unknowns; nested pieces are flattened, so equal texts have equal
  /// pieces.
  [[nodiscard]] const Value* joined(std::span<const Value* const> parts, Origin origin = {});

  /// The same value with more marks, another origin or another frame.
  [[nodiscard]] const Value* with_flags(const Value* value, std::uint8_t flags);
  [[nodiscard]] const Value* with_origin(const Value* value, Origin origin);
  [[nodiscard]] const Value* with_frame(const Value* value, const Frame* frame);

  /// Whether a value was given up since the last time that somebody asked, for being too great.
  [[nodiscard]] bool take_given_up() noexcept { return std::exchange(has_given_up_, false); }

 private:
  [[nodiscard]] const Value* give_up(Origin origin);

  Arena& arena_;
  bool has_given_up_ = false;
};

/// Whether two values are equal: deeply, strings by case, kinds strictly (1 and 1.0 are equal
/// numbers). Two unknowns with the same residual are equal.
[[nodiscard]] Truth equal(const Value& a, const Value& b);

/// What is known of the start and end of a string, also of an unknown one.
[[nodiscard]] std::string_view known_prefix(const Value& value) noexcept;
[[nodiscard]] std::string_view known_suffix(const Value& value) noexcept;

/// The value as an expression of the template language without brackets: known values as literals,
/// unknown ones as their residual; secrets as `secret()`. Below the top, stand-ins are shown in
/// place of what they stand for. Cut with `...` at about `limit` bytes.
[[nodiscard]] std::string expression_text(const Value& value, std::size_t limit = 4096);

/// Compact JSON text as string() and friends print it, of a value that is known.
/// `quote` is the character around strings and names.
[[nodiscard]] std::string json_text(const Value& value, char quote = '"');

}  // namespace cachewarden::inline v0::templates
