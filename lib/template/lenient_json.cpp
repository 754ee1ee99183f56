#include "template/lenient_json.hpp"

#include <charconv>
#include <string>
#include <vector>

#include "template/text.hpp"

namespace cachewarden::inline v0::templates {
namespace {

constexpr int max_depth = 128;

constexpr bool is_name_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '-';
}

/// Every function gives a null pointer on failure. Recursive as deep as `max_depth`.
class Reader {
 public:
  Reader(ValueMaker& make, std::string_view text, Origin origin)
      : make_(make), text_(text), origin_(origin) {}

  const Value* document() {
    const Value* value = read(0);
    skip_blanks();
    return at_ == text_.size() ? value : nullptr;
  }

 private:
  [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_blanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        ++at_;
      } else if (text_.substr(at_).starts_with("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else if (text_.substr(at_).starts_with("//")) {
        const std::size_t end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end;
      } else {
        return;
      }
    }
  }

  const Value* read(int depth) {
    skip_blanks();
    if (depth > max_depth)
      return nullptr;
    const char c = peek();
    if (c == '{')
      return object(depth);
    if (c == '[')
      return array(depth);
    if (c == '"' || c == '\'') {
      std::string text;
      return string(text) ? make_.string(text, origin_) : nullptr;
    }
    return word();
  }

  const Value* word() {
    const std::size_t start = at_;
    while (is_name_character(peek()) || peek() == '+' || peek() == '.')
      ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    if (word == "true" || word == "false")
      return make_.boolean(word == "true", origin_);
    if (word == "null")
      return make_.null(origin_);
    if (word.empty())
      return nullptr;
    const char* end = word.data() + word.size();
    std::int64_t integer = 0;
    if (const auto [last, error] = std::from_chars(word.data(), end, integer);
        error == std::errc() && last == end)
      return make_.integer(integer, origin_);
    double real = 0;
    const bool digit = (word.front() >= '0' && word.front() <= '9') || word.front() == '-';
    if (const auto [last, error] = std::from_chars(word.data(), end, real);
        digit && error == std::errc() && last == end)
      return make_.real(real, origin_);
    return nullptr;
  }

  bool string(std::string& out) {
    const char quote = text_[at_++];
    std::u16string units;  // escapes may give halves of pairs
    std::size_t run = at_;
    const auto end_run = [&](std::size_t end) { units += to_utf16(text_.substr(run, end - run)); };
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == quote) {
        end_run(at_++);
        out = to_utf8(units);
        return true;
      }
      if (c != '\\') {
        ++at_;
        continue;
      }
      end_run(at_);
      if (!escape(units))
        return false;
      run = at_;
    }
    return false;
  }

  bool escape(std::u16string& units) {
    ++at_;
    const char c = peek();
    ++at_;
    switch (c) {
      case 'n':
        units += u'\n';
        return true;
      case 'r':
        units += u'\r';
        return true;
      case 't':
        units += u'\t';
        return true;
      case 'b':
        units += u'\b';
        return true;
      case 'f':
        units += u'\f';
        return true;
      case '"':
      case '\'':
      case '\\':
      case '/':
        units += static_cast<char16_t>(c);
        return true;
      case 'u': {
        std::uint16_t unit = 0;
        if (at_ + 4 > text_.size())
          return false;
        const char* first = text_.data() + at_;
        const auto [last, error] = std::from_chars(first, first + 4, unit, 16);
        at_ += 4;
        units += static_cast<char16_t>(unit);
        return error == std::errc() && last == first + 4;
      }
      default:
        return false;
    }
  }

  const Value* array(int depth) {
    ++at_;
    std::vector<const Value*> items;
    for (;;) {
      skip_blanks();
      if (peek() == ']')
        break;
      const Value* item = read(depth + 1);
      if (item == nullptr)
        return nullptr;
      items.push_back(item);
      skip_blanks();
      if (peek() == ',')
        ++at_;
      else if (peek() != ']')
        return nullptr;
    }
    ++at_;
    return make_.array(items, origin_);
  }

  bool name(std::string& out) {
    if (peek() == '"' || peek() == '\'')
      return string(out);
    const std::size_t start = at_;
    while (is_name_character(peek()))
      ++at_;
    out = text_.substr(start, at_ - start);
    return !out.empty();
  }

  const Value* object(int depth) {
    ++at_;
    std::vector<Member> members;
    for (;;) {
      skip_blanks();
      if (peek() == '}')
        break;
      std::string key;
      if (!name(key))
        return nullptr;
      skip_blanks();
      if (peek() != ':')
        return nullptr;
      ++at_;
      const Value* value = read(depth + 1);
      if (value == nullptr)
        return nullptr;
      members.push_back({make_.arena().copy(key), value});
      skip_blanks();
      if (peek() == ',')
        ++at_;
      else if (peek() != '}')
        return nullptr;
    }
    ++at_;
    return make_.object(members, origin_);
  }

  ValueMaker& make_;
  std::string_view text_;
  Origin origin_;
  std::size_t at_ = 0;
};

}  // namespace

const Value* lenient_json(ValueMaker& make, std::string_view text, Origin origin) {
  return Reader(make, text, origin).document();
}

}  // namespace cachewarden::inline v0::templates
