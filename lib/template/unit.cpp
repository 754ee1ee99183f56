#include <utility>

#include "cachewarden/template/program.hpp"
#include "template/functions.hpp"

namespace cachewarden::inline v0::templates {

std::optional<std::string> join_path(std::string_view base, std::string_view relative) {
  if (relative.empty() || relative.front() == '/' || relative.front() == '\\')
    return std::nullopt;
  if (relative.find('\0') != std::string_view::npos || relative.find(':') != std::string_view::npos)
    return std::nullopt;
  std::vector<std::string_view> parts;
  const auto append = [&parts](std::string_view path) {
    while (!path.empty()) {
      const std::size_t end = path.find_first_of("/\\");
      const std::string_view part = path.substr(0, end);
      path = end == std::string_view::npos ? std::string_view() : path.substr(end + 1);
      if (part.empty() || part == ".")
        continue;
      if (part != "..") {
        parts.push_back(part);
        continue;
      }
      if (parts.empty())
        return false;
      parts.pop_back();
    }
    return true;
  };
  const std::size_t folder = base.find_last_of("/\\");
  if (folder != std::string_view::npos && !append(base.substr(0, folder)))
    return std::nullopt;
  if (!append(relative) || parts.empty())
    return std::nullopt;
  std::string result;
  for (const std::string_view part : parts) {
    if (!result.empty())
      result += '/';
    result += part;
  }
  return result;
}

DocumentId Unit::add_document(std::string path, std::shared_ptr<const std::string> text) {
  std::string name = shown(path);
  return add_document(std::move(path), std::move(text), std::move(name));
}

DocumentId Unit::add_document(std::string path, std::shared_ptr<const std::string> text,
                              std::string shown) {
  documents_.push_back({std::move(path), std::move(text), std::move(shown)});
  return static_cast<DocumentId>(documents_.size() - 1);
}

DocumentId Unit::add_document(std::string path, std::string text) {
  return add_document(std::move(path), std::make_shared<const std::string>(std::move(text)));
}

const Type* Unit::plain_type(TypeKind kind) {
  const Type*& slot = plain_types_[static_cast<std::size_t>(kind)];
  if (slot == nullptr) {
    Type& type = add_type();
    type.kind = kind;
    slot = &type;
  }
  return slot;
}

const Expr* Unit::make(Expr expr) {
  std::uint16_t height = 0;
  for (const Expr* child : expr.children)
    height = std::max(height, child->height);
  if (height >= max_expr_height)
    return unknown(UnknownKind::runtime, "tooDeep()", false, expr.origin);
  expr.height = static_cast<std::uint16_t>(height + 1);
  expr.text = arena_.copy(expr.text);
  expr.children = arena_.copy(expr.children);
  return arena_.make<Expr>(expr);
}

const Expr* Unit::null(Origin origin) {
  return make({.kind = ExprKind::null, .origin = origin});
}

const Expr* Unit::boolean(bool value, Origin origin) {
  return make({.kind = ExprKind::boolean, .flag = value, .origin = origin});
}

const Expr* Unit::integer(std::int64_t value, Origin origin) {
  return make({.kind = ExprKind::integer, .origin = origin, .integer = value});
}

const Expr* Unit::real(double value, Origin origin) {
  return make({.kind = ExprKind::real, .origin = origin, .real = value});
}

const Expr* Unit::string(std::string_view value, Origin origin) {
  return make({.kind = ExprKind::string, .origin = origin, .text = value});
}

const Expr* Unit::array(std::span<const Expr* const> items, Origin origin) {
  return make({.kind = ExprKind::array, .origin = origin, .children = items});
}

const Expr* Unit::object(std::span<const Expr* const> names_and_values, Origin origin) {
  return make({.kind = ExprKind::object, .origin = origin, .children = names_and_values});
}

const Expr* Unit::call(std::string_view name, std::span<const Expr* const> arguments,
                       Origin origin) {
  return make({.kind = ExprKind::call,
               .builtin = builtin_number(name),
               .origin = origin,
               .text = name,
               .children = arguments});
}

const Expr* Unit::member(const Expr* base, std::string_view name, Origin origin) {
  const Expr* children[] = {base};
  return make({.kind = ExprKind::member, .origin = origin, .text = name, .children = children});
}

const Expr* Unit::index(const Expr* base, const Expr* at, Origin origin) {
  const Expr* children[] = {base, at};
  return make({.kind = ExprKind::index, .origin = origin, .children = children});
}

const Expr* Unit::loop(std::string_view name, const Expr* count, const Expr* input, Origin origin) {
  const Expr* children[] = {count, input};
  return make({.kind = ExprKind::loop, .origin = origin, .text = name, .children = children});
}

const Expr* Unit::unknown(UnknownKind kind, std::string_view residual, bool secret, Origin origin) {
  return make({.kind = ExprKind::unknown,
               .flag = secret,
               .unknown = kind,
               .origin = origin,
               .text = residual});
}

}  // namespace cachewarden::inline v0::templates
