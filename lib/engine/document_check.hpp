#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/json/document.hpp"

namespace cachewarden::inline v0::detail {

/// Reads a document that a person wrote. What is wrong is noted with its place, and reading goes
/// on, so that one run shows all of it. Comments and trailing commas are allowed.
class DocumentCheck {
 public:
  DocumentCheck(std::string_view text, std::string_view name);

  /// The object at the root; empty if there is none, which is noted.
  [[nodiscard]] json::Node root() const noexcept { return root_; }
  /// What was noted, in the order of the text.
  [[nodiscard]] std::vector<Error> take_errors();

  void refuse(json::Node at, std::string message);
  [[nodiscard]] json::Position position(json::Node at) const;
  /// `document:line:column`
  [[nodiscard]] std::string place(json::Node at) const;

  /// Notes members that have another name or a name twice.
  void require_names(json::Node object, std::span<const std::string_view> known);
  void require_names(json::Node object, std::initializer_list<std::string_view> known) {
    require_names(object, std::span(known.begin(), known.size()));
  }

  /// Of a wrong kind or value: noted, and nothing.
  std::optional<std::int64_t> integer(json::Node node, std::string_view name, std::int64_t least,
                                      std::int64_t most);
  /// Not empty.
  std::optional<std::string> text(json::Node node, std::string_view name);
  /// One text or a list of them.
  std::vector<std::string> texts(json::Node node, std::string_view name);
  std::optional<std::chrono::sys_days> date(json::Node node, std::string_view name);
  /// The number of one of the words, compared without case.
  std::optional<std::size_t> choice(json::Node node, std::string_view name,
                                    std::span<const std::string_view> words);

  /// A member that has to be there: noted if it is not.
  json::Node required(json::Node object, std::string_view name);

 private:
  std::string text_;
  std::string name_;
  json::Document document_;
  json::LineIndex lines_;
  json::Node root_;
  std::vector<std::pair<std::size_t, Error>> errors_;  ///< by offset
};

/// `a, b, c`
[[nodiscard]] std::string listed(std::span<const std::string_view> words);

}  // namespace cachewarden::inline v0::detail
