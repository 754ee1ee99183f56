#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/model/inventory_builder.hpp"

namespace cachewarden::inline v0::detail {

/// What is said of one document. Of one kind only so much is said one by one: a document that is
/// wrong throughout does not drown the others.
class DocumentLog {
 public:
  explicit DocumentLog(std::size_t shown) : shown_(shown) {}

  void add(Diagnostic diagnostic) {
    if (++counts_[{diagnostic.code, diagnostic.severity}] <= shown_)
      diagnostics_.push_back(std::move(diagnostic));
  }

  /// Takes over what is said of a piece of the document that begins at a place; its lines count
  /// from there.
  void take(DocumentLog&& piece, std::uint32_t line, std::uint32_t column) {
    for (Diagnostic& diagnostic : piece.diagnostics_) {
      if (diagnostic.line == 1)
        diagnostic.column += column - 1;
      diagnostic.line += diagnostic.line == 0 ? 0 : line - 1;
      add(std::move(diagnostic));
    }
    for (const auto& [kind, count] : piece.counts_)
      counts_[kind] += count > piece.shown_ ? count - piece.shown_ : 0;
    piece.diagnostics_.clear();
    piece.counts_.clear();
  }

  /// Errors become warnings: nobody asked for this very document.
  void soften() {
    for (Diagnostic& diagnostic : diagnostics_) {
      if (diagnostic.severity == Diagnostic::Severity::error)
        diagnostic.severity = Diagnostic::Severity::warning;
    }
  }

  /// Adds all of it to the builder. The log is empty afterwards.
  void write(const std::string& document, InventoryBuilder& builder) {
    for (Diagnostic& diagnostic : diagnostics_)
      builder.add_diagnostic(std::move(diagnostic));
    for (const auto& [kind, count] : counts_) {
      if (count > shown_)
        builder.add_diagnostic(
            {.severity = kind.second,
             .code = "more",
             .message = std::to_string(count - shown_) + " more of the kind `" + kind.first + "`",
             .document = document});
    }
    diagnostics_.clear();
    counts_.clear();
  }

 private:
  std::size_t shown_;
  std::vector<Diagnostic> diagnostics_{};
  std::map<std::pair<std::string, Diagnostic::Severity>, std::size_t> counts_{};
};

/// Text of an input between backticks, fit for a message of one line.
[[nodiscard]] inline std::string shown_text(std::string_view text) {
  constexpr std::size_t longest = 100;
  std::string result = "`";
  for (const char c : text.substr(0, longest))
    result += static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '`' ? '?' : c;
  if (text.size() > longest) {
    while (result.size() > 1 && (static_cast<unsigned char>(result.back()) & 0xc0) == 0x80)
      result.pop_back();
    if (static_cast<unsigned char>(result.back()) >= 0xc0)
      result.pop_back();
    result += "...";
  }
  return result += '`';
}

}  // namespace cachewarden::inline v0::detail
