#include "cachewarden/base/fold.hpp"
#include "template/json_frontend.hpp"

namespace cachewarden::inline v0::templates {
namespace {

using json::Kind;
using json::Node;

struct TypeName {
  std::string_view name;
  TypeKind kind;
  bool secure;
};

constexpr TypeName type_names[] = {
    {"string", TypeKind::string, false}, {"securestring", TypeKind::string, true},
    {"int", TypeKind::integer, false},   {"bool", TypeKind::boolean, false},
    {"object", TypeKind::object, false}, {"secureobject", TypeKind::object, true},
    {"array", TypeKind::array, false},
};

}  // namespace

const Type* JsonFrontEnd::type_or_null(Node node) {
  return node.is(Kind::object) ? type(node) : nullptr;
}

const Type* JsonFrontEnd::type(Node node) {
  Type& type = unit_.add_type();
  type.origin = key_origin(node);
  const std::string_view name = node.find("type").string();
  for (const TypeName& known : type_names) {
    if (!equal_folded(known.name, name))
      continue;
    type.kind = known.kind;
    type.secure = known.secure;
  }
  if (const Node reference = node.find("$ref"); reference.is(Kind::string)) {
    type.kind = TypeKind::reference;
    type.reference = reference.string();
  } else if (type.kind == TypeKind::any && !name.empty()) {
    report(Severity::error, "type-name", "type `" + std::string(name) + "` is not known",
           type.origin);
  }
  type.nullable = node.find("nullable").boolean().value_or(false);
  if (const Node allowed = node.find("allowedValues"); allowed.is(Kind::array))
    type.allowed = value(allowed);
  type.min_length = node.find("minLength").integer();
  type.max_length = node.find("maxLength").integer();
  type.min_value = node.find("minValue").integer();
  type.max_value = node.find("maxValue").integer();
  for (const Node member : node.find("properties")) {
    if (member.is(Kind::object))
      type.properties.push_back({std::string(member.key()), this->type(member)});
  }
  const Node additional = node.find("additionalProperties");
  type.sealed = additional.is(Kind::boolean) && !additional.boolean().value_or(true);
  type.additional = type_or_null(additional);
  type.items = type_or_null(node.find("items"));
  for (const Node item : node.find("prefixItems")) {
    if (item.is(Kind::object))
      type.prefix_items.push_back(this->type(item));
  }
  if (const Node discriminator = node.find("discriminator"); discriminator.is(Kind::object)) {
    type.discriminator = discriminator.find("propertyName").string();
    for (const Node variant : discriminator.find("mapping")) {
      if (variant.is(Kind::object))
        type.variants.push_back({std::string(variant.key()), this->type(variant)});
    }
  }
  return &type;
}

}  // namespace cachewarden::inline v0::templates
