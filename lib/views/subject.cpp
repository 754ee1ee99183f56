#include "views/subject.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/json/property_path.hpp"

namespace cachewarden::inline v0::views {

namespace {

/// Evidence of more values than that helps nobody.
constexpr std::size_t most_seen = 24;

bool is_member_of(Node object, std::string_view key, Node* found, bool exact, bool loose) {
  for (const Node& each : object) {
    if (!each.is_member())
      return false;
    const bool is_same = exact   ? each.key() == key
                         : loose ? json::same_key(each.key(), key)
                                 : equal_folded(each.key(), key);
    if (is_same) {
      *found = each;
      return true;
    }
  }
  return false;
}

}  // namespace

void Subject::look(Node node) const {
  if (is_planned() && !view_.exact_case && node.is(Kind::string) &&
      json::is_expression(node.string()) && open_.empty())
    open_ = node.string();
}

Node Subject::member(Node object, std::string_view key) const {
  Node found;
  if (object.is(Kind::object))
    is_member_of(object, key, &found, view_.exact_case, resource_.shape == ViewShape::az);
  return found;
}

Node Subject::at(Node from, std::string_view path) const {
  Node node = from;
  std::string_view rest = path;
  while (!rest.empty() && node) {
    const std::size_t dot = rest.find('.');
    const std::string_view segment = rest.substr(0, dot);
    rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
    look(node);
    const Node next = member(node, segment);
    // The az command line shows properties beside the id.
    if (!next && segment == "properties" && resource_.shape == ViewShape::az)
      continue;
    node = next;
  }
  if (seen_.size() < most_seen)
    seen_.push_back({from, std::string(path), node});
  return node;
}

bool Subject::is_type(std::string_view type) const noexcept {
  return equal_folded(resource_.type, type);
}

std::optional<std::string_view> Subject::text(Node node) const {
  look(node);
  if (!node.is(Kind::string))
    return std::nullopt;
  return node.string();
}

std::optional<bool> Subject::boolean(Node node) const {
  look(node);
  return node ? node.boolean() : std::nullopt;
}

std::optional<double> Subject::number(Node node) const {
  look(node);
  return node ? node.real() : std::nullopt;
}

bool Subject::equals(Node node, std::string_view expected) const {
  const auto found = text(node);
  return found && equal_folded(*found, expected);
}

bool Subject::is_one_of(Node node, std::span<const std::string_view> expected) const {
  return std::any_of(expected.begin(), expected.end(),
                     [&](std::string_view each) { return equals(node, each); });
}

bool Subject::has_value(Node node) noexcept {
  if (!node || node.is(Kind::null))
    return false;
  if (node.is(Kind::string))
    return !node.string().empty();
  return !node.is(Kind::array) || node.size() != 0;
}

std::string_view Subject::target_name() const {
  if (is_planned() && !view_.exact_case && json::is_expression(resource_.name) && open_.empty())
    open_ = resource_.name;
  return resource_.name;
}

std::vector<Node> Subject::sub_resources(std::span<const std::string_view> types) const {
  std::vector<Node> result;
  const auto is_wanted = [&](std::string_view type) {
    return std::any_of(types.begin(), types.end(),
                       [&](std::string_view each) { return equal_folded(type, each); });
  };
  for (const Node& each : at("resources")) {
    for (const std::string_view key : {"resourceType", "type", "extensionResourceType"}) {
      if (is_wanted(member(each, key).string())) {
        result.push_back(each);
        break;
      }
    }
  }
  for (const std::uint32_t child : resource_.children) {
    const ViewResource& each = estate_.resources()[child];
    if (is_wanted(each.type))
      result.push_back(each.node);
  }
  return result;
}

bool Subject::shows_children(std::string_view type) const {
  return has_collected(type) || resource_.shape == ViewShape::psrule ||
         resource_.shape == ViewShape::rest || member(resource_.node, "resources");
}

bool Subject::has_collected(std::string_view type) const {
  if (resource_.shape == ViewShape::planned)
    return true;
  const bool has_some = std::any_of(
      resource_.children.begin(), resource_.children.end(),
      [&](std::uint32_t child) { return equal_folded(estate_.resources()[child].type, type); });
  if (has_some)
    return true;
  if (resource_.resource != no_index) {
    const Inventory& inventory = estate_.inventory();
    const TypeNumber number = find_type(type);
    if (number != no_model && inventory.completeness(inventory.resource(resource_.resource),
                                                     number) == Completeness::complete)
      return true;
  }
  return false;
}

Node Subject::setting(std::string_view name) const {
  for (const ViewSettings::Entry& entry : settings_.entries) {
    if (!equal_folded(entry.name, name))
      continue;
    const Result<json::Document> document = json::Document::parse(entry.json);
    if (!document)
      return {};
    parsed_.push_back(*document);
    return document->root();
  }
  return {};
}

std::string Subject::setting_text(std::string_view name) const {
  return std::string(setting(name).string());
}

bool Subject::setting_is_true(std::string_view name) const {
  const Node node = setting(name);
  return node && (node.boolean().value_or(false) || equal_folded(node.string(), "true"));
}

std::vector<std::string> Subject::setting_texts(std::string_view name) const {
  const Node node = setting(name);
  std::vector<std::string> result;
  if (node.is(Kind::string) && !node.string().empty())
    result.emplace_back(node.string());
  if (node.is(Kind::array)) {
    for (const Node& each : node) {
      if (!each.string().empty())
        result.emplace_back(each.string());
    }
  }
  return result;
}

ViewAnswer pass() {
  return {ViewVerdict::pass, {}};
}

ViewAnswer fail(std::string reason) {
  return {ViewVerdict::fail, std::move(reason)};
}

ViewAnswer none(std::string reason) {
  return {ViewVerdict::none, std::move(reason)};
}

ViewAnswer unknown(std::string reason) {
  return {ViewVerdict::unknown, std::move(reason)};
}

ViewAnswer uncollected(std::string reason, std::string_view type) {
  ViewAnswer answer = unknown(std::move(reason));
  answer.uncollected = type;
  return answer;
}

ViewAnswer require(bool holds, std::string_view otherwise) {
  return holds ? pass() : fail(std::string(otherwise));
}

std::string_view last_segment(std::string_view name) noexcept {
  return name.substr(name.rfind('/') + 1);
}

std::size_t utf16_length(std::string_view text) noexcept {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U)
      length += byte >= 0xF0U ? 2 : 1;
  }
  return length;
}

bool finds(std::string_view text, std::string_view pattern, bool ignore_case) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(!ignore_case);
  const RE2 compiled(re2::StringPiece(pattern.data(), pattern.size()), options);
  return compiled.ok() && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled);
}

std::optional<std::uint32_t> ipv4(std::string_view text) noexcept {
  std::uint32_t result = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int part = 0; part < 4; ++part) {
    if (part != 0 && (at == end || *at++ != '.'))
      return std::nullopt;
    unsigned value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    if (error != std::errc() || value > 255 || next - at > 3)
      return std::nullopt;
    at = next;
    result = (result << 8U) | value;
  }
  return at == end ? std::optional(result) : std::nullopt;
}

std::string shown(Node node) {
  constexpr std::size_t most = 80;
  if (!node)
    return " is not set";
  std::string raw(node.raw());
  if (raw.size() > most)
    raw = raw.substr(0, most) + " ...";
  return " is " + raw;
}

}  // namespace cachewarden::inline v0::views
