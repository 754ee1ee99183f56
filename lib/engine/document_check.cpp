#include "engine/document_check.hpp"

#include <algorithm>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/engine/select.hpp"

namespace cachewarden::inline v0::detail {

using json::Kind;
using json::Node;

namespace {

constexpr std::size_t shown_value = 60;

/// A value as it stands in the document, for messages.
std::string shown(Node node) {
  if (node.is(Kind::object))
    return "an object";
  if (node.is(Kind::array))
    return "a list";
  const std::string_view raw = node.is(Kind::string) ? node.string() : node.raw();
  std::string text = "`";
  for (const char c : raw.substr(0, shown_value))
    text += c == '\n' || c == '\r' ? ' ' : c;
  return text + (raw.size() > shown_value ? " ...`" : "`");
}

}  // namespace

std::string listed(std::span<const std::string_view> words) {
  std::string result;
  for (const std::string_view word : words)
    result.append(result.empty() ? "" : ", ").append(word);
  return result;
}

DocumentCheck::DocumentCheck(std::string_view text, std::string_view name)
    : text_(text), name_(name), lines_(text_) {
  Result<json::Document> document = json::Document::parse(text_);
  if (!document) {
    Error error = document.error();
    error.place = error.place.empty() ? name_ : name_ + ":" + error.place;
    errors_.emplace_back(0, std::move(error));
    return;
  }
  document_ = *std::move(document);
  if (document_.root().is(Kind::object))
    root_ = document_.root();
  else
    refuse(document_.root(), "expected an object, found " + shown(document_.root()));
}

json::Position DocumentCheck::position(Node at) const {
  return lines_.position(at.is_member() ? at.key_offset() : at.offset());
}

std::string DocumentCheck::place(Node at) const {
  const json::Position here = position(at);
  return name_ + ":" + std::to_string(here.line) + ":" + std::to_string(here.column);
}

void DocumentCheck::refuse(Node at, std::string message) {
  errors_.emplace_back(at.is_member() ? at.key_offset() : at.offset(),
                       Error{ErrorCode::format, std::move(message), place(at)});
}

std::vector<Error> DocumentCheck::take_errors() {
  std::stable_sort(errors_.begin(), errors_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Error> result;
  for (auto& [offset, error] : errors_)
    result.push_back(std::move(error));
  return result;
}

void DocumentCheck::require_names(Node object, std::span<const std::string_view> known) {
  for (const Node member : object) {
    const bool is_known = std::find(known.begin(), known.end(), member.key()) != known.end();
    if (!is_known)
      refuse(member,
             "`" + std::string(member.key()) + "` is not known here; allowed are " + listed(known));
    else if (member.is_repeated())
      refuse(member, "`" + std::string(member.key()) + "` is there twice");
  }
}

std::optional<std::int64_t> DocumentCheck::integer(Node node, std::string_view name,
                                                   std::int64_t least, std::int64_t most) {
  const std::optional<std::int64_t> number = node.integer();
  if (number && *number >= least && *number <= most)
    return number;
  refuse(node, "`" + std::string(name) + "` is an integer from " + std::to_string(least) + " to " +
                   std::to_string(most) + ", not " + shown(node));
  return std::nullopt;
}

std::optional<std::string> DocumentCheck::text(Node node, std::string_view name) {
  if (node.is(Kind::string) && !trim(node.string()).empty())
    return std::string(node.string());
  refuse(node, "`" + std::string(name) + "` is a text that is not empty, not " + shown(node));
  return std::nullopt;
}

std::vector<std::string> DocumentCheck::texts(Node node, std::string_view name) {
  std::vector<std::string> result;
  const auto take = [&](Node each) {
    if (std::optional<std::string> text = this->text(each, name))
      result.push_back(*std::move(text));
  };
  if (!node.is(Kind::array)) {
    take(node);
    return result;
  }
  for (const Node each : node)
    take(each);
  return result;
}

std::optional<std::chrono::sys_days> DocumentCheck::date(Node node, std::string_view name) {
  const std::optional<std::chrono::sys_days> day = parse_date(node.string());
  if (!day)
    refuse(node, "`" + std::string(name) + "` is a day like 2026-01-31, not " + shown(node));
  return day;
}

std::optional<std::size_t> DocumentCheck::choice(Node node, std::string_view name,
                                                 std::span<const std::string_view> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (node.is(Kind::string) && equal_folded(node.string(), words[i]))
      return i;
  }
  refuse(node, "`" + std::string(name) + "` is one of " + listed(words) + ", not " + shown(node));
  return std::nullopt;
}

Node DocumentCheck::required(Node object, std::string_view name) {
  const Node found = object.find(name);
  if (!found)
    refuse(object, "`" + std::string(name) + "` is missing");
  return found;
}

}  // namespace cachewarden::inline v0::detail
