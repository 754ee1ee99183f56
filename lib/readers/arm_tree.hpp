#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cachewarden::inline v0::detail {

/// A resource in ARM form that is put together from another form; each value remembers where in the
/// original it comes from.
class ArmTree {
 public:
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  /// Where a value of the text that `write` made comes from.
  struct Mark {
    std::string pointer{};  ///< RFC 6901 from the resource
    std::size_t origin = nowhere;
  };

  /// Puts JSON at a path of names divided by dots. A last segment `x[].y` puts an object with `y`
  /// into the list `x`. What stands there already becomes a list of both.
  void put(std::string_view path, std::string raw, std::size_t origin);
  /// Puts JSON in the place of what stands at a path, if that is a value of its own; what cannot be
  /// changed inside becomes an expression.
  void set(std::string_view path, std::string raw, std::size_t origin);
  /// Puts a tree into the list at a path.
  void append(std::string_view path, ArmTree child);

  /// The JSON text; `marks` takes where its values come from, ordered by pointer.
  [[nodiscard]] std::string write(std::vector<Mark>* marks) const;

  [[nodiscard]] bool has(std::string_view path) const;
  [[nodiscard]] bool is_list(std::string_view path) const;

 private:
  enum class Kind : unsigned char { object = 1, list = 2, leaf = 3 };

  ArmTree& step(std::string_view name);
  [[nodiscard]] const ArmTree* find(std::string_view path) const;
  void write(std::string& text, const std::string& pointer, std::vector<Mark>* marks) const;

  Kind kind_ = Kind::object;
  std::string raw_{};
  std::size_t origin_ = nowhere;
  std::vector<std::pair<std::string, std::unique_ptr<ArmTree>>> children_{};
};

}  // namespace cachewarden::inline v0::detail
