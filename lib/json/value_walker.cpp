#include "json/value_walker.hpp"

#include <bit>
#include <cstring>

#include "json/characters.hpp"
#include "json/parser.hpp"

namespace cachewarden::inline v0::json::detail {

namespace {

/// A number by RFC 8259; `Kind::null` if the text is none.
Kind number_kind(std::string_view text) noexcept {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at]))
      ++at;
    return at != begin;
  };
  if (at < text.size() && text[at] == '-')
    ++at;
  if (at < text.size() && text[at] == '0')
    ++at;
  else if (!digits())
    return Kind::null;
  Kind kind = Kind::integer;
  if (at < text.size() && text[at] == '.') {
    kind = Kind::real;
    ++at;
    if (!digits())
      return Kind::null;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    kind = Kind::real;
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-'))
      ++at;
    if (!digits())
      return Kind::null;
  }
  return at == text.size() ? kind : Kind::null;
}

std::uint64_t load(const char* from) noexcept {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

}  // namespace

bool ValueWalker::load(std::string_view text) {
  text_ = text;
  token_ = 0;
  backslash_ = 0;
  searched_from_ = 0;
  if (text.size() > max_text_bytes || !index_.scan(text))
    return false;
  if (tape_.entries.size() < index_.places().size())
    tape_.entries.resize(index_.places().size());
  return true;
}

std::string_view ValueWalker::token_text() const noexcept {
  return at_end() ? std::string_view() : token_text(token_);
}

std::string_view ValueWalker::token_text(std::size_t token) const noexcept {
  const std::uint32_t* const places = index_.places().data();
  const std::size_t begin = places[token];
  std::size_t end = places[token + 1];
  if (byte(text_[end - 1]) > ' ')
    return {text_.data() + begin, end - begin};
  while (end > begin + 1 && (text_[end - 1] == ' ' || text_[end - 1] == '\n' ||
                             text_[end - 1] == '\r' || text_[end - 1] == '\t'))
    --end;
  return text_.substr(begin, end - begin);
}

std::int64_t ValueWalker::depth_change() const noexcept {
  std::int64_t depth = 0;
  for (std::size_t i = token_; i < index_.places().size(); ++i) {
    // The two brackets of a kind differ from each other, and from all else, by these bits.
    const char c = static_cast<char>(text_[index_.places()[i]] | 0x20);
    depth += c == '{' ? 1 : 0;
    depth -= c == '}' ? 1 : 0;
  }
  return depth;
}

/// Whether a backslash stands in the token. Tokens are mostly asked for in order.
bool ValueWalker::is_escaped(std::string_view token) noexcept {
  const auto begin = static_cast<std::size_t>(token.data() - text_.data());
  const std::size_t end = begin + token.size();
  if (begin < searched_from_ || backslash_ < begin) {
    const void* const found = std::memchr(token.data(), '\\', text_.size() - begin);
    searched_from_ = begin;
    backslash_ = found == nullptr
                     ? text_.size()
                     : static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
  }
  return backslash_ < end;
}

void ValueWalker::put(Kind kind, std::string_view text, std::uint32_t decoded) {
  Entry& entry = tape_.entries[next_++];
  entry.offset =
      static_cast<std::uint32_t>(static_cast<std::size_t>(text.data() - text_.data()) - base_);
  entry.length = static_cast<std::uint32_t>(text.size());
  entry.link = decoded;
  entry.count = 0;
  entry.kind = kind;
  entry.is_member = is_member_;
  entry.is_repeated = false;
  is_member_ = false;
}

/// Decodes a string that has escapes.
bool ValueWalker::check_string(std::string_view token, std::uint32_t* decoded) {
  escaped_.text = token;
  escaped_.entries.clear();
  escaped_.decoded.clear();
  escaped_.decoded_text.clear();
  Fault fault;
  std::size_t end = 0;
  ParseOptions strict;
  strict.relaxed = false;
  if (!Parser(escaped_, strict, &fault).run(Rest::blank, &end) || escaped_.decoded.empty())
    return false;
  *decoded = static_cast<std::uint32_t>(tape_.decoded.size());
  tape_.decoded.push_back({static_cast<std::uint32_t>(tape_.decoded_text.size()),
                           static_cast<std::uint32_t>(escaped_.decoded_text.size())});
  tape_.decoded_text += escaped_.decoded_text;
  return true;
}

template <bool keeps>
bool ValueWalker::scalar(std::size_t token) {
  const std::string_view text = token_text(token);
  const char c = text.front();
  if (c == '"') {
    if (text.size() < 2 || text.back() != '"')
      return false;
    std::uint32_t decoded = Entry::raw;
    if (is_escaped(text) && !check_string(text, &decoded))
      return false;
    if constexpr (keeps)
      put(Kind::string, text, decoded);
    return true;
  }
  Kind kind = Kind::null;
  if (c == 't' || c == 'f') {
    kind = Kind::boolean;
    if (text != "true" && text != "false")
      return false;
  } else if (c == 'n') {
    if (text != "null")
      return false;
  } else {
    kind = number_kind(text);
    if (kind == Kind::null)
      return false;
  }
  if constexpr (keeps)
    put(kind, text, Entry::raw);
  return true;
}

/// Notes in two small sets, ignoring case, that the object has the name.
void ValueWalker::note_name(Open& object, std::string_view name) const noexcept {
  constexpr std::uint64_t no_case = 0x2020202020202020U;
  const auto begin = static_cast<std::size_t>(name.data() - text_.data());
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  if (name.size() >= 8) {
    first = detail::load(name.data());
    last = detail::load(name.data() + name.size() - 8);
  } else if (std::endian::native == std::endian::little && !name.empty() &&
             begin + 8 <= text_.size()) {
    const std::size_t unused = 64 - 8 * name.size();
    first = detail::load(name.data()) << unused >> unused;
  } else {
    for (std::size_t i = 0; i < name.size(); ++i)
      first |= std::uint64_t{byte(name[i])} << 8 * i;
  }
  std::uint64_t hash = ((first | no_case) * 0x9E3779B97F4A7C15U) ^
                       ((last | no_case) * 0xC2B2AE3D27D4EB4FU) ^ name.size();
  hash *= 0x9E3779B97F4A7C15U;
  const std::uint64_t a = std::uint64_t{1} << (hash >> 58);
  const std::uint64_t b = std::uint64_t{1} << (hash >> 52 & 63);
  object.may_repeat |= (object.names[0] & a) != 0 && (object.names[1] & b) != 0;
  object.names[0] |= a;
  object.names[1] |= b;
}

/// The name at the token, with its colon.
template <bool keeps>
bool ValueWalker::name(Open& object, std::size_t token, bool is_top) {
  const std::string_view text = token_text(token);
  if (text.size() < 2 || text.front() != '"' || text.back() != '"')
    return false;
  if (text_[index_.places()[token + 1]] != ':')
    return false;
  std::uint32_t decoded = Entry::raw;
  if (is_escaped(text)) {
    if (!check_string(text, &decoded))
      return false;
    object.may_repeat = true;
  } else {
    note_name(object, text.substr(1, text.size() - 2));
  }
  if constexpr (keeps) {
    put(Kind::string, text, decoded);
    is_member_ = true;
  } else if (is_top && member_count_ < most_members) {
    members_[member_count_++] = {text.substr(1, text.size() - 2), token_text(token + 2)};
  }
  return true;
}

ValueWalker::Member ValueWalker::first_member() const noexcept {
  const std::size_t count = index_.places().size();
  if (token_ + 4 >= count || peek() != '{' || text_[index_.places()[token_ + 2]] != ':')
    return {};
  const std::string_view name = token_text(token_ + 1);
  if (name.size() < 2 || name.front() != '"')
    return {};
  return {name.substr(1, name.size() - 2), token_text(token_ + 3)};
}

/// Reads or passes over the value at the token. Not recursive.
template <bool keeps>
ValueWalker::Outcome ValueWalker::walk() {
  const std::uint32_t* const places = index_.places().data();
  const std::size_t count = index_.places().size();
  std::size_t token = token_;
  if (token >= count)
    return Outcome::cut_off;
  base_ = places[token];
  next_ = 0;
  is_member_ = false;
  member_count_ = 0;
  tape_.has_repeated_names = false;
  tape_.decoded.clear();
  tape_.decoded_text.clear();
  tape_.text = text_.substr(base_);
  std::size_t depth = 0;
  const auto cut_off = [&] {
    open_levels_ = depth;
    return Outcome::cut_off;
  };
  for (;;) {
    if (token >= count)
      return cut_off();
    const char c = text_[places[token]];
    bool is_empty = false;
    if (c == '{' || c == '[') {
      if (depth == open_.size())
        return Outcome::refused;
      Open& open = open_[depth++];
      open.entry = next_;
      open.count = 0;
      open.is_object = c == '{';
      open.may_repeat = false;
      open.names = {};
      if constexpr (keeps)
        put(open.is_object ? Kind::object : Kind::array, text_.substr(places[token], 1), 0);
      if (++token >= count)
        return cut_off();
      is_empty = text_[places[token]] == (open.is_object ? '}' : ']');
      if (!is_empty) {
        if (!open.is_object)
          continue;
        if (token + 2 >= count)
          return cut_off();
        if (!name<keeps>(open, token, depth == 1))
          return Outcome::refused;
        token += 2;
        continue;
      }
    } else {
      if (depth == 0 || !scalar<keeps>(token))
        return Outcome::refused;
      ++token;
    }
    // Behind a value: closes what ends here.
    for (;;) {
      Open& open = open_[depth - 1];
      if (!is_empty) {
        ++open.count;
        if (token >= count)
          return cut_off();
        const char next = text_[places[token]];
        if (next == ',') {
          ++token;
          if (open.is_object) {
            if (token + 2 >= count)
              return cut_off();
            if (!name<keeps>(open, token, depth == 1))
              return Outcome::refused;
            token += 2;
          }
          break;
        }
        if (next != (open.is_object ? '}' : ']'))
          return Outcome::refused;
      }
      is_empty = false;
      if constexpr (keeps) {
        Entry& entry = tape_.entries[open.entry];
        entry.length = static_cast<std::uint32_t>(places[token] + 1 - base_ - entry.offset);
        entry.link = next_;
        entry.count = open.count;
        if (open.may_repeat)
          repeated_.mark(tape_, open.entry);
      } else if (open.may_repeat) {
        return Outcome::refused;
      }
      ++token;
      if (--depth == 0) {
        token_ = token;
        return Outcome::whole;
      }
    }
  }
}

ValueWalker::Outcome ValueWalker::read() {
  return walk<true>();
}

ValueWalker::Outcome ValueWalker::skip() {
  return walk<false>();
}

}  // namespace cachewarden::inline v0::json::detail
