#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cachewarden::inline v0::bicep {

/// The text of a loaded file as UTF-8: a byte order mark says how it is written, else `encoding`,
/// one of the names that the language knows (`utf-8`, `us-ascii`, `iso-8859-1`, `utf-16`,
/// `utf-16BE`). Nothing for other names; what is no character becomes U+FFFD.
[[nodiscard]] std::optional<std::string> decoded(std::string_view bytes, std::string_view encoding);

/// Appends a code point; those that are none (surrogates, too great) as U+FFFD.
void append_utf8(std::string& out, char32_t code);

}  // namespace cachewarden::inline v0::bicep
