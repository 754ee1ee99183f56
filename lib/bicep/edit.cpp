#include "cachewarden/bicep/edit.hpp"

#include <algorithm>
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

std::optional<Edit> put(const File& file, const Node& object, const Wanted& wanted,
                        const Node& member) {
  const Node* there = property(object, member.child(0).text);
  if (there == nullptr)
    return inserted(file, object, wanted.text(member));
  const Node& value = member.child(1);
  if (there->is(NodeKind::object) && value.is(NodeKind::object)) {
    const bool is_one = value.children.size() == 1 && value.child(0).is(NodeKind::property);
    return is_one ? put(file, *there, wanted, value.child(0)) : std::nullopt;
  }
  const Lines lines(file.text);
  const std::string_view start = trim(lines.before(there->begin));
  const bool is_member = std::count(start.begin(), start.end(), ':') == 1 && start.ends_with(':');
  if (!is_scalar(*there) || !is_member)
    return std::nullopt;
  return replaced(file, *there, wanted.text(value));
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

const Node* node_at(const File& file, std::uint32_t begin) {
  std::vector<const Node*> pending;
  const auto add = [&](const Statement& statement) {
    if (statement.value != nullptr)
      pending.push_back(statement.value);
  };
  for (const Statement* statement : file.statements)
    add(*statement);
  while (!pending.empty()) {
    const Node* next = pending.back();
    pending.pop_back();
    if (next->begin == begin && is_scalar(*next))
      return next;
    if (next->statement != nullptr)
      add(*next->statement);
    if (next->begin <= begin && begin < next->end)
      pending.insert(pending.end(), next->children.begin(), next->children.end());
  }
  return nullptr;
}

}  // namespace

std::optional<Edit> edit_resource(const File& file, std::uint32_t name_begin, std::string_view path,
                                  std::string_view text) {
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
  return put(file, *object, wanted, item);
}

std::optional<Edit> edit_literal(const File& file, std::uint32_t begin, std::string_view text) {
  const Wanted wanted(text);
  const Node* literal = node_at(file, begin);
  const bool is_member = wanted.item != nullptr && wanted.item->is(NodeKind::property);
  if (literal == nullptr || !is_member || !is_scalar(wanted.item->child(1)))
    return std::nullopt;
  const std::string_view start = trim(Lines(file.text).before(begin));
  const bool declares = (start.starts_with("param ") || start.starts_with("var ")) &&
                        start.ends_with('=') && std::count(start.begin(), start.end(), '=') == 1;
  const bool is_name = start.ends_with(':') && start.find_first_of(" {[(?,") == start.npos;
  if (!declares && !is_name)
    return std::nullopt;
  return replaced(file, *literal, wanted.text(wanted.item->child(1)));
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
