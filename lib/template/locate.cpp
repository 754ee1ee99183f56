#include <charconv>

#include "cachewarden/template/expand.hpp"

namespace cachewarden::inline v0::templates {
namespace {

std::string unescaped_token(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    if (!escape) {
      out += token[i];
      continue;
    }
    out += token[++i] == '1' ? '/' : '~';
  }
  return out;
}

/// The member or item of a token; null pointer if there is none.
const Value* child_of(const Value& value, const std::string& token) {
  if (value.is(ValueKind::array)) {
    std::size_t index = 0;
    const char* end = token.data() + token.size();
    const auto [last, error] = std::from_chars(token.data(), end, index);
    const bool found = error == std::errc() && last == end && index < value.items().size();
    return found ? value.items()[index] : nullptr;
  }
  if (!value.is(ValueKind::object) || value.is_secret())
    return nullptr;
  for (const Member& member : value.object().members) {
    const bool escaped = member.name_unknown == 0 && member.name.starts_with('[');
    const bool same = escaped
                          ? token.size() == member.name.size() + 1 && token.substr(1) == member.name
                          : token == member.name;
    if (same)
      return member.value;
  }
  return nullptr;
}

/// The value of a member of the resource's object that is no part of its body.
const Value* outside_of_body(const Predicted& resource, std::string_view token) {
  if (token == "id")
    return resource.id;
  if (token == "name")
    return resource.name;
  if (token == "apiVersion")
    return resource.api_version;
  if (token == "scope")
    return resource.scope;
  return token == "condition" ? resource.condition_value : nullptr;
}

Located describe(const Predicted& resource, const Value& value, const Frame* frame) {
  Located located;
  if (value.origin)
    located.chain.push_back({FrameKind::expression, value.origin, {}, -1});
  bool declared = false;
  for (; frame != nullptr; frame = frame->parent) {
    const bool repeated = frame->kind == FrameKind::expression && frame->origin == value.origin;
    declared = declared || frame->kind == FrameKind::declaration;
    if (!repeated)
      located.chain.push_back({frame->kind, frame->origin, std::string(frame->name), frame->index});
  }
  if (!declared) {
    located.chain.push_back({FrameKind::declaration, resource.origin, {}, -1});
    for (const Frame* outer = resource.frame; outer != nullptr; outer = outer->parent)
      located.chain.push_back({outer->kind, outer->origin, std::string(outer->name), outer->index});
  }
  located.known = value.is_known();
  located.assumed = (value.flags & (flag_assumed | flag_deep_assumed)) != 0;
  located.secret = (value.flags & (flag_secret | flag_deep_secret)) != 0;
  if (!value.is(ValueKind::unknown))
    return located;
  if (value.unknown().stand_in == nullptr || value.is_secret())
    located.unknown = value.unknown().kind;
  located.residual = expression_text(value);
  for (const Value* choice : value.unknown().choices) {
    if ((choice->flags & (flag_secret | flag_deep_secret)) == 0 && choice->is_known())
      located.choices.push_back(json_text(*choice));
  }
  if (located.choices.size() != value.unknown().choices.size())
    located.choices.clear();
  return located;
}

}  // namespace

std::optional<Located> locate(const Expansion& expansion, std::size_t resource,
                              std::string_view pointer, bool* exact) {
  if (resource >= expansion.resources.size())
    return std::nullopt;
  const Predicted& predicted = expansion.resources[resource];
  const Value* value = predicted.body;
  const Frame* frame = value->frame;
  bool settled = false;  // the expression that gave the value stands above it
  bool found_all = pointer.empty() || pointer.front() == '/';
  bool at_top = true;
  while (!pointer.empty() && found_all) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string token = unescaped_token(pointer.substr(0, end));
    pointer.remove_prefix(end);
    const Value* next = at_top ? outside_of_body(predicted, token) : nullptr;
    if (next != nullptr)
      frame = nullptr;
    else
      next = child_of(*value, token);
    at_top = false;
    if (next == nullptr) {
      found_all = false;
      break;
    }
    value = next;
    if (value->frame == nullptr || settled)
      continue;
    frame = value->frame;
    settled = frame->kind == FrameKind::expression;
  }
  if (exact != nullptr)
    *exact = found_all;
  return describe(predicted, *value, frame);
}

}  // namespace cachewarden::inline v0::templates
