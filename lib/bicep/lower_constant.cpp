#include <algorithm>
#include <charconv>
#include <utility>

#include "bicep/lowering.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::ExprKind;
using templates::Origin;
using templates::UnknownKind;

namespace {

/// Member or item of a literal that one step of a path names; null if there is none.
const Expr* step_into(const Expr& value, std::string_view step) {
  if (value.kind == ExprKind::array) {
    std::size_t index = 0;
    const char* end = step.data() + step.size();
    const auto [rest, problem] = std::from_chars(step.data(), end, index);
    const bool exists = problem == std::errc{} && rest == end && index < value.children.size();
    return exists ? value.children[index] : nullptr;
  }
  if (value.kind != ExprKind::object)
    return nullptr;
  for (std::size_t i = 0; i + 1 < value.children.size(); i += 2) {
    if (value.children[i]->text == step)
      return value.children[i + 1];
  }
  return nullptr;
}

/// Follows a path of plain steps in a literal: `$.a['b'][0]`, `a.b`. False for other paths; where
/// the path leads to nothing, `value` becomes null.
bool select(const Expr*& value, std::string_view path) {
  if (path.starts_with('$'))
    path.remove_prefix(1);
  while (!path.empty() && value != nullptr) {
    if (path.front() == '[') {
      const std::size_t close = path.find(']');
      if (close == path.npos)
        return false;
      std::string_view step = path.substr(1, close - 1);
      if (step.size() >= 2 && step.front() == step.back() &&
          (step.front() == '\'' || step.front() == '"'))
        step = step.substr(1, step.size() - 2);
      else if (step.empty() || step.find_first_not_of("0123456789") != step.npos)
        return false;
      value = step_into(*value, step);
      path.remove_prefix(close + 1);
      continue;
    }
    if (path.front() == '.')
      path.remove_prefix(1);
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    if (end == 0 || path.substr(0, end).find_first_of("*?@()") != path.npos)
      return false;
    value = step_into(*value, path.substr(0, end));
    path.remove_prefix(end);
  }
  return true;
}

/// Whether a name is like a pattern in which `*` stands for any text and `?` for one character.
bool is_like(std::string_view name, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  std::size_t star = pattern.npos;
  std::size_t resume = 0;
  while (at < name.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      resume = at;
    } else if (in_pattern < pattern.size() &&
               (pattern[in_pattern] == '?' || pattern[in_pattern] == name[at])) {
      ++in_pattern;
      ++at;
    } else if (star != pattern.npos) {
      in_pattern = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == pattern.npos;
}

/// The path without `.` and empty parts, with a `/` behind it unless it is empty.
std::string folder_prefix(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    if (!part.empty() && part != ".")
      result.append(part).append("/");
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return result;
}

}  // namespace

/// What an expression is without deploying: literals, also behind variables, in holes, and parts
/// of what was loaded. Null for all else.
const Expr* Lowering::constant(const Node& node, const Env& env) {
  const Node& inner = bare(node);
  const Origin at = origin(inner, env);
  if (depth_ >= max_depth || !spend(1, at))
    return nullptr;
  ++depth_;
  const Expr* result = nullptr;
  switch (inner.kind) {
    case NodeKind::string:
      result = text(inner.text, at);
      break;
    case NodeKind::integer:
    case NodeKind::object:
    case NodeKind::array:
      result = expression(inner, env);
      break;
    case NodeKind::interpolation:
      result = constant_interpolation(inner, env);
      break;
    case NodeKind::name:
      result = constant_variable(inner, env);
      break;
    case NodeKind::call:
    case NodeKind::member_call:
      if (inner.text.starts_with("load"))
        result = compile_time(inner.text, inner, env).value_or(nullptr);
      break;
    case NodeKind::member:
      if (const Expr* base = constant(inner.child(0), env))
        result = step_into(*base, inner.text);
      break;
    case NodeKind::index: {
      const Expr* base = inner.from_end ? nullptr : constant(inner.child(0), env);
      const Expr* key = base != nullptr ? constant(inner.child(1), env) : nullptr;
      if (key != nullptr && key->kind == ExprKind::integer)
        result = step_into(*base, std::to_string(key->integer));
      else if (key != nullptr && key->kind == ExprKind::string)
        result = step_into(*base, key->text);
      break;
    }
    default:
      break;
  }
  --depth_;
  return result;
}

const Expr* Lowering::constant_interpolation(const Node& node, const Env& env) {
  constexpr std::size_t longest = 4096;  // of a path
  std::string result;
  for (const Node* piece : node.children) {
    const auto part = constant_text(*piece, env);
    if (!part || result.size() > longest)
      return nullptr;
    result += *part;
  }
  return text(result, origin(node, env));
}

const Expr* Lowering::constant_variable(const Node& node, const Env& env) {
  if (find_local(node.text, env) != nullptr)
    return nullptr;
  const Symbol* symbol = find_symbol(node.text, env);
  const bool has_value = symbol != nullptr && symbol->statement->kind == StatementKind::variable &&
                         symbol->statement->value != nullptr;
  return has_value ? constant(*symbol->statement->value, {.space = env.space}) : nullptr;
}

std::optional<std::string> Lowering::constant_text(const Node& node, const Env& env) {
  const Expr* value = constant(node, env);
  if (value == nullptr || value->kind != ExprKind::string)
    return std::nullopt;
  return std::string(value->text);
}

/// The part of a loaded value that the second argument names, or all of it.
const Expr* Lowering::selected(const Expr* value, const Node& node, const Env& env,
                               const std::string& path) {
  const auto arguments = arguments_of(node);
  if (arguments.size() < 2)
    return value;
  const Origin at = origin(node, env);
  const auto query = constant_text(*arguments[1], env);
  if (!query || !select(value, *query)) {
    project_.report(templates::Severity::warning, "bicep-file",
                    "the path inside of `" + path + "` is not supported", at);
    return unknown(std::string(node.text) + "()", at, UnknownKind::module);
  }
  if (value == nullptr)
    return fail("bicep-file", "`" + unit_.shown(path) + "` has nothing at `" + *query + "`", at);
  return value;
}

/// The files of a folder whose names are like the second argument.
const Expr* Lowering::load_folder(const Node& node, const Env& env) {
  const auto arguments = arguments_of(node);
  const Origin at = origin(node, env);
  const auto path = arguments.empty() ? std::nullopt : constant_text(*arguments[0], env);
  const auto pattern =
      arguments.size() > 1 ? constant_text(*arguments[1], env) : std::optional<std::string>("*");
  if (!path || !pattern)
    return fail("bicep-file", "an argument of `loadDirectoryFileInfo()` is no constant", at);
  const auto names = project_.load_folder(*env.space->file, *path);
  if (!names) {
    project_.report(templates::Severity::warning, "bicep-file", names.error().message, at);
    return unknown("loadDirectoryFileInfo()", at, UnknownKind::module);
  }
  std::vector<const Expr*> files;
  for (const std::string& name : *names) {
    if (!is_like(name, *pattern))
      continue;
    const std::size_t dot = name.rfind('.');
    files.push_back(unit_.object(
        std::vector<const Expr*>{
            text("relativePath", at), text(folder_prefix(*path) + name, at), text("baseName", at),
            text(name, at), text("extension", at),
            text(dot == name.npos ? std::string_view() : std::string_view(name).substr(dot), at)},
        at));
  }
  return unit_.array(files, at);
}

}  // namespace cachewarden::inline v0::bicep
