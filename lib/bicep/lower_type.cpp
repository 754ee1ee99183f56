#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "bicep/lowering.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::Type;
using templates::TypeKind;

namespace {

/// Stands for the null that a nullable member adds to a union.
constexpr Node null_node{.kind = NodeKind::null_literal};

constexpr unsigned max_type_depth = 64;
constexpr std::size_t max_union = 10'000;

struct BuiltinType {
  std::string_view name;
  TypeKind kind;
};

constexpr std::array<BuiltinType, 6> builtin_types = {{
    {"string", TypeKind::string},
    {"int", TypeKind::integer},
    {"bool", TypeKind::boolean},
    {"object", TypeKind::object},
    {"array", TypeKind::array},
    {"any", TypeKind::any},
}};

const BuiltinType* find_builtin(std::string_view name) {
  const auto found = std::find_if(builtin_types.begin(), builtin_types.end(),
                                  [&](const BuiltinType& type) { return type.name == name; });
  return found == builtin_types.end() ? nullptr : &*found;
}

bool is_literal(const Node& node) noexcept {
  switch (node.kind) {
    case NodeKind::string:
    case NodeKind::integer:
    case NodeKind::boolean:
    case NodeKind::null_literal:
    case NodeKind::unary:
    case NodeKind::interpolation:
      return true;
    default:
      return false;
  }
}

TypeKind kind_of_literal(const Node& node) noexcept {
  switch (node.kind) {
    case NodeKind::string:
    case NodeKind::interpolation:
      return TypeKind::string;
    case NodeKind::integer:
      return TypeKind::integer;
    case NodeKind::boolean:
      return TypeKind::boolean;
    case NodeKind::unary:
      return node.op == Operator::negate ? TypeKind::integer : TypeKind::boolean;
    default:
      return TypeKind::any;
  }
}

/// Kind of a member of a resource's type, where all resources have the same.
TypeKind kind_of_resource_member(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 5> texts = {"id", "kind", "location", "name", "type"};
  constexpr std::array<std::string_view, 5> objects = {"identity", "plan", "properties", "sku",
                                                       "tags"};
  if (std::find(texts.begin(), texts.end(), name) != texts.end())
    return TypeKind::string;
  if (std::find(objects.begin(), objects.end(), name) != objects.end())
    return TypeKind::object;
  return name == "zones" ? TypeKind::array : TypeKind::any;
}

std::optional<std::int64_t> integer_argument(std::span<const Node* const> decorators,
                                             std::string_view name) {
  const Node* call = decorator(decorators, name);
  if (call == nullptr || arguments_of(*call).empty())
    return std::nullopt;
  const Node& value = bare(*arguments_of(*call)[0]);
  if (value.is(NodeKind::integer))
    return static_cast<std::int64_t>(value.number);
  const bool negative = value.is(NodeKind::unary) && value.op == Operator::negate &&
                        value.child(0).is(NodeKind::integer);
  return negative ? std::optional(static_cast<std::int64_t>(0 - value.child(0).number))
                  : std::nullopt;
}

}  // namespace

/// The type as written, `any` without one, with what decorators say of it.
const Type* Lowering::type(const Node* node, std::span<const Node* const> decorators,
                           Space& space) {
  if (node == nullptr && decorators.empty())
    return unit_.plain_type(TypeKind::any);
  Type& type = unit_.add_type();
  const Node* key = decorator(decorators, "discriminator");
  if (key != nullptr && !arguments_of(*key).empty())
    type.discriminator = arguments_of(*key)[0]->text;
  if (node != nullptr) {
    type.origin = origin(*node, space);
    constexpr std::size_t cost = 20;  // of a type, in expressions
    if (depth_ < max_depth && spend(cost, type.origin)) {
      ++depth_;
      type_node(type, *node, space);
      --depth_;
    }
  }
  decorate(type, decorators, space);
  return &type;
}

void Lowering::decorate(Type& type, std::span<const Node* const> decorators, Space& space) {
  if (decorators.empty())
    return;
  type.secure = type.secure || decorator(decorators, "secure") != nullptr;
  type.sealed = type.sealed || decorator(decorators, "sealed") != nullptr;
  const auto set = [&](std::optional<std::int64_t>& bound, std::string_view name) {
    if (const auto value = integer_argument(decorators, name))
      bound = value;
  };
  set(type.min_length, "minLength");
  set(type.max_length, "maxLength");
  set(type.min_value, "minValue");
  set(type.max_value, "maxValue");
  const Node* allowed = decorator(decorators, "allowed");
  if (allowed != nullptr && !arguments_of(*allowed).empty())
    type.allowed = expression(*arguments_of(*allowed)[0], {.space = &space});
}

void Lowering::type_node(Type& type, const Node& node, Space& space) {
  switch (node.kind) {
    case NodeKind::parenthesized:
    case NodeKind::non_null:
      return type_node(type, node.child(0), space);
    case NodeKind::nullable_type:
      type_node(type, node.child(0), space);
      type.nullable = true;
      return;
    case NodeKind::array_type:
      type.kind = TypeKind::array;
      type.items = this->type(node.children[0], {}, space);
      return;
    case NodeKind::name:
      return type_name(type, node, space);
    case NodeKind::union_type:
      return union_type(type, node, space);
    case NodeKind::object_type:
      return object_type(type, node, space);
    case NodeKind::tuple_type:
      type.kind = TypeKind::array;
      for (const Node* item : node.children)
        type.prefix_items.push_back(
            this->type(item->children[0], item->children.subspan(1), space));
      return;
    case NodeKind::resource_type:
      type.kind = TypeKind::string;
      return;
    case NodeKind::generic_type:
      type.kind = TypeKind::object;
      return;
    case NodeKind::member:
    case NodeKind::index:
    case NodeKind::item_type:
    case NodeKind::additional_type: {
      const TypeSite site = resolve(node, space, 0);
      if (site.type != nullptr) {
        type = *site.type;
      } else if (site.node != nullptr && site.node != &node && depth_ < max_depth) {
        ++depth_;
        type_node(type, *site.node, *site.space);
        --depth_;
        decorate(type, site.decorators, *site.space);
      }
      return;
    }
    default:
      if (is_literal(node))
        type_literal(type, node, space);
      return;
  }
}

void Lowering::type_name(Type& type, const Node& node, Space& space) {
  const Symbol* symbol = space.file->find(node.text);
  const bool is_user = symbol != nullptr && (symbol->statement->kind == StatementKind::type ||
                                             symbol->imported != nullptr);
  if (!is_user) {
    if (const BuiltinType* builtin = find_builtin(node.text))
      type.kind = builtin->kind;
    return;
  }
  std::string_view name = node.text;
  Space* owner = &space;
  for (unsigned i = 0; symbol != nullptr && symbol->imported != nullptr && i < max_type_depth;
       ++i) {
    name = symbol->imported->name;
    owner = imported_space(*symbol->statement, *owner);
    if (owner == nullptr)
      return;
    symbol = owner->file != nullptr ? owner->file->find(name) : nullptr;
  }
  request(*owner, name);
  type.kind = TypeKind::reference;
  type.reference = "#/definitions/" + owner->prefix + std::string(name);
}

void Lowering::type_literal(Type& type, const Node& node, Space& space) {
  type.kind = kind_of_literal(node);
  if (node.is(NodeKind::null_literal)) {
    type.nullable = true;
    return;
  }
  const Expr* value = expression(node, {.space = &space});
  type.allowed = unit_.array(std::vector<const Expr*>{value}, value->origin);
}

void Lowering::object_type(Type& type, const Node& node, Space& space) {
  type.kind = TypeKind::object;
  for (const Node* item : node.children) {
    const Type* inner = this->type(item->children[0], item->children.subspan(1), space);
    if (item->text == "*")
      type.additional = inner;
    else
      type.properties.push_back({std::string(item->text), inner});
  }
}

/// A union of literals is a list of allowed values; a union of objects is told apart by the member
/// that has a literal type in all of them.
void Lowering::union_type(Type& type, const Node& node, Space& space) {
  std::vector<TypeSite> members;
  if (!union_members(node, space, 0, members))
    return;
  std::vector<const Expr*> allowed;
  bool has_objects = false;
  bool has_others = false;
  for (const TypeSite& member : members) {
    if (member.node->is(NodeKind::null_literal)) {
      type.nullable = true;
    } else if (member.node->is(NodeKind::object_type)) {
      has_objects = true;
    } else if (is_literal(*member.node)) {
      const TypeKind kind = kind_of_literal(*member.node);
      has_others = has_others || (!allowed.empty() && kind != type.kind);
      type.kind = kind;
      allowed.push_back(expression(*member.node, {.space = member.space}));
    } else {
      has_others = true;
    }
  }
  if (has_others || (has_objects && !allowed.empty())) {
    type.kind = TypeKind::any;
    return;
  }
  if (!has_objects) {
    type.allowed = unit_.array(allowed, origin(node, space));
    return;
  }
  type.kind = TypeKind::object;
  discriminate(type, members);
}

void Lowering::discriminate(Type& type, const std::vector<TypeSite>& members) {
  const auto literal_of = [&](const TypeSite& member, std::string_view key) -> const Node* {
    if (!member.node->is(NodeKind::object_type))
      return nullptr;
    for (const Node* item : member.node->children) {
      if (item->text == key && item->child(0).is(NodeKind::string))
        return &item->child(0);
    }
    return nullptr;
  };
  const auto first = std::find_if(members.begin(), members.end(), [](const TypeSite& member) {
    return member.node->is(NodeKind::object_type);
  });
  for (const Node* item : first->node->children) {
    if (!type.discriminator.empty())
      break;
    const bool in_all = std::all_of(members.begin(), members.end(), [&](const TypeSite& member) {
      return member.node == &null_node || literal_of(member, item->text) != nullptr;
    });
    if (in_all)
      type.discriminator = item->text;
  }
  for (const TypeSite& member : members) {
    const Node* value = literal_of(member, type.discriminator);
    if (value == nullptr)
      continue;
    Type& variant = unit_.add_type();
    variant.origin = origin(*member.node, *member.space);
    object_type(variant, *member.node, *member.space);
    decorate(variant, member.decorators, *member.space);
    type.variants.push_back({std::string(value->text), &variant});
  }
}

/// The members of a union, those of named unions in it too; false if one cannot be told.
bool Lowering::union_members(const Node& node, Space& space, unsigned depth,
                             std::vector<TypeSite>& out) {
  if (depth > max_type_depth || out.size() > max_union)
    return false;
  for (const Node* member : node.children) {
    TypeSite site = resolve(*member, space, depth + 1);
    while (site.node != nullptr && site.node->is(NodeKind::nullable_type)) {
      out.push_back({.node = &null_node, .space = site.space});
      site = resolve(site.node->child(0), *site.space, depth + 1);
    }
    if (site.node == nullptr)
      return false;
    if (!site.node->is(NodeKind::union_type))
      out.push_back(site);
    else if (!union_members(*site.node, *site.space, depth + 1, out))
      return false;
  }
  return true;
}

/// The node that a type comes to, through names, imports and members.
Lowering::TypeSite Lowering::resolve(const Node& node, Space& space, unsigned depth) {
  if (depth > max_type_depth)
    return {};
  switch (node.kind) {
    case NodeKind::parenthesized:
    case NodeKind::non_null:
      return resolve(node.child(0), space, depth + 1);
    case NodeKind::name: {
      const Symbol* symbol = space.file != nullptr ? space.file->find(node.text) : nullptr;
      const bool is_user = symbol != nullptr && (symbol->imported != nullptr ||
                                                 symbol->statement->kind == StatementKind::type);
      if (!is_user && find_builtin(node.text) != nullptr)
        return {.node = &node, .space = &space};
      return resolve_name(node.text, space, depth);
    }
    case NodeKind::member:
    case NodeKind::index:
    case NodeKind::item_type:
    case NodeKind::additional_type:
      return resolve_member(node, space, depth + 1);
    default:
      return {.node = &node, .space = &space};
  }
}

Lowering::TypeSite Lowering::resolve_name(std::string_view name, Space& space, unsigned depth) {
  if (depth > max_type_depth)
    return {};
  if (space.json != nullptr) {
    request(space, name);
    for (const templates::Definition& definition : program_.definitions) {
      if (definition.name == space.prefix + std::string(name))
        return {.space = &space, .type = definition.type};
    }
    return {};
  }
  const Symbol* symbol = space.file->find(name);
  if (symbol == nullptr)
    return {};
  if (symbol->imported != nullptr) {
    Space* owner = imported_space(*symbol->statement, space);
    return owner != nullptr ? resolve_name(symbol->imported->name, *owner, depth + 1) : TypeSite{};
  }
  const Statement& statement = *symbol->statement;
  if (statement.kind != StatementKind::type || statement.type == nullptr)
    return {};
  TypeSite site = resolve(*statement.type, space, depth + 1);
  if (!statement.decorators.empty())
    site.decorators = statement.decorators;
  return site;
}

Lowering::TypeSite Lowering::resolve_member(const Node& node, Space& space, unsigned depth) {
  const Node& base = node.child(0);
  if (node.is(NodeKind::member) && base.is(NodeKind::name) && space.file != nullptr) {
    const Symbol* symbol = space.file->find(base.text);
    if (symbol == nullptr && base.text == "sys") {
      const BuiltinType* builtin = find_builtin(node.text);
      return {.space = &space,
              .type = unit_.plain_type(builtin != nullptr ? builtin->kind : TypeKind::any)};
    }
    if (symbol != nullptr && symbol->statement->kind == StatementKind::import_all) {
      Space* owner = imported_space(*symbol->statement, space);
      return owner != nullptr ? resolve_name(node.text, *owner, depth) : TypeSite{};
    }
  }
  TypeSite site = resolve(base, space, depth);
  for (unsigned i = 0; site.node != nullptr && site.node->is(NodeKind::nullable_type) && i < 8; ++i)
    site = resolve(site.node->child(0), *site.space, depth + 1);
  if (site.type != nullptr)
    return imported_member(node, site);
  if (site.node == nullptr)
    return {};
  const auto result = [&](const Node& holder) {
    TypeSite found = resolve(holder.child(0), *site.space, depth + 1);
    if (holder.children.size() > 1)
      found.decorators = holder.children.subspan(1);
    return found;
  };
  if (node.is(NodeKind::member) && site.node->is(NodeKind::generic_type))
    return {.space = &space, .type = unit_.plain_type(kind_of_resource_member(node.text))};
  if (node.is(NodeKind::item_type) && site.node->is(NodeKind::array_type))
    return result(*site.node);
  if (node.is(NodeKind::index) && site.node->is(NodeKind::tuple_type)) {
    const std::uint64_t number = node.child(1).number;
    return number < site.node->children.size() ? result(site.node->child(number)) : TypeSite{};
  }
  if (!site.node->is(NodeKind::object_type))
    return {};
  const std::string_view name = node.is(NodeKind::additional_type) ? "*" : node.text;
  for (const Node* item : site.node->children) {
    if (item->text == name)
      return result(*item);
  }
  return {};
}

/// A member of a type that was imported from a compiled template.
Lowering::TypeSite Lowering::imported_member(const Node& node, const TypeSite& site) {
  const Type* type = site.type;
  for (unsigned i = 0; type->kind == TypeKind::reference && i < max_type_depth; ++i) {
    const auto found = std::find_if(program_.definitions.begin(), program_.definitions.end(),
                                    [&](const auto& candidate) {
                                      return "#/definitions/" + candidate.name == type->reference;
                                    });
    if (found == program_.definitions.end())
      return {};
    type = found->type;
  }
  const Type* member = nullptr;
  if (node.is(NodeKind::item_type))
    member = type->items;
  if (node.is(NodeKind::additional_type))
    member = type->additional;
  if (node.is(NodeKind::index) && node.child(1).number < type->prefix_items.size())
    member = type->prefix_items[node.child(1).number];
  for (const templates::TypeMember& candidate : type->properties) {
    if (node.is(NodeKind::member) && candidate.name == node.text)
      member = candidate.type;
  }
  return {.space = site.space, .type = member};
}

}  // namespace cachewarden::inline v0::bicep
