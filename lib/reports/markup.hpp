#pragma once

#include <string>
#include <string_view>

/// Text from inputs and from rules of others, made harmless for the languages that reports are
/// written in. What hides or reorders text becomes visible in all of them.
namespace cachewarden::inline v0::detail {

/// Text within a line of Markdown: nothing in it is markup, a link, a mention or a reference.
[[nodiscard]] std::string escape_for_markdown(std::string_view text);

/// The same within backticks, for names and ids; never empty.
[[nodiscard]] std::string markdown_word(std::string_view text);

/// A fenced block of code that its content cannot end.
[[nodiscard]] std::string markdown_code(std::string_view code);

/// An address of the web with everything encoded that could end it; empty for any other scheme.
[[nodiscard]] std::string escape_url(std::string_view url);

}  // namespace cachewarden::inline v0::detail
