#include "cachewarden/json/document.hpp"

#include <algorithm>
#include <charconv>

#include "cachewarden/base/fold.hpp"
#include "parser.hpp"

namespace cachewarden::inline v0::json {
namespace {

using detail::Tape;

Error error_of(const Tape& tape, detail::Fault&& fault) {
  const Position at = LineIndex(tape.text.substr(0, fault.offset + 1)).position(fault.offset);
  return {fault.code, std::move(fault.message),
          std::to_string(at.line) + ':' + std::to_string(at.column)};
}

std::size_t byte_limit(const ParseOptions& options) noexcept {
  return std::min(options.max_bytes, detail::max_text_bytes);
}

// What the limit cuts through is within so many bytes of it: an escaped pair of surrogates.
constexpr std::size_t longest_token = 12;

Error too_long(std::size_t limit) {
  return {ErrorCode::limit,
          "the text is longer than the limit of " + std::to_string(limit) + " bytes", "1:1"};
}

}  // namespace

std::string_view name(Kind kind) noexcept {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "boolean";
    case Kind::integer:
      return "integer";
    case Kind::real:
      return "number";
    case Kind::string:
      return "string";
    case Kind::array:
      return "array";
    case Kind::object:
      return "object";
  }
  return {};
}

std::optional<bool> Node::boolean() const noexcept {
  if (!is(Kind::boolean))
    return std::nullopt;
  return raw().front() == 't';
}

std::optional<std::int64_t> Node::integer() const noexcept {
  if (!is(Kind::integer))
    return std::nullopt;
  const std::string_view digits = raw();
  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc{})
    return std::nullopt;
  return value;
}

std::optional<double> Node::real() const noexcept {
  if (!is(Kind::integer) && !is(Kind::real))
    return std::nullopt;
  const std::string_view digits = raw();
  double value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc{})
    return std::nullopt;
  return value;
}

std::size_t Node::key_offset() const noexcept {
  return is_member() ? tape_->entries[index_ - 1].offset : 0;
}

bool Node::is_repeated() const noexcept {
  return tape_ != nullptr && tape_->entries[index_].is_repeated;
}

Node Node::find(std::string_view name) const noexcept {
  if (!is(Kind::object))
    return {};
  Node similar;
  for (const Node member : *this) {
    const std::string_view key = member.key();
    if (key.size() != name.size())
      continue;
    if (key == name)
      return member;
    if (!similar && equal_folded(key, name))
      similar = member;
  }
  return similar;
}

Node Node::at(std::size_t index) const noexcept {
  if (!is(Kind::array) || index >= size())
    return {};
  return *std::next(begin(), static_cast<std::ptrdiff_t>(index));
}

Result<Document> Document::parse(std::string_view text, const ParseOptions& options,
                                 std::shared_ptr<const void> owner) {
  if (text.size() > byte_limit(options))
    return too_long(byte_limit(options));
  auto tape = std::make_shared<Tape>();
  tape->owner = std::move(owner);
  tape->text = text;
  std::size_t end = 0;
  detail::Fault fault;
  if (!detail::Parser(*tape, options, &fault).run(detail::Rest::blank, &end))
    return error_of(*tape, std::move(fault));
  return Document(std::move(tape));
}

Result<Document> Document::parse_owned(std::string text, const ParseOptions& options) {
  const auto kept = std::make_shared<const std::string>(std::move(text));
  return parse(*kept, options, kept);
}

Result<Document> Document::parse_prefix(std::string_view text, std::size_t* end,
                                        const ParseOptions& options,
                                        std::shared_ptr<const void> owner) {
  const std::size_t limit = byte_limit(options);
  const bool is_cut = text.size() > limit;
  auto tape = std::make_shared<Tape>();
  tape->owner = std::move(owner);
  tape->text = text.substr(0, limit);
  std::size_t rest = 0;
  detail::Fault fault;
  if (!detail::Parser(*tape, options, &fault).run(detail::Rest::anything, &rest)) {
    if (is_cut && fault.reached + longest_token > limit)
      return too_long(limit);
    return error_of(*tape, std::move(fault));
  }
  const Node root(tape.get(), 0);
  const bool is_number = root.is(Kind::integer) || root.is(Kind::real);
  if (is_cut && is_number && root.offset() + root.length() == limit)  // may go on behind the cut
    return too_long(limit);
  *end = rest;
  return Document(std::move(tape));
}

Node Document::root() const noexcept {
  return tape_ == nullptr ? Node() : Node(tape_.get(), 0);
}

std::string_view Document::text() const noexcept {
  return tape_ == nullptr ? std::string_view() : tape_->text;
}

bool Document::has_repeated_names() const noexcept {
  return tape_ != nullptr && tape_->has_repeated_names;
}

}  // namespace cachewarden::inline v0::json
