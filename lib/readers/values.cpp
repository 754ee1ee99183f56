#include "readers/values.hpp"

#include <algorithm>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Document;
using json::Kind;

constexpr std::string_view blank = " \t\r\n";
constexpr auto npos = std::string_view::npos;

/// After so many broken values each is looked for on one line only: a parser that runs to the end
/// of the text again and again would take forever.
constexpr std::size_t free_tries = 16;

/// What the text is, if it is no text; null if it may be one.
const char* foreign(std::string_view text) {
  if (text.starts_with("\x1f\x8b"))
    return "gzip data; unpack it first";
  if (text.starts_with("PK\x03\x04"))
    return "a zip archive; unpack it first";
  if (text.starts_with(std::string_view("\xff\xfe\0\0", 4)) ||
      text.starts_with(std::string_view("\0\0\xfe\xff", 4)))
    return "UTF-32 text; save it as UTF-8";
  return nullptr;
}

/// Whether a value may begin at `at`, where a bracket stands: tools print brackets, too.
bool opens_value(std::string_view text, std::size_t at) {
  const char bracket = text[at];
  if (bracket != '{' && bracket != '[')
    return false;
  const std::size_t next = text.find_first_not_of(blank, at + 1);
  if (next == npos)
    return true;
  if (bracket == '{')
    return text[next] == '"' || text[next] == '}' || text[next] == '/';
  const std::string_view rest = text.substr(next);
  return std::string_view("{[]\"-0123456789/").find(text[next]) != npos ||
         rest.starts_with("true") || rest.starts_with("false") || rest.starts_with("null");
}

/// Notes that the az command line puts around its answers.
bool is_note(std::string_view line) {
  for (const std::string_view start : {"WARNING:", "INFO:", "DEBUG:", "Command ran in "}) {
    if (line.starts_with(start))
      return true;
  }
  return false;
}

class Sequence {
 public:
  Sequence(std::string_view text, const json::ParseOptions& options, bool may_salvage,
           const ValueSink& sink)
      : text_(text), options_(options), sink_(sink), may_salvage_(may_salvage) {}

  void run() {
    std::size_t at = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;
    if (read_whole(&at))
      return;
    for (;;) {
      const std::size_t start = next_start(at);
      pass_over(at, start);
      if (start == text_.size())
        break;
      at = read_at(start);
    }
    if (values_ + errors_ == 0)
      report(first_error_, 0);
  }

 private:
  /// One value and nothing else, or one value first. A bare word is a value only if it is all.
  bool read_whole(std::size_t* at) {
    std::size_t end = 0;
    const Result<Document> first = Document::parse_prefix(text_, &end, options_);
    const std::size_t begin = std::min(text_.find_first_not_of(blank, *at), text_.size());
    const bool is_json = begin < text_.size() && (text_[begin] == '{' || text_[begin] == '[');
    if (!first) {
      if (is_json || begin == text_.size() || first.error().message.starts_with("UTF-16"))
        first_error_ = first.error();
      return false;
    }
    const bool is_container = first->root().is(Kind::object) || first->root().is(Kind::array);
    if (end != text_.size() && (!is_container || !is_sound(end)))
      return false;
    take(*first, 0);
    *at = end;
    return end == text_.size();
  }

  /// What follows a value tells whether it ended where it should.
  [[nodiscard]] bool is_sound(std::size_t end) const {
    const std::size_t next = text_.find_first_not_of(blank, end);
    return next == npos || std::string_view("}],:\"").find(text_[next]) == npos;
  }

  /// A value begins where a line does, or right behind another value.
  [[nodiscard]] std::size_t next_start(std::size_t from) const {
    while (from < text_.size()) {
      const std::size_t first = text_.find_first_not_of(blank, from);
      if (first == npos)
        break;
      if (opens_value(text_, first))
        return first;
      from = next_line(first);
    }
    return text_.size();
  }

  [[nodiscard]] std::size_t next_line(std::size_t from) const {
    const std::size_t end = text_.find('\n', from);
    return end == npos ? text_.size() : end + 1;
  }

  /// Lines that belong to no value. Before the first one, and after the only one, tools may have
  /// written them; among several values they are lost ones.
  void pass_over(std::size_t from, std::size_t to) {
    if (values_ + errors_ == 0)
      return;
    const bool may_end = to == text_.size() && values_ == 1 && errors_ == 0 &&
                         text_.substr(from).find_first_of("{}[]\"") == npos;
    while (!may_end && from < to) {
      const std::size_t end = next_line(from);
      const std::string_view line = text_.substr(from, end - from);
      const std::size_t first = line.find_first_not_of(blank);
      if (first != npos && !is_note(line.substr(first)))
        report({ErrorCode::syntax, "text that belongs to no value", "1:1"}, from + first);
      from = end;
    }
  }

  /// Reads the value that begins at `start`; where to go on.
  std::size_t read_at(std::size_t start) {
    const std::size_t limit = errors_ < free_tries ? npos : next_line(start) - start;
    std::size_t length = 0;
    const Result<Document> value =
        Document::parse_prefix(text_.substr(start, limit), &length, options_);
    if (value) {
      const std::size_t end = start + length;
      if (is_sound(end)) {
        take(*value, start);
        return end;
      }
      report({ErrorCode::syntax, "text that belongs to no value", "1:1"},
             text_.find_first_not_of(blank, end));
      return next_opening_line(end);
    }
    const bool is_list = may_salvage_ && values_ + errors_ == 0 &&
                         is_list_text(text_.substr(start)) &&
                         (text_[start] == '[' || text_.find("\n{", start) == npos);
    if (is_list && value.error().code != ErrorCode::limit) {
      const ValueSink counting{
          [this](const Document& element, std::size_t offset) { take(element, offset); },
          [this](const Error& error, std::size_t offset) { report(error, offset); }};
      return salvage(text_, start, options_, counting);
    }
    report(error_on_line(start, value.error()), start);
    return value.error().code == ErrorCode::limit ? skip_value(text_, start)
                                                  : next_opening_line(start);
  }

  /// A value that is cut off runs into the next line before anybody notices. If a value begins
  /// there, the error of the line alone is the better one.
  [[nodiscard]] Error error_on_line(std::size_t start, const Error& error) const {
    const std::size_t end = next_line(start);
    if (end == text_.size() || !opens_value(text_, end))
      return error;
    std::size_t length = 0;
    const Result<Document> line =
        Document::parse_prefix(text_.substr(start, end - start), &length, options_);
    return line ? error : line.error();
  }

  /// Inside a broken value only lines that open one at their very begin are taken for the next.
  [[nodiscard]] std::size_t next_opening_line(std::size_t from) const {
    do {
      from = next_line(from);
    } while (from < text_.size() && !opens_value(text_, from));
    return from;
  }

  void take(const Document& value, std::size_t offset) {
    ++values_;
    sink_.take(value, offset);
  }
  void report(const Error& error, std::size_t offset) {
    ++errors_;
    sink_.report(error, offset);
  }

  std::string_view text_;
  json::ParseOptions options_;
  const ValueSink& sink_;
  bool may_salvage_;
  std::size_t values_ = 0;
  std::size_t errors_ = 0;
  Error first_error_{ErrorCode::syntax, "expected a JSON object or list", "1:1"};
};

}  // namespace

void each_value(std::string_view text, const json::ParseOptions& options, bool may_salvage,
                const ValueSink& sink) {
  if (const char* what = foreign(text)) {
    sink.report({ErrorCode::syntax, what, "1:1"}, 0);
    return;
  }
  if (text.size() > options.max_bytes) {
    sink.report(Document::parse(text, options).error(), 0);
    return;
  }
  Sequence(text, options, may_salvage, sink).run();
}

}  // namespace cachewarden::inline v0::detail
