#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "cachewarden/base/result.hpp"
#include "cachewarden/json/document.hpp"

/// From the bytes of a document to the JSON values in it, however they were saved.
namespace cachewarden::inline v0::detail {

/// What is done with the values, and with what is none. Offsets count from the start of the text,
/// places in errors from the offset.
struct ValueSink {
  std::function<void(const json::Document& value, std::size_t offset)> take;
  std::function<void(const Error& error, std::size_t offset)> report;
};

/// Reads a text that holds one value, with the notes of a tool around it, or several, one after the
/// other or one a line. A broken value costs itself: reading goes on at the next one. Time is
/// linear in the text.
/// With `may_salvage` the whole elements of a broken list are taken one by one.
void each_value(std::string_view text, const json::ParseOptions& options, bool may_salvage,
                const ValueSink& sink);

/// Whether the text is one list of values, bare or as `value` or `data` of an object.
[[nodiscard]] bool is_list_text(std::string_view text);

/// Takes the elements of such a list that can be read, and reports the others. The offset where
/// the list ends.
std::size_t salvage(std::string_view text, std::size_t start, const json::ParseOptions& options,
                    const ValueSink& sink);

/// The offset behind the value that begins at `at`, judged by its brackets alone.
[[nodiscard]] std::size_t skip_value(std::string_view text, std::size_t at);

}  // namespace cachewarden::inline v0::detail
