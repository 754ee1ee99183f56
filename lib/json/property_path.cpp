#include "cachewarden/json/property_path.hpp"

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::json {

namespace {

bool is_skipped(char c) {
  return c == '-' || c == '_';
}

bool same_content(Node a, Node b) noexcept {
  return a.raw() == b.raw() ||
         (a.is(Kind::string) && b.is(Kind::string) && a.string() == b.string());
}

}  // namespace

bool is_envelope(std::string_view path) noexcept {
  return path == "type" || path == "name" || path == "id";
}

bool detail::same_key(std::string_view a, std::string_view b) noexcept {
  std::size_t i = 0;
  std::size_t j = 0;
  while (true) {
    while (i < a.size() && is_skipped(a[i]))
      ++i;
    while (j < b.size() && is_skipped(b[j]))
      ++j;
    if (i == a.size() || j == b.size())
      return i == a.size() && j == b.size();
    if (fold(a[i++]) != fold(b[j++]))
      return false;
  }
}

Node find_member(Node object, std::string_view key, Node* other) {
  Node result;
  for (const Node& member : object) {
    if (!same_key(member.key(), key))
      continue;
    if (other == nullptr)
      return member;
    if (!result)
      result = member;
    else if (!*other && !same_content(result, member))
      *other = member;
  }
  return result;
}

bool is_expression(std::string_view text) noexcept {
  return text.size() >= 2 && text.front() == '[' && text[1] != '[' && text.back() == ']';
}

bool is_expression(Node node, const Dialect& dialect) noexcept {
  return dialect.has_expressions && node.is(Kind::string) && is_expression(node.string());
}

bool is_scalar(Node node) noexcept {
  return node.is(Kind::string) || node.is(Kind::integer) || node.is(Kind::real) ||
         node.is(Kind::boolean);
}

Found follow(Node from, std::string_view path, const Dialect& dialect) {
  Found found{.node = from, .at = from};
  Node other;
  while (!path.empty() && found.node.is(Kind::object)) {
    const std::size_t dot = path.find('.');
    const std::string_view segment = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    const Node next = find_member(found.node, segment, &other);
    if (!next && segment == "properties" && !is_envelope(path))
      continue;
    found.node = next;
    if (next)
      found.at = next;
  }
  found.is_null = found.node.is(Kind::null);
  found.is_expression = is_expression(found.node, dialect);
  found.is_malformed = found.node && !path.empty() && !found.is_null && !found.is_expression;
  if (found.is_null || found.is_expression || found.is_malformed)
    found.node = {};
  found.is_conflicting = static_cast<bool>(other);
  if (other)
    found.at = other;
  return found;
}

void gather(Node from, std::string_view path, const Dialect& dialect, std::vector<Found>& result) {
  const std::size_t marker = path.find("[]");
  const Found found = follow(from, path.substr(0, marker), dialect);
  if (marker == std::string_view::npos) {
    result.push_back(found);
    return;
  }
  const std::string_view rest = path.substr(marker + 2);
  gather(found, rest.starts_with('.') ? rest.substr(1) : rest, dialect, result);
}

void gather(const Found& found, std::string_view rest, const Dialect& dialect,
            std::vector<Found>& result) {
  if (!found.node) {
    result.push_back(found);
    return;
  }
  if (!found.node.is(Kind::array)) {
    result.push_back({.at = found.node, .is_malformed = true});
    return;
  }
  if (found.node.size() == 0)
    result.push_back(found);
  for (const Node& element : found.node) {
    if (is_expression(element, dialect))
      result.push_back({.at = element, .is_expression = true});
    else if (is_scalar(element))
      result.push_back({.node = element, .at = element});
    else if (element.is(Kind::null))
      result.push_back({.at = element, .is_malformed = true});
    else
      gather(element, rest, dialect, result);
  }
}

}  // namespace cachewarden::inline v0::json
