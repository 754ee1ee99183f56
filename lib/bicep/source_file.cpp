#include "bicep/source_file.hpp"

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

using templates::ScopeKind;

ScopeKind scope_named(std::string_view name) {
  if (equal_folded(name, "subscription"))
    return ScopeKind::subscription;
  if (equal_folded(name, "managementGroup"))
    return ScopeKind::management_group;
  if (equal_folded(name, "tenant"))
    return ScopeKind::tenant;
  return ScopeKind::resource_group;
}

/// `provider/type@version`, of nested ones `type[@version]` with the rest from the container.
void set_type(ResourceInfo& info) {
  if (info.is_module) {
    info.type = "Microsoft.Resources/deployments";
    info.api_version = "2022-09-01";
    return;
  }
  const Node* target = info.statement->target;
  if (target == nullptr || !target->is(NodeKind::string))
    return;
  const std::string_view text = target->text;
  const std::size_t at = text.find('@');
  info.type = text.substr(0, at);
  if (at != std::string_view::npos)
    info.api_version = text.substr(at + 1);
  const ResourceInfo* container = info.container;
  if (container == nullptr)
    return;
  if (!starts_with_folded(info.type, container->type + "/"))
    info.type = container->type + "/" + info.type;
  if (at == std::string_view::npos)
    info.api_version = container->api_version;
}

void set_body(ResourceInfo& info) {
  const Node* value = info.statement->value;
  if (value != nullptr && value->is(NodeKind::for_loop)) {
    info.loop = value;
    value = value->children[2];
  }
  if (value != nullptr && value->is(NodeKind::condition)) {
    info.condition = &value->child(0);
    value = value->children[1];
  }
  if (value == nullptr || !value->is(NodeKind::object))
    return;
  info.body = value;
  info.name = property(*value, "name");
  info.parent = property(*value, "parent");
  info.scope = property(*value, "scope");
}

ResourceInfo* add_resource(SourceFile& file, const Statement& statement, ResourceInfo* container) {
  ResourceInfo& info = file.resources.emplace_back();
  info.statement = &statement;
  info.container = container;
  info.is_module = statement.kind == StatementKind::module;
  info.broken = statement.broken || (container != nullptr && container->broken);
  info.symbol = container == nullptr ? std::string(statement.name)
                                     : container->symbol + "::" + std::string(statement.name);
  set_type(info);
  set_body(info);
  if (info.body == nullptr)
    return &info;
  for (const Node* item : info.body->children) {
    if (item->is(NodeKind::nested_resource) && item->statement->kind == StatementKind::resource)
      info.nested.push_back(add_resource(file, *item->statement, &info));
  }
  return &info;
}

bool declares(StatementKind kind) noexcept {
  switch (kind) {
    case StatementKind::parameter:
    case StatementKind::variable:
    case StatementKind::type:
    case StatementKind::function:
    case StatementKind::resource:
    case StatementKind::module:
    case StatementKind::import_all:
    case StatementKind::extension:
      return true;
    default:
      return false;
  }
}

}  // namespace

const Symbol* SourceFile::find(std::string_view name) const noexcept {
  const auto found = symbols.find(name);
  return found == symbols.end() ? nullptr : &found->second;
}

void bind(SourceFile& file, std::vector<const Statement*>& repeated) {
  for (const Statement* statement : file.syntax.statements) {
    const StatementKind kind = statement->kind;
    if (kind == StatementKind::target_scope && statement->value != nullptr)
      file.scope = scope_named(statement->value->text);
    if (kind == StatementKind::extension)
      file.extensions.push_back(statement);
    for (const ImportedName& name : statement->imports) {
      if (!file.symbols.try_emplace(name.alias, Symbol{statement, nullptr, &name}).second)
        repeated.push_back(statement);
    }
    Symbol symbol{.statement = statement};
    if (kind == StatementKind::resource || kind == StatementKind::module)
      symbol.resource = add_resource(file, *statement, nullptr);
    if (!declares(kind) || statement->name.empty())
      continue;
    if (!file.symbols.try_emplace(statement->name, symbol).second)
      repeated.push_back(statement);
  }
}

const Node* property(const Node& object, std::string_view name) noexcept {
  for (const Node* item : object.children) {
    if (item->is(NodeKind::property) && item->child(0).is(NodeKind::string) &&
        equal_folded(item->child(0).text, name))
      return &item->child(1);
  }
  return nullptr;
}

const Node& bare(const Node& node) noexcept {
  const Node* inner = &node;
  while (inner->is(NodeKind::parenthesized) || inner->is(NodeKind::non_null))
    inner = inner->children[0];
  return *inner;
}

std::string_view member_name(const Node& node) noexcept {
  if (node.is(NodeKind::member))
    return node.text;
  const bool is_text =
      node.is(NodeKind::index) && !node.from_end && node.child(1).is(NodeKind::string);
  return is_text ? node.child(1).text : std::string_view();
}

std::string_view last_name(const Node& node) noexcept {
  const bool is_text = node.is(NodeKind::index) && node.child(1).is(NodeKind::string);
  return is_text ? node.child(1).text : node.text;
}

std::string_view resource_type_of(const Node* type) noexcept {
  while (type != nullptr &&
         (type->is(NodeKind::parenthesized) || type->is(NodeKind::nullable_type)))
    type = type->children[0];
  const bool is_resource =
      type != nullptr && type->is(NodeKind::resource_type) && !type->children.empty();
  return is_resource ? type->child(0).text : std::string_view();
}

const Node* decorator(std::span<const Node* const> decorators, std::string_view name) noexcept {
  for (const Node* node : decorators) {
    if ((node->is(NodeKind::call) || node->is(NodeKind::member_call)) && node->text == name)
      return node;
  }
  return nullptr;
}

std::span<const Node* const> arguments_of(const Node& call) noexcept {
  return call.is(NodeKind::member_call) ? call.children.subspan(1) : call.children;
}

}  // namespace cachewarden::inline v0::bicep
