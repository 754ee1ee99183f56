#include "cachewarden/bicep/edit.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "bicep/source_file.hpp"
#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

constexpr std::size_t longest_line = 200;

bool is_scalar(const Node& node) noexcept {
  switch (node.kind) {
    case NodeKind::null_literal:
    case NodeKind::boolean:
    case NodeKind::integer:
    case NodeKind::string:
      return true;
    default:
      return false;
  }
}

/// What is wanted, read as the content of an object.
struct Wanted {
  explicit Wanted(std::string_view text)
      : source("var wanted = {\n" + std::string(text) + "\n}\n"), file(parse(source)) {
    const bool is_whole = file.errors.empty() && file.statements.size() == 1 &&
                          file.statements[0]->value->children.size() == 1;
    item = is_whole ? file.statements[0]->value->children[0] : nullptr;
  }
  [[nodiscard]] std::string_view text(const Node& node) const {
    return std::string_view(source).substr(node.begin, node.end - node.begin);
  }
  std::string source;
  File file;
  const Node* item = nullptr;  ///< null if it is not one thing
};

/// The lines of a text around an offset.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  [[nodiscard]] std::uint32_t number(std::size_t offset) const {
    return static_cast<std::uint32_t>(
        1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  }
  /// From the start of the line to the offset.
  [[nodiscard]] std::string_view before(std::size_t offset) const {
    const std::size_t start = offset == 0 ? text_.npos : text_.rfind('\n', offset - 1);
    const std::size_t first = start == text_.npos ? 0 : start + 1;
    return text_.substr(first, offset - first);
  }
  /// From the offset to the end of the line.
  [[nodiscard]] std::string_view behind(std::size_t offset) const {
    return text_.substr(offset,
                        std::min(text_.find_first_of("\r\n", offset), text_.size()) - offset);
  }

 private:
  std::string_view text_;
};

std::string_view blank_start(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
}

bool ends_line(std::string_view rest) {
  rest = trim(rest);
  return rest.empty() || rest == ",";
}

/// The value at `node` replaced, if the line holds nothing else but `start` before it.
std::optional<Edit> replaced(const File& file, const Node& node, std::string_view with) {
  const Lines lines(file.text);
  const std::string line(lines.before(node.begin));
  const std::string rest(lines.behind(node.end));
  const std::string removed = line + std::string(lines.behind(node.begin));
  const std::string added = line + std::string(with) + rest + "\n";
  const bool is_one_line = lines.number(node.begin) == lines.number(node.end);
  if (!is_one_line || !ends_line(rest) || removed.size() > longest_line || added == removed + "\n")
    return std::nullopt;
  return Edit{.line = lines.number(node.begin), .removed = removed, .added = added};
}

/// Lines put before the closing brace of an object.
std::optional<Edit> inserted(const File& file, const Node& object, std::string_view content) {
  const Lines lines(file.text);
  const std::size_t close = object.end - 1;
  const std::string_view start = lines.before(close);
  const auto indented = [&](const std::string& indent) {
    std::string result;
    while (!content.empty()) {
      const std::size_t end = std::min(content.find('\n'), content.size());
      result += indent + std::string(content.substr(0, end)) + "\n";
      content.remove_prefix(std::min(end + 1, content.size()));
    }
    return result;
  };
  if (trim(start).empty() && lines.number(object.begin) < lines.number(close)) {
    std::string indent = std::string(start) + "  ";
    if (!object.children.empty())
      indent = blank_start(lines.before(object.children[0]->begin));
    return Edit{.line = lines.number(close) - 1, .removed = {}, .added = indented(indent)};
  }
  // An empty object on one line is opened.
  const std::string before(lines.before(object.begin));
  const std::string rest(lines.behind(object.end));
  const std::string whole = before + std::string(lines.behind(object.begin));
  if (!object.children.empty() || !ends_line(rest) || whole.size() > longest_line ||
      lines.number(object.begin) != lines.number(close))
    return std::nullopt;
  const std::string indent(blank_start(before));
  return Edit{.line = lines.number(close),
              .removed = whole,
              .added = before + "{\n" + indented(indent + "  ") + indent + "}" + rest + "\n"};
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> result;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    result.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return result;
}

/// Whether the line says nothing but a name before the value: of a member, a parameter or a
/// variable.
bool starts_value(const File& file, const Node& value) {
  const std::string_view start = trim(Lines(file.text).before(value.begin));
  const bool declares = (start.starts_with("param ") || start.starts_with("var ")) &&
                        start.ends_with('=') && std::count(start.begin(), start.end(), '=') == 1;
  const bool is_member = start.ends_with(':') && start.find_first_of(" {[(?,") == start.npos;
  return declares || is_member;
}

/// A value that is worked out.
bool is_computed(const Node& node) noexcept {
  return !is_scalar(node) && !node.is(NodeKind::object) && !node.is(NodeKind::array) &&
         !node.is(NodeKind::for_loop) && !node.is(NodeKind::missing);
}

std::optional<Edit> put(const File& file, const Node& object, const Wanted& wanted,
                        const Node& member, bool computed) {
  const Node* there = property(object, member.child(0).text);
  if (there == nullptr)
    return inserted(file, object, wanted.text(member));
  const Node& value = member.child(1);
  if (there->is(NodeKind::object) && value.is(NodeKind::object)) {
    const bool is_one = value.children.size() == 1 && value.child(0).is(NodeKind::property);
    return is_one ? put(file, *there, wanted, value.child(0), computed) : std::nullopt;
  }
  const bool may_be = is_scalar(*there) || (computed && is_scalar(value) && is_computed(*there));
  return may_be && starts_value(file, *there) ? replaced(file, *there, wanted.text(value))
                                              : std::nullopt;
}

const Statement* resource_at(const File& file, std::uint32_t name_begin) {
  std::vector<const Statement*> pending(file.statements.begin(), file.statements.end());
  while (!pending.empty()) {
    const Statement* next = pending.back();
    pending.pop_back();
    const bool is_resource = next->kind == StatementKind::resource && next->value != nullptr;
    if (!is_resource)
      continue;
    if (next->name_begin == name_begin)
      return next;
    const Node* body = next->value;
    while (body->is(NodeKind::for_loop) || body->is(NodeKind::condition))
      body = body->children.back();
    for (const Node* item : body->children) {
      if (item->is(NodeKind::nested_resource))
        pending.push_back(item->statement);
    }
  }
  return nullptr;
}

/// The nodes around the literal that begins there, the outermost first and it last; empty if there
/// is none.
std::vector<const Node*> way_to(const File& file, std::uint32_t begin) {
  std::vector<const Node*> way;
  const auto go = [&](const Statement& statement) {
    const Node* next = statement.value;
    const bool is_inside = next != nullptr && next->begin <= begin && begin < next->end;
    return is_inside ? next : nullptr;
  };
  const Node* next = nullptr;
  for (const Statement* statement : file.statements)
    next = next == nullptr ? go(*statement) : next;
  while (next != nullptr) {
    way.push_back(next);
    const Node* inner = next->statement != nullptr ? go(*next->statement) : nullptr;
    for (const Node* child : next->children)
      inner = child->begin <= begin && begin < child->end ? child : inner;
    next = inner;
  }
  const bool is_there = !way.empty() && way.back()->begin == begin && is_scalar(*way.back());
  return is_there ? way : std::vector<const Node*>();
}

/// Whether the value of `node` is that of `child` where that is chosen.
bool passes_on(const Node& node, const Node& child) noexcept {
  return node.is(NodeKind::parenthesized) || node.is(NodeKind::non_null) ||
         (node.is(NodeKind::ternary) && &child != &node.child(0)) ||
         (node.is(NodeKind::binary) && node.op == Operator::coalesce);
}

/// The text of a value with `with` in place of the literal at the end of `way`, of which the value
/// is the first. What chooses between equal literals is left out.
std::string text_with(const File& file, std::span<const Node* const> way, std::string_view with) {
  const auto text_of = [&](std::uint32_t begin, std::uint32_t end) {
    return std::string(file.text.substr(begin, end - begin));
  };
  if (way.size() == 1)
    return std::string(with);
  const Node& node = *way[0];
  const Node& child = *way[1];
  const std::string inner = text_with(file, way.subspan(1), with);
  const bool is_literal = inner == with;
  const bool is_first_of_two = node.is(NodeKind::binary) && &child == &node.child(0);
  if (is_literal && (node.is(NodeKind::parenthesized) || is_first_of_two))
    return inner;
  if (node.is(NodeKind::ternary)) {
    const Node& other = node.child(&child == &node.child(1) ? 2 : 1);
    if (inner == text_of(other.begin, other.end))
      return inner;
  }
  return text_of(node.begin, child.begin) + inner + text_of(child.end, node.end);
}

/// The value of what is wanted if it is a literal for the last name of the path.
const Node* wanted_literal(const Wanted& wanted, std::string_view path) {
  const Node* member = wanted.item;
  while (member != nullptr && member->is(NodeKind::property) &&
         member->child(1).is(NodeKind::object) && member->child(1).children.size() == 1)
    member = member->child(1).children[0];
  const bool is_literal = member != nullptr && member->is(NodeKind::property) &&
                          member->child(0).is(NodeKind::string) && is_scalar(member->child(1));
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return is_literal && equal_folded(member->child(0).text, last) ? &member->child(1) : nullptr;
}

}  // namespace

std::optional<Edit> edit_resource(const File& file, std::uint32_t name_begin, std::string_view path,
                                  std::string_view text, bool computed) {
  const Wanted wanted(text);
  const Statement* resource = resource_at(file, name_begin);
  if (wanted.item == nullptr || resource == nullptr || resource->broken)
    return std::nullopt;
  const bool repeats = resource->value->is(NodeKind::for_loop);
  const Node* object = resource->value;
  while (object->is(NodeKind::for_loop) || object->is(NodeKind::condition))
    object = object->children.back();
  if (!object->is(NodeKind::object))
    return std::nullopt;
  const Node& item = *wanted.item;
  if (item.is(NodeKind::nested_resource))
    return repeats ? std::nullopt : inserted(file, *object, wanted.text(item));
  if (!item.is(NodeKind::property) || !item.child(0).is(NodeKind::string))
    return std::nullopt;
  const std::vector<std::string_view> segments = segments_of(path);
  const auto last = std::find_if(segments.begin(), segments.end(), [&](std::string_view segment) {
    return equal_folded(segment, item.child(0).text);
  });
  if (last == segments.end())
    return std::nullopt;
  for (auto segment = segments.begin(); segment != last; ++segment) {
    const Node* inner = property(*object, *segment);
    if (inner == nullptr) {
      std::string content(wanted.text(item));
      for (auto above = last; above != segment;)
        content = std::string(*--above) + ": {\n  " + content + "\n}";
      return last - segment > 1 ? std::nullopt : inserted(file, *object, content);
    }
    object = &bare(*inner);
    if (!object->is(NodeKind::object))
      return std::nullopt;
  }
  return put(file, *object, wanted, item, computed);
}

std::optional<Edit> edit_literal(const File& file, std::uint32_t begin, std::string_view path,
                                 std::string_view text) {
  const Wanted wanted(text);
  const Node* value = wanted_literal(wanted, path);
  const std::vector<const Node*> way = way_to(file, begin);
  if (value == nullptr || way.empty())
    return std::nullopt;
  std::size_t from = way.size() - 1;
  while (from > 0 && passes_on(*way[from - 1], *way[from]))
    --from;
  if (starts_value(file, *way[from])) {
    const std::string whole = text_with(file, std::span(way).subspan(from), wanted.text(*value));
    if (auto edit = replaced(file, *way[from], whole))
      return edit;
  }
  // A choice over several lines has the literal on a line of its own.
  const std::string_view start = trim(Lines(file.text).before(begin));
  return from + 1 < way.size() && (start == "?" || start == ":")
             ? replaced(file, *way.back(), wanted.text(*value))
             : std::nullopt;
}

std::string diff_text(std::string_view path, const Edit& edit) {
  const auto added = std::count(edit.added.begin(), edit.added.end(), '\n');
  const std::string line = std::to_string(edit.line);
  const bool replaces = !edit.removed.empty();
  const std::string first = replaces ? line : std::to_string(edit.line + 1);
  std::string result = "--- " + std::string(path) + "\n+++ " + std::string(path) + "\n@@ -" + line +
                       (replaces ? "" : ",0") + " +" + first +
                       (added == 1 ? "" : "," + std::to_string(added)) + " @@\n";
  if (replaces)
    result += "-" + edit.removed + "\n";
  std::string_view rest = edit.added;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n') + 1;
    result += "+" + std::string(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return result;
}

}  // namespace cachewarden::inline v0::bicep
