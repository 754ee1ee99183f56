#include "parser.hpp"

#include <cstring>

namespace cachewarden::inline v0::json::detail {

bool Parser::run(Rest rest, std::size_t* end) {
  if (!start() || !tree())
    return false;
  if (blanks()) {
    if (rest == Rest::blank && !at_end())
      return expected("the end of the text");
  } else if (rest == Rest::blank) {
    return false;
  }
  *end = here();
  return true;
}

/// What can be wrong with the text as a whole.
bool Parser::start() {
  const std::string_view text = tape_.text;
  if (text.empty())
    return fail("the text is empty", cursor_);
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
      (text.size() > 1 && (text[0] == '\0') != (text[1] == '\0')))
    return fail("UTF-16 text; save it as UTF-8", cursor_);
  if (text.starts_with("\xEF\xBB\xBF")) {
    if (!options_.relaxed)
      return fail("a byte order mark is not allowed", cursor_);
    cursor_ += 3;
  }
  if (!blanks())
    return false;
  if (at_end())
    return fail("the text holds no value", cursor_);
  // Saves small documents the steps of growth; a text may be much longer than its first value.
  tape_.entries.reserve(std::min<std::size_t>(text.size() / 16 + 1, 256));
  return true;
}

/// One value with everything below it.
bool Parser::tree() {
  for (bool is_done = false; !is_done;) {
    if (!value() || !after_value(&is_done))
      return false;
  }
  return true;
}

/// A scalar, an empty container or the opening of one up to its first value.
bool Parser::value() {
  for (;;) {
    if (at_end())
      return expected("a value");
    switch (*cursor_) {
      case '"':
        return string();
      case '{':
        if (!open(Kind::object))
          return false;
        if (next_is('}'))
          return true;
        if (!name())
          return false;
        break;
      case '[':
        if (!open(Kind::array))
          return false;
        if (next_is(']'))
          return true;
        break;
      case 't':
        return word("true", Kind::boolean);
      case 'f':
        return word("false", Kind::boolean);
      case 'n':
        return word("null", Kind::null);
      default:
        return number();
    }
  }
}

/// Closes what ends here and steps to the next value, if there is one.
bool Parser::after_value(bool* is_done) {
  // An empty container just opened has the cursor at its closing bracket and counts no value.
  bool is_empty = !open_.empty() && tape_.entries.size() == open_.back() + std::size_t{1};
  for (;;) {
    if (open_.empty()) {
      *is_done = true;
      return true;
    }
    const bool in_object = top().kind == Kind::object;
    const char closing = in_object ? '}' : ']';
    if (!is_empty) {
      ++top().count;
      if (!blanks())
        return false;
      if (next_is(',')) {
        ++cursor_;
        if (!blanks())
          return false;
        if (!(options_.relaxed && next_is(closing)))
          return in_object ? name() : true;
      }
      if (!next_is(closing))
        return expected(in_object ? "`,` or `}` after a member" : "`,` or `]` after an element");
    }
    close();
    is_empty = false;
  }
}

/// The name of a member up to its value.
bool Parser::name() {
  if (!next_is('"'))
    return expected("the name of a member");
  if (!string() || !blanks())
    return false;
  if (!next_is(':'))
    return expected("`:` after the name of a member");
  ++cursor_;
  is_member_ = true;
  return blanks();
}

bool Parser::open(Kind kind) {
  if (open_.size() >= options_.max_depth)
    return fail("nested deeper than the limit of " + std::to_string(options_.max_depth), cursor_,
                ErrorCode::limit);
  open_.push_back(static_cast<std::uint32_t>(tape_.entries.size()));
  add(kind, cursor_);
  ++cursor_;
  return blanks();
}

void Parser::close() {
  ++cursor_;
  Entry& entry = top();
  entry.length = here() - entry.offset;
  entry.link = static_cast<std::uint32_t>(tape_.entries.size());
  if (entry.kind == Kind::object)
    repeated_.mark(tape_, open_.back());
  open_.pop_back();
}

/// Skips white space and comments.
bool Parser::blanks() {
  for (;;) {
    while (cursor_ != end_ &&
           (*cursor_ == ' ' || *cursor_ == '\n' || *cursor_ == '\r' || *cursor_ == '\t')) {
      ++cursor_;
      while (end_ - cursor_ >= 8 && std::memcmp(cursor_, "        ", 8) == 0)
        cursor_ += 8;
    }
    if (!options_.relaxed || !next_is('/'))
      return true;
    if (!comment())
      return false;
  }
}

}  // namespace cachewarden::inline v0::json::detail
