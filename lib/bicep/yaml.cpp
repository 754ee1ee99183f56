#include "bicep/yaml.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bicep/yaml_lines.hpp"
#include "bicep/yaml_scalar.hpp"
#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

using templates::Expr;
using templates::Origin;
using yaml::colon_of;
using yaml::is_blank;
using yaml::is_item;
using yaml::is_mark;
using yaml::length_without_comment;
using yaml::Line;
using yaml::stripped;
using yaml::Tag;

constexpr unsigned max_depth = 64;

/// Values that aliases may make out of a file, their repetitions counted.
constexpr std::size_t max_values = 1'000'000;

class Reader {
 public:
  Reader(templates::Unit& unit, templates::DocumentId document)
      : unit_(unit), document_(document), text_(*unit.documents()[document].text) {}

  Result<const Expr*> run() {
    lines_ = yaml::split(text_);
    skip_empty();
    const Expr* value = at_ < lines_.size() ? document() : unit_.null(place(0));
    if (error_.empty() && at_ < lines_.size())
      fail("unexpected text", lines_[at_].begin);
    if (!error_.empty())
      return Error{ErrorCode::format, error_, std::to_string(line_number(error_at_))};
    return value;
  }

 private:
  /// What stands before a value.
  struct Marks {
    std::string_view anchor{};
    Tag tag = Tag::none;
  };
  struct Anchor {
    const Expr* value = nullptr;
    std::size_t values = 0;  ///< in it, with those of aliases
  };

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

  /// Takes the `&name` or `!tag` at `at`.
  void mark(std::size_t& at, Marks& marks) {
    const std::size_t begin = at;
    at = std::min(text_.find_first_of(" \t\r\n,[]{}", begin), text_.size());
    const std::string_view word = text_.substr(begin, at - begin);
    if (word[0] == '&') {
      marks.anchor = word.substr(1);
      if (marks.anchor.empty())
        fail("an anchor has no name", begin);
      return;
    }
    const auto tag = yaml::tag_of(word);
    if (!tag)
      fail("the tag `" + std::string(word) + "` is not supported", begin);
    marks.tag = tag.value_or(Tag::none);
  }

  /// Takes the marks from the front of a part of a line.
  Marks marks_of(std::string_view& text) {
    Marks marks;
    std::size_t at = offset_of(text);
    const std::size_t end = at + text.size();
    while (at < end && is_mark(text_.substr(at))) {
      mark(at, marks);
      while (at < end && is_blank(text_[at]))
        ++at;
    }
    text.remove_prefix(std::min(at, end) - offset_of(text));
    return marks;
  }

  /// Gives the value the name that stands before it. `before` is how many there were.
  const Expr* named(const Marks& marks, std::size_t before, const Expr* value) {
    if (!marks.anchor.empty())
      anchors_.insert_or_assign(marks.anchor, Anchor{value, values_ - before});
    return value;
  }

  /// The value that `*name` at `at` repeats.
  const Expr* alias(std::size_t& at) {
    const std::size_t begin = at;
    at = std::min(text_.find_first_of(" \t\r\n,[]{}", begin), text_.size());
    const auto found = anchors_.find(text_.substr(begin + 1, at - begin - 1));
    if (found == anchors_.end())
      return fail("nothing before it has the name of the alias", begin);
    if (std::exchange(tag_, Tag::none) != Tag::none)
      return fail("an alias cannot have a tag", begin);
    values_ += found->second.values;
    return values_ > max_values ? fail("aliases repeat too much", begin) : found->second.value;
  }

  const Expr* scalar(std::string_view text, bool is_plain, std::size_t begin) {
    ++values_;
    const Expr* value =
        yaml::scalar(unit_, text, is_plain, std::exchange(tag_, Tag::none), place(begin));
    return value != nullptr ? value : fail("the value does not fit its tag", begin);
  }

  /// A mapping or sequence begins; its tag can be no other.
  void begin_collection(Tag tag, std::size_t begin) {
    ++values_;
    const Tag said = std::exchange(tag_, Tag::none);
    if (said != Tag::none && said != tag)
      fail("the value does not fit its tag", begin);
  }

  /// The whole: marks on a line of their own stand for the block below.
  const Expr* document() {
    std::string_view text = stripped(lines_[at_]);
    if (!is_mark(text) || !yaml::without_marks(text).empty())
      return block(lines_[at_].indent);
    const std::size_t before = values_;
    const Marks marks = marks_of(text);
    tag_ = marks.tag;
    ++at_;
    skip_empty();
    const Expr* value = at_ < lines_.size() ? block(lines_[at_].indent) : scalar("", true, 0);
    return named(marks, before, value);
  }

  /// What stands behind a key or a dash, or else below it.
  const Expr* behind(std::string_view rest, std::size_t indent, bool is_key) {
    const std::size_t before = values_;
    const Marks marks = marks_of(rest);
    tag_ = marks.tag;
    if (!rest.empty())
      return named(marks, before, scalar_line(rest, indent + 1));
    ++at_;
    return named(marks, before, below(indent, is_key));
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
    begin_collection(Tag::sequence, at.offset);
    std::vector<const Expr*> items;
    while (more(indent) && is_item(stripped(lines_[at_]))) {
      Line& line = lines_[at_];
      const std::size_t gap = line.text.find_first_not_of(" \t", 1);
      const std::string_view rest = trim(stripped(line).substr(1));
      const std::string_view value = yaml::without_marks(rest);
      if (value.empty() || (is_mark(rest) && colon_of(rest) == rest.npos && !is_item(value))) {
        items.push_back(behind(rest, indent, false));
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
    begin_collection(Tag::mapping, at.offset);
    std::vector<const Expr*> members;
    while (more(indent)) {
      const Line line = lines_[at_];
      const std::string_view text = stripped(line);
      const std::size_t colon = colon_of(text);
      if (is_item(text) || colon == text.npos)
        break;
      members.push_back(unit_.string(key(text.substr(0, colon)), place(line.begin)));
      members.push_back(behind(trim(text.substr(colon + 1)), indent, true));
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
      return scalar("", true, text_.size());
    const Line& line = lines_[at_];
    const bool inside = line.indent > indent;
    const bool items = is_key && line.indent == indent && is_item(stripped(line));
    return inside || items ? block(line.indent) : scalar("", true, line.begin);
  }

  std::string key(std::string_view text) {
    std::string_view bare = trim(text);
    const Marks marks = marks_of(bare);
    if (marks.tag != Tag::none && marks.tag != Tag::text)
      fail("this form of key is not supported", offset_of(text));
    const std::string result = key_text(bare);
    if (!marks.anchor.empty())
      anchors_.insert_or_assign(marks.anchor,
                                Anchor{unit_.string(result, place(offset_of(text))), 1});
    return result;
  }

  std::string key_text(std::string_view bare) {
    if (bare.starts_with('"') || bare.starts_with('\'')) {
      std::size_t at = 0;
      return quoted(bare, at);
    }
    if (bare.starts_with('?') || bare.starts_with('*') || is_mark(bare) || bare == "<<")
      fail("this form of key is not supported", offset_of(bare));
    return std::string(bare);
  }

  /// A scalar or flow value that starts on the current line; it may go on below.
  const Expr* scalar_line(std::string_view text, std::size_t indent) {
    const std::size_t begin = offset_of(text);
    const char first = text[0];
    if (is_mark(text)) {
      const std::size_t before = values_;
      const Marks marks = marks_of(text);
      tag_ = marks.tag;
      if (!text.empty())
        return named(marks, before, scalar_line(text, indent));
      ++at_;
      return named(marks, before, scalar(text, true, begin));
    }
    if (first == '*') {
      std::size_t at = begin;
      const Expr* value = alias(at);
      ++at_;
      return at == begin + text.size() ? value : fail("unexpected text", at);
    }
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
    return scalar(all, true, begin);
  }

  /// `|` keeps line ends, `>` folds them; `-` drops the last one, `+` keeps all.
  const Expr* block_scalar(std::string_view header, std::size_t indent) {
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
    return scalar(out, false, offset_of(header));
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
    const std::size_t before = values_;
    Marks marks;
    while (error_.empty() && at < text_.size() && is_mark(text_.substr(at))) {
      mark(at, marks);
      skip_space(at);
      tag_ = marks.tag;
    }
    const bool is_marked = !marks.anchor.empty() || marks.tag != Tag::none;
    const bool is_empty =
        at < text_.size() && std::string_view(",]}").find(text_[at]) != text_.npos;
    const Expr* value = is_marked && is_empty ? scalar("", true, at) : flow_value(at);
    return named(marks, before, value);
  }

  const Expr* flow_value(std::size_t& at) {
    const std::size_t begin = at;
    if (at >= text_.size())
      return fail("value is not closed", begin);
    if (text_[at] == '*')
      return alias(at);
    if (text_[at] == '"' || text_[at] == '\'')
      return scalar(quoted(text_, at), false, begin);
    if (text_[at] != '[' && text_[at] != '{')
      return scalar(flow_word(at, false), true, begin);
    if (++depth_ > max_depth)
      return fail("nested too deeply", begin);
    const bool is_object = text_[at] == '{';
    const char close = is_object ? '}' : ']';
    begin_collection(is_object ? Tag::mapping : Tag::sequence, begin);
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
    if (text_[at] == '*' || is_mark(text_.substr(at)))
      fail("this form of key is not supported", at);
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
    const std::size_t begin = offset_of(text) + at;
    std::string out;
    if (const yaml::Quoted problem = yaml::quoted(text, at, out); problem != yaml::Quoted::good) {
      const bool is_open = problem == yaml::Quoted::open;
      fail(is_open ? "value is not closed" : "this escape is not supported",
           is_open ? begin : offset_of(text) + at);
    }
    return out;
  }

  templates::Unit& unit_;
  templates::DocumentId document_;
  std::string_view text_;
  std::vector<Line> lines_;
  std::size_t at_ = 0;
  unsigned depth_ = 0;
  std::map<std::string_view, Anchor> anchors_;
  Tag tag_ = Tag::none;     ///< of the value that comes next
  std::size_t values_ = 0;  ///< so far, those that aliases repeat with them
  std::string error_;
  std::size_t error_at_ = 0;
};

}  // namespace

Result<const Expr*> read_yaml(templates::Unit& unit, templates::DocumentId document) {
  return Reader(unit, document).run();
}

}  // namespace cachewarden::inline v0::bicep
