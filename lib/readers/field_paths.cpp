#include "readers/field_paths.hpp"

#include <algorithm>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;

/// The same for names that `json::same_key` takes for one.
std::uint64_t hash_key(std::string_view key) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : key) {
    if (c != '-' && c != '_')
      hash = (hash ^ (static_cast<unsigned char>(c) | 0x20U)) * 0x100000001b3U;
  }
  return hash ^ hash >> 32;
}

// Of an object that many are like, so much is kept.
constexpr std::size_t most_seen = 64;
constexpr std::size_t longest_seen = 64;

bool same_value(Node a, Node b) noexcept {
  return a.raw() == b.raw() ||
         (a.is(Kind::string) && b.is(Kind::string) && a.string() == b.string());
}

}  // namespace

FieldPaths::FieldPaths(std::span<const FieldRow> fields, std::span<const Embedded> embedded)
    : fields_(fields), steps_(1) {
  for (const FieldRow& row : fields) {
    std::vector<Path>& paths = paths_.emplace_back();
    for (const std::string_view text : row.arm) {
      const std::size_t marker = text.find("[]");
      Path path{.text = text, .step = step_to(text.substr(0, marker))};
      if (marker != std::string_view::npos) {
        path.goes_on = true;
        path.rest = text.substr(marker + 2);
        path.rest.remove_prefix(path.rest.starts_with('.') ? 1 : 0);
      }
      paths.push_back(path);
    }
  }
  for (const Embedded& each : embedded)
    embedded_.push_back(step_to(each.path));
  for (PathStep& step : steps_) {
    if (step.children.empty())
      continue;
    std::size_t size = 4;
    while (size < step.children.size() * 3)
      size *= 2;
    step.slots.assign(size, 0);  // the root is nobody's child
    for (const std::uint32_t child : step.children) {
      std::size_t at = steps_[child].hash & (size - 1);
      while (step.slots[at] != 0)
        at = (at + 1) & (size - 1);
      step.slots[at] = child;
    }
  }
}

std::uint32_t FieldPaths::step_to(std::string_view path) {
  std::uint32_t step = 0;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    step = child(step, path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    if (!path.empty())
      steps_[step].is_envelope = false;
  }
  return step;
}

std::uint32_t FieldPaths::child(std::uint32_t parent, std::string_view name) {
  for (const std::uint32_t known : steps_[parent].children) {
    if (json::same_key(steps_[known].name, name))
      return known;
  }
  const auto number = static_cast<std::uint32_t>(steps_.size());
  steps_[parent].children.push_back(number);
  steps_.push_back({.name = name,
                    .hash = hash_key(name),
                    .parent = parent,
                    .is_properties = name == "properties",
                    .is_envelope = steps_[parent].is_properties && json::is_envelope(name)});
  return number;
}

/// The child that a member of that name is; the root if it is none.
std::uint32_t FieldPaths::child_named(const PathStep& step, std::string_view key) const {
  const std::size_t mask = step.slots.size() - 1;
  const std::uint64_t hash = hash_key(key);
  for (std::size_t at = hash & mask; step.slots[at] != 0; at = (at + 1) & mask) {
    const PathStep& child = steps_[step.slots[at]];
    if (child.hash == hash && json::same_key(child.name, key))
      return step.slots[at];
  }
  return 0;
}

void FieldPaths::find(Node object, FoundPaths& found) {
  found.raw_.assign(steps_.size(), {});
  found.raw_[0] = {.node = object, .at = object};
  for (std::uint32_t step = 0; step < steps_.size(); ++step) {
    if (!steps_[step].children.empty())
      look_through(step, found);
  }
}

/// Finds all children of a step in the object that stands there.
void FieldPaths::look_through(std::uint32_t number, FoundPaths& found) {
  PathStep& step = steps_[number];
  const FoundPaths::Raw above = found.raw_[number];
  const bool is_object = above.node.is(Kind::object);
  for (const std::uint32_t child : step.children) {
    FoundPaths::Raw& raw = found.raw_[child];
    raw = {.node = is_object ? Node() : above.node,
           .at = above.at,
           .other = above.other,
           .is_stuck = !is_object};
  }
  if (!is_object)
    return;
  std::size_t place = 0;
  for (const Node& member : above.node) {
    const std::string_view key = member.key();
    std::uint32_t child = 0;
    if (place < step.seen.size() && step.seen[place].name == key) {
      child = step.seen[place].child;
    } else {
      child = child_named(step, key);
      if (place < most_seen && key.size() <= longest_seen) {
        step.seen.resize(std::max(step.seen.size(), place + 1));
        step.seen[place] = {std::string(key), child};
      }
    }
    ++place;
    if (child == 0 || (above.is_passed_over && steps_[child].is_envelope))
      continue;
    FoundPaths::Raw& raw = found.raw_[child];
    if (!raw.node)
      raw.node = raw.at = member;
    else if (!raw.other && !same_value(raw.node, member))
      raw.other = member;
  }
  for (const std::uint32_t child : step.children) {
    FoundPaths::Raw& raw = found.raw_[child];
    if (steps_[child].is_properties && !raw.node) {
      raw.node = above.node;
      raw.at = above.at;
      raw.is_passed_over = true;
    }
  }
}

json::Found FoundPaths::at(std::uint32_t step, const json::Dialect& dialect) const {
  const Raw& raw = raw_[step];
  json::Found found{.node = raw.node, .at = raw.at};
  found.is_null = found.node.is(Kind::null);
  found.is_expression = json::is_expression(found.node, dialect);
  found.is_malformed = found.node && raw.is_stuck && !found.is_null && !found.is_expression;
  if (found.is_null || found.is_expression || found.is_malformed)
    found.node = {};
  found.is_conflicting = static_cast<bool>(raw.other);
  if (raw.other)
    found.at = raw.other;
  return found;
}

}  // namespace cachewarden::inline v0::detail
