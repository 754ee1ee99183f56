#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/inventory.hpp"
#include "cachewarden/model/scalar.hpp"

/// Sources that disagree, for people.
namespace cachewarden::inline v0::detail {

[[nodiscard]] inline std::string quoted_words(std::string_view text) {
  constexpr std::size_t longest = 300;  // ids are shown whole
  if (text.size() <= longest)
    return "`" + std::string(text) + "`";
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
    --end;
  return "`" + std::string(text.substr(0, end)) + " ...`";
}

/// The value of a property in words: never one that is secret.
[[nodiscard]] inline std::string value_words(const FieldRow& row, const void* body) {
  constexpr std::size_t most_items = 3;
  const State state = row.state(body);
  if (state == State::absent || state == State::null || state == State::none)
    return "nothing";
  if (!is_value(state))
    return "a value that is " + std::string(name(state));
  if (row.secret)
    return "a value that is hidden";
  const bool is_list = row.kind == FieldKind::texts || row.kind == FieldKind::references;
  if (!is_list) {
    const std::string text = scalar_text(row, body);
    return text.empty() ? "one list" : quoted_words(text);
  }
  const List<Text>& items = **static_cast<const Property<List<Text>>*>(row.at(body));
  std::string joined;
  std::size_t count = 0;
  for (const Text& item : items) {
    if (++count > most_items)
      return quoted_words(joined) + " and more";
    joined.append(joined.empty() ? "" : ", ").append(item.view());
  }
  return joined.empty() ? "an empty list" : quoted_words(joined);
}

/// Line and column of an offset, as `json::LineIndex` counts them.
inline void put_position(std::string_view text, std::size_t offset, Diagnostic& diagnostic) {
  std::size_t start = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  diagnostic.line = 1;
  for (std::size_t i = start; i < offset && i < text.size(); ++i) {
    if (text[i] != '\n' && (text[i] != '\r' || text.substr(i + 1).starts_with('\n')))
      continue;
    ++diagnostic.line;
    start = i + 1;
  }
  diagnostic.column = static_cast<std::uint32_t>(offset < start ? 1 : offset - start + 1);
}

/// Tells of conflicts, of so many one by one; the others are counted.
class Conflicts {
 public:
  Conflicts(const std::vector<InputDocument>& documents, std::vector<Diagnostic>& diagnostics)
      : documents_(documents), diagnostics_(diagnostics) {}

  /// Where a source stands, as seen from another one.
  [[nodiscard]] std::string place_words(const Source& source, const Source& from) const {
    const Diagnostic at = located(source);
    if (at.document.empty())
      return "elsewhere";
    std::string words = source.document == from.document ? std::string() : at.document;
    if (at.line != 0)
      words.append(words.empty() ? "line " : ":").append(std::to_string(at.line));
    return words.empty() ? "before it" : "in " + words;
  }

  /// `words()` is what is said of it, about the source's place.
  template <class Words>
  void tell(const Source& source, Words&& words) {
    if (++count_ > most_)
      return;
    Diagnostic diagnostic = located(source);
    diagnostic.severity = Diagnostic::Severity::warning;
    diagnostic.code = "conflicting";
    diagnostic.message = words();
    diagnostics_.push_back(std::move(diagnostic));
  }

  void count_untold() {
    if (count_ > most_)
      diagnostics_.push_back(
          {.severity = Diagnostic::Severity::warning,
           .code = "more",
           .message = "sources disagree " + std::to_string(count_ - most_) + " times more"});
  }

 private:
  [[nodiscard]] Diagnostic located(const Source& source) const {
    Diagnostic diagnostic;
    if (source.document >= documents_.size())
      return diagnostic;
    const InputDocument& document = documents_[source.document];
    const auto offset = static_cast<std::size_t>(source.offset);
    diagnostic.document = document.name;
    if (document.origins != nullptr) {
      const OriginChain chain = document.origins->locate(offset, {});
      if (!chain.places.empty()) {
        diagnostic.document = chain.places.front().document;
        diagnostic.line = chain.places.front().line;
        diagnostic.column = chain.places.front().column;
      }
    } else if (document.text != nullptr) {
      put_position(*document.text, offset, diagnostic);
    } else if (document.marks != nullptr) {
      const PlaceMark place = document.place(offset);
      diagnostic.line = place.line;
      diagnostic.column = place.column;
    }
    return diagnostic;
  }

  static constexpr std::size_t most_ = 100;

  const std::vector<InputDocument>& documents_;
  std::vector<Diagnostic>& diagnostics_;
  std::size_t count_ = 0;
};

}  // namespace cachewarden::inline v0::detail
