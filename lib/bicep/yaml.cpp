#include "bicep/yaml.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

using templates::Expr;
using templates::Origin;

constexpr unsigned max_depth = 64;

/// A line that holds something, without its indentation, line end and comment.
struct Line {
  std::size_t indent = 0;
  std::uint32_t begin = 0;  ///< offset of the first character that is no space
  std::string_view text;
};

bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t';
}

/// Length of the text without a comment and the space before it; quotes are looked at.
std::size_t length_without_comment(std::string_view text) noexcept {
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == '"' && c == '\\')
      ++i;
    else if (c == quote)
      quote = '\0';
    else if (quote != '\0')
      continue;
    else if ((c == '"' || c == '\'') &&
             (i == 0 || is_blank(text[i - 1]) ||
              std::string_view("[{,:").find(text[i - 1]) != std::string_view::npos))
      quote = c;
    else if (c == '#' && (i == 0 || is_blank(text[i - 1])))
      return i;
  }
  return text.size();
}

class Reader {
 public:
  Reader(templates::Unit& unit, templates::DocumentId document)
      : unit_(unit), document_(document), text_(*unit.documents()[document].text) {}

  Result<const Expr*> run() {
    split();
    const Expr* value = at_ < lines_.size() ? block(lines_[at_].indent) : unit_.null(place(0));
    if (error_.empty() && at_ < lines_.size())
      fail("unexpected text", lines_[at_].begin);
    if (!error_.empty())
      return Error{ErrorCode::format, error_, std::to_string(line_number(error_at_))};
    return value;
  }

 private:
  void split() {
    std::size_t begin = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (bool any = false; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      std::string_view line = text_.substr(begin, end - begin);
      if (line.ends_with('\r'))
        line.remove_suffix(1);
      const bool is_marker = line == "---" || line.starts_with("--- ") || line == "...";
      if (is_marker && any)
        return;
      const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
      if (!is_marker && !line.starts_with('%')) {
        lines_.push_back({.indent = indent,
                          .begin = static_cast<std::uint32_t>(begin + indent),
                          .text = line.substr(indent)});
        any = any || !stripped(lines_.back()).empty();
      }
      begin = end + 1;
    }
    skip_empty();
  }
  static std::string_view stripped(const Line& line) {
    return trim(line.text.substr(0, length_without_comment(line.text)));
  }
  void skip_empty() {
    while (at_ < lines_.size() && stripped(lines_[at_]).empty())
      ++at_;
  }
  [[nodiscard]] Origin place(std::size_t offset) const noexcept {
    return {document_, static_cast<std::uint32_t>(offset)};
  }
  [[nodiscard]] std::size_t offset_of(std::string_view part) const noexcept {
    return static_cast<std::size_t>(part.data() - text_.data());
  }
  [[nodiscard]] std::size_t line_number(std::size_t offset) const noexcept {
    const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text_.size()));
    return 1 + static_cast<std::size_t>(std::count(text_.begin(), end, '\n'));
  }
  const Expr* fail(std::string_view message, std::size_t offset) {
    if (error_.empty()) {
      error_ = message;
      error_at_ = offset;
    }
    at_ = lines_.size();
    return unit_.null(place(offset));
  }

  static bool is_item(std::string_view text) noexcept {
    return text.starts_with('-') && (text.size() == 1 || is_blank(text[1]));
  }
  /// Where the colon of `key: value` is, or npos.
  static std::size_t colon_of(std::string_view text) noexcept {
    std::size_t i = 0;
    if (text.starts_with('"') || text.starts_with('\'')) {
      const char quote = text[0];
      for (i = 1; i < text.size() && text[i] != quote; ++i)
        i += quote == '"' && text[i] == '\\' ? 1 : 0;
      ++i;
    } else if (text.starts_with('[') || text.starts_with('{')) {
      return text.npos;
    }
    for (; i < text.size(); ++i) {
      if (text[i] == ':' && (i + 1 == text.size() || is_blank(text[i + 1])))
        return i;
    }
    return text.npos;
  }

  /// The value that starts on the current line, which is indented by `indent`.
  const Expr* block(std::size_t indent) {
    if (++depth_ > max_depth)
      return fail("nested too deeply", lines_[at_].begin);
    const std::string_view text = stripped(lines_[at_]);
    const Expr* value = nullptr;
    if (is_item(text))
      value = sequence(indent);
    else if (colon_of(text) != text.npos)
      value = mapping(indent);
    else
      value = scalar_line(text, indent);
    --depth_;
    return value;
  }

  [[nodiscard]] bool more(std::size_t indent) {
    skip_empty();
    return at_ < lines_.size() && lines_[at_].indent == indent;
  }

  const Expr* sequence(std::size_t indent) {
    const Origin at = place(lines_[at_].begin);
    std::vector<const Expr*> items;
    while (more(indent) && is_item(stripped(lines_[at_]))) {
      Line& line = lines_[at_];
      const std::size_t gap = line.text.find_first_not_of(" \t", 1);
      const std::string_view rest = stripped(line).substr(1);
      if (trim(rest).empty()) {
        ++at_;
        items.push_back(below(indent, false));
        continue;
      }
      // what follows the dash is a block of its own, indented further
      line.indent += gap;
      line.begin += static_cast<std::uint32_t>(gap);
      line.text = line.text.substr(gap);
      items.push_back(block(line.indent));
    }
    check_indent(indent);
    return unit_.array(items, at);
  }

  const Expr* mapping(std::size_t indent) {
    const Origin at = place(lines_[at_].begin);
    std::vector<const Expr*> members;
    while (more(indent)) {
      const Line line = lines_[at_];
      const std::string_view text = stripped(line);
      const std::size_t colon = colon_of(text);
      if (is_item(text) || colon == text.npos)
        break;
      members.push_back(unit_.string(key(text.substr(0, colon)), place(line.begin)));
      const std::string_view rest = trim(text.substr(colon + 1));
      if (rest.empty()) {
        ++at_;
        members.push_back(below(indent, true));
      } else {
        members.push_back(scalar_line(rest, indent + 1));
      }
    }
    check_indent(indent);
    return unit_.object(members, at);
  }

  void check_indent(std::size_t indent) {
    skip_empty();
    if (at_ < lines_.size() && lines_[at_].indent > indent)
      fail("indentation does not fit", lines_[at_].begin);
  }

  /// The block below a key or a dash; null if there is none. Items of a sequence may stand at the
  /// indentation of their key.
  const Expr* below(std::size_t indent, bool is_key) {
    skip_empty();
    if (at_ >= lines_.size())
      return unit_.null(place(text_.size()));
    const Line& line = lines_[at_];
    const bool inside = line.indent > indent;
    const bool items = is_key && line.indent == indent && is_item(stripped(line));
    return inside || items ? block(line.indent) : unit_.null(place(line.begin));
  }

  std::string key(std::string_view text) {
    const std::string_view bare = trim(text);
    if (bare.starts_with('"') || bare.starts_with('\'')) {
      std::size_t at = 0;
      return quoted(bare, at);
    }
    if (bare.starts_with('?') || bare.starts_with('&') || bare.starts_with('*') ||
        bare.starts_with('!') || bare == "<<")
      fail("this form of key is not supported", offset_of(text));
    return std::string(bare);
  }

  /// A scalar or flow value that starts on the current line; it may go on below.
  const Expr* scalar_line(std::string_view text, std::size_t indent) {
    const std::size_t begin = offset_of(text);
    const char first = text[0];
    if (first == '&' || first == '*' || first == '!')
      return fail("anchors, aliases and tags are not supported", begin);
    if (first == '|' || first == '>')
      return block_scalar(text, indent);
    if (first == '[' || first == '{' || first == '"' || first == '\'')
      return flow_lines(begin);
    std::string all(text);
    for (++at_; at_ < lines_.size() && lines_[at_].indent >= indent; ++at_) {
      const std::string_view next = stripped(lines_[at_]);
      if (next.empty() || colon_of(next) != next.npos || (indent == 0 && is_item(next)))
        break;
      all += " " + std::string(next);
    }
    return plain(all, begin);
  }

  /// `|` keeps line ends, `>` folds them; `-` drops the last one, `+` keeps all.
  const Expr* block_scalar(std::string_view header, std::size_t indent) {
    const Origin at = place(offset_of(header));
    const bool folds = header[0] == '>';
    const bool keep = header.find('+') != header.npos;
    const bool strip = header.find('-') != header.npos;
    std::size_t wanted = 0;
    for (const char c : header) {
      if (c >= '1' && c <= '9')
        wanted = (indent == 0 ? 0 : indent - 1) + static_cast<std::size_t>(c - '0');
    }
    std::string out;
    bool last_was_text = false;
    for (++at_; at_ < lines_.size(); ++at_) {
      const Line& line = lines_[at_];
      if (line.text.empty() && (wanted == 0 || line.indent <= wanted)) {
        if (!folds || !last_was_text)  // else the line end of the text counts for it
          out += '\n';
        last_was_text = false;
        continue;
      }
      if (wanted == 0)
        wanted = line.indent;
      if (line.indent < std::max(indent, wanted))
        break;
      const std::string content = std::string(line.indent - wanted, ' ') + std::string(line.text);
      const bool more_indented = content.starts_with(' ');
      if (folds && last_was_text && !more_indented && out.ends_with('\n'))
        out.back() = ' ';
      out += content + "\n";
      last_was_text = !more_indented;
    }
    if (!keep) {
      while (out.ends_with('\n'))
        out.pop_back();
      if (!strip && !out.empty())
        out += '\n';
    }
    return unit_.string(out, at);
  }

  /// A value in quotes or brackets, up to its end, which may be lines below.
  const Expr* flow_lines(std::size_t begin) {
    std::size_t at = begin;
    const Expr* value = flow(at);
    if (!error_.empty())
      return value;
    while (at_ < lines_.size() && lines_[at_].begin + lines_[at_].text.size() < at)
      ++at_;
    const std::size_t end = std::min(text_.find('\n', at), text_.size());
    const std::string_view rest = text_.substr(at, end - at);
    if (!trim(rest.substr(0, length_without_comment(rest))).empty())
      return fail("unexpected text", at);
    ++at_;
    return value;
  }

  void skip_space(std::size_t& at) const {
    while (at < text_.size()) {
      if (is_blank(text_[at]) || text_[at] == '\n' || text_[at] == '\r')
        ++at;
      else if (text_[at] == '#' && at > 0 && (is_blank(text_[at - 1]) || text_[at - 1] == '\n'))
        at = std::min(text_.find('\n', at), text_.size());
      else
        return;
    }
  }

  const Expr* flow(std::size_t& at) {
    skip_space(at);
    const std::size_t begin = at;
    if (at >= text_.size())
      return fail("value is not closed", begin);
    if (text_[at] == '"' || text_[at] == '\'')
      return unit_.string(quoted(text_, at), place(begin));
    if (text_[at] != '[' && text_[at] != '{')
      return plain(flow_word(at, false), begin);
    if (++depth_ > max_depth)
      return fail("nested too deeply", begin);
    const bool is_object = text_[at] == '{';
    const char close = is_object ? '}' : ']';
    std::vector<const Expr*> parts;
    for (++at; error_.empty();) {
      skip_space(at);
      if (at >= text_.size())
        return fail("value is not closed", begin);
      if (text_[at] == close)
        break;
      if (is_object)
        flow_member(at, parts);
      else
        parts.push_back(flow(at));
      skip_space(at);
      if (at < text_.size() && text_[at] == ',')
        ++at;
      else if (at >= text_.size() || text_[at] != close)
        return fail("expected `,`", at);
    }
    ++at;
    --depth_;
    return is_object ? unit_.object(parts, place(begin)) : unit_.array(parts, place(begin));
  }

  void flow_member(std::size_t& at, std::vector<const Expr*>& parts) {
    const std::size_t begin = at;
    const bool is_quoted = text_[at] == '"' || text_[at] == '\'';
    parts.push_back(
        unit_.string(is_quoted ? quoted(text_, at) : flow_word(at, true), place(begin)));
    skip_space(at);
    if (at >= text_.size() || text_[at] != ':') {
      parts.push_back(unit_.null(place(begin)));
      return;
    }
    ++at;
    skip_space(at);
    const bool is_empty = at < text_.size() && (text_[at] == ',' || text_[at] == '}');
    parts.push_back(is_empty ? unit_.null(place(at)) : flow(at));
  }

  std::string flow_word(std::size_t& at, bool is_key) {
    const std::size_t begin = at;
    while (at < text_.size() &&
           std::string_view(",[]{}\n").find(text_[at]) == std::string_view::npos) {
      const bool ends = at + 1 >= text_.size() || is_blank(text_[at + 1]) || text_[at + 1] == '\n';
      if ((is_key && text_[at] == ':' && ends) || (text_[at] == '#' && is_blank(text_[at - 1])))
        break;
      ++at;
    }
    if (at == begin)
      fail("expected a value", at);
    return std::string(trim(text_.substr(begin, at - begin)));
  }

  std::string quoted(std::string_view text, std::size_t& at) {
    const std::size_t begin = at;
    const char quote = text[at++];
    std::string out;
    for (; at < text.size(); ++at) {
      const char c = text[at];
      if (c == quote && quote == '\'' && at + 1 < text.size() && text[at + 1] == '\'') {
        out += '\'';
        ++at;
      } else if (c == quote) {
        ++at;
        return out;
      } else if (c == '\\' && quote == '"' && at + 1 < text.size()) {
        escape(text, ++at, out);
      } else if (c == '\n') {
        while (!out.empty() && (is_blank(out.back()) || out.back() == '\r'))
          out.pop_back();
        out += ' ';
        while (at + 1 < text.size() && is_blank(text[at + 1]))
          ++at;
      } else {
        out += c;
      }
    }
    fail("value is not closed", offset_of(text) + begin);
    return out;
  }

  void escape(std::string_view text, std::size_t at, std::string& out) {
    constexpr std::string_view known = "nrt0\"\\/ abefv";
    constexpr std::string_view meaning{"\n\r\t\0\"\\/ \a\b\x1b\f\v", 13};
    const std::size_t which = known.find(text[at]);
    if (which == known.npos) {
      fail("this escape is not supported", offset_of(text) + at);
      return;
    }
    out += meaning[which];
  }

  const Expr* plain(std::string_view text, std::size_t begin) {
    const Origin at = place(begin);
    if (text.empty() || text == "~" || equal_folded(text, "null"))
      return unit_.null(at);
    if (equal_folded(text, "true") || equal_folded(text, "false"))
      return unit_.boolean(equal_folded(text, "true"), at);
    const bool plus = text[0] == '+' && text.size() > 1 && text[1] != '-';
    const char* first = text.data() + (plus ? 1 : 0);
    const char* last = text.data() + text.size();
    std::int64_t integer = 0;
    if (const auto [end, problem] = std::from_chars(first, last, integer);
        problem == std::errc{} && end == last)
      return unit_.integer(integer, at);
    double real = 0;
    const bool numeric = text.find_first_not_of("0123456789.eE+-") == text.npos;
    if (const auto [end, problem] = std::from_chars(first, last, real);
        numeric && problem == std::errc{} && end == last)
      return unit_.real(real, at);
    return unit_.string(text, at);
  }

  templates::Unit& unit_;
  templates::DocumentId document_;
  std::string_view text_;
  std::vector<Line> lines_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  std::string error_;
  std::size_t error_at_ = 0;
};

}  // namespace

Result<const Expr*> read_yaml(templates::Unit& unit, templates::DocumentId document) {
  return Reader(unit, document).run();
}

}  // namespace cachewarden::inline v0::bicep
