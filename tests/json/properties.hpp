#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cachewarden/json/document.hpp"
#include "json/value_walker.hpp"

/// What holds for every text, well-formed or not: for the fuzz target and for generated texts.
namespace json_properties {

using namespace cachewarden;
using json::Document;
using json::Kind;
using json::Node;
using json::ParseOptions;

/// Equal values; numbers by their text.
inline bool equal(Node a, Node b) {
  if (a.kind() != b.kind() || a.size() != b.size() || a.string() != b.string())
    return false;
  if (!a.is(Kind::array) && !a.is(Kind::object))
    return a.is(Kind::string) || a.raw() == b.raw();
  auto other = b.begin();
  for (const Node child : a) {
    if (child.key() != (*other).key() || child.is_repeated() != (*other).is_repeated() ||
        !equal(child, *other))
      return false;
    ++other;
  }
  return other == b.end();
}

/// Equal to what nlohmann reads, which keeps one member of a name.
inline bool equal(Node a, const nlohmann::json& b) {
  switch (a.kind()) {
    case Kind::null:
      return b.is_null();
    case Kind::boolean:
      return b.is_boolean() && a.boolean() == b.get<bool>();
    case Kind::integer:
    case Kind::real:
      if (a.integer())
        return b.is_number_integer() && a.integer() == b.get<std::int64_t>();
      return b.is_number() && a.real() == b.get<double>();
    case Kind::string:
      return b.is_string() && a.string() == b.get_ref<const std::string&>();
    case Kind::array:
    case Kind::object:
      break;
  }
  if (!(a.is(Kind::array) ? b.is_array() : b.is_object()) || a.size() != b.size())
    return false;
  std::size_t index = 0;
  for (const Node child : a) {
    if (a.is(Kind::object)) {
      const auto found = b.find(std::string(child.key()));
      if (found == b.end() || !equal(child, *found))
        return false;
    } else if (!equal(child, b[index++])) {
      return false;
    }
  }
  return true;
}

inline std::size_t depth(Node node) {
  std::size_t below = 0;
  for (const Node child : node)
    below = std::max(below, depth(child));
  return below + (node.is(Kind::array) || node.is(Kind::object) ? 1 : 0);
}

/// Places, sizes, members; and every value read alone is the same.
inline std::string broken_node(Node node, const ParseOptions& options) {
  std::size_t count = 0;
  std::size_t end = node.offset() + 1;
  for (const Node child : node) {
    ++count;
    if (child.is_member() != node.is(Kind::object))
      return "a member is none or the other way round";
    if (child.is_member() && (child.key_offset() < end || child.key_offset() >= child.offset()))
      return "a name is out of its place";
    if (child.offset() < end || child.offset() + child.length() >= node.offset() + node.length())
      return "a value is out of its place";
    end = child.offset() + child.length();
    if (std::string broken = broken_node(child, options); !broken.empty())
      return broken;
    if (child.is_member() && !node.find(child.key()))
      return "a member is not found";
    if (child.is_member() && !child.is_repeated() && node.find(child.key()).key() != child.key())
      return "a member is found by another name";
  }
  if (count != node.size())
    return "a size is not what iteration yields";
  const auto alone = Document::parse(node.raw(), options);
  if (!alone || !equal(node, alone->root()))
    return "a value read alone is another";
  if (!node.is(Kind::string))
    return {};
  const auto quoted = Document::parse_owned(json::quote(node.string()), {.relaxed = false});
  if (!quoted || quoted->root().string() != node.string())
    return "a quoted string is another";
  return {};
}

inline std::string broken_error(std::string_view text, const Error& error) {
  const json::Position last = json::LineIndex(text).position(text.size());
  const std::size_t colon = error.place.find(':');
  const auto line = std::stoul(error.place.substr(0, colon));
  const auto column = std::stoul(error.place.substr(colon + 1));
  if (line < 1 || column < 1 || line > last.line || (line == last.line && column > last.column))
    return "an error stands outside of the text";
  for (const char c : error.message) {
    if (c < 0x20 || c > 0x7E)
      return "an error is not one line of ASCII";
  }
  return {};
}

/// A number is too great for a double, which nlohmann refuses, or too small, which it takes for 0.
inline bool is_out_of_range(Node node) {
  if (node.is(Kind::integer) || node.is(Kind::real))
    return !node.real();
  for (const Node child : node) {
    if (is_out_of_range(child))
      return true;
  }
  return false;
}

/// Beside numbers out of range, nlohmann judges otherwise on purpose: it skips a byte order mark,
/// takes a zero byte for the end and knows no limit of nesting.
inline std::string broken_agreement(std::string_view text, const Result<Document>& strict) {
  if (text.starts_with("\xEF\xBB\xBF") || text.find('\0') != std::string_view::npos)
    return {};
  if (strict ? is_out_of_range(strict->root()) : strict.error().code == ErrorCode::limit)
    return {};
  const auto theirs = nlohmann::json::parse(text, nullptr, false);
  if (!strict)
    return theirs.is_discarded() ? "" : "nlohmann accepts it";
  if (theirs.is_discarded())
    return "nlohmann refuses it";
  if (!strict->has_repeated_names() && !equal(strict->root(), theirs))
    return "nlohmann reads another value";
  return {};
}

/// The same values at the same places.
inline bool is_same(Node a, Node b, std::size_t base) {
  if (!equal(a, b) || a.offset() + base != b.offset() || a.length() != b.length() ||
      a.is_member() != b.is_member() || (a.is_member() && a.key_offset() + base != b.key_offset()))
    return false;
  auto other = b.begin();
  for (const Node child : a) {
    if (!is_same(child, *other, base))
      return false;
    ++other;
  }
  return true;
}

/// The walker reads what strict reading does, and refuses what that refuses.
inline std::string broken_walk(std::string_view text, const Result<Document>& strict,
                               std::uint32_t max_depth) {
  using Walker = json::detail::ValueWalker;
  Walker walker(max_depth);
  const bool is_indexed = walker.load(text);
  const char first = is_indexed ? walker.peek() : '\0';
  const bool is_tree = first == '{' || first == '[';
  const bool is_read = is_tree && walker.read() == Walker::Outcome::whole && walker.at_end();
  if (!strict)
    return is_read ? "the walker reads what is not strict" : "";
  const Node root = strict->root();
  if (!root.is(Kind::array) && !root.is(Kind::object))
    return is_read ? "the walker takes a scalar for a tree" : "";
  if (!is_read)
    return "the walker refuses what is strict";
  if (!is_same(walker.root(), root, root.offset()) ||
      walker.has_repeated_names() != strict->has_repeated_names())
    return "the walker reads something else";
  walker.set_token(0);
  const bool is_passed = walker.skip() == Walker::Outcome::whole;
  if (is_passed && (strict->has_repeated_names() || !walker.at_end()))
    return "the walker passes over what only reading tells";
  return {};
}

/// What is broken, or nothing.
inline std::string broken_property(std::string_view text) {
  const ParseOptions options{.max_depth = 64};
  const ParseOptions strict_options{.max_depth = 64, .relaxed = false};
  const auto document = Document::parse(text, options);
  const auto strict = Document::parse(text, strict_options);

  if (std::string broken = broken_agreement(text, strict); !broken.empty())
    return broken;
  if (strict && (!document || !equal(strict->root(), document->root())))
    return "strict and relaxed reading differ";
  if (!strict) {
    if (std::string broken = broken_error(text, strict.error()); !broken.empty())
      return broken;
  }

  if (std::string broken = broken_walk(text, strict, 64); !broken.empty())
    return broken;

  std::size_t end = 0;
  const auto prefix = Document::parse_prefix(text, &end, options);
  if (prefix && end > text.size())
    return "the first value ends behind the text";
  if (prefix) {
    const auto alone = Document::parse(text.substr(0, end), options);
    if (!alone || !equal(alone->root(), prefix->root()))
      return "the first value read alone is another";
  }
  if (!document)
    return broken_error(text, document.error());
  if (!prefix || end != text.size())
    return "a whole text is not its own first value";

  const std::size_t deepest = depth(document->root());
  if (deepest > options.max_depth)
    return "the limit of nesting does not hold";
  if (deepest > 0) {
    const auto enough = static_cast<std::uint32_t>(deepest);
    const auto refused = Document::parse(text, {.max_depth = enough - 1});
    if (!Document::parse(text, {.max_depth = enough}) || refused ||
        refused.error().code != ErrorCode::limit)
      return "the limit of nesting is not exact";
  }
  const auto longer = Document::parse(text, {.max_bytes = text.size() - 1});
  if (!Document::parse(text, {.max_bytes = text.size()}) || longer ||
      longer.error().code != ErrorCode::limit)
    return "the limit of size is not exact";
  return broken_node(document->root(), options);
}

}  // namespace json_properties
