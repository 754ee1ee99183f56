#include "readers/template_notes.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "readers/document_log.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using templates::Expansion;
using templates::Value;
using templates::ValueKind;

/// Adds a warning at a place of the template's documents.
class Notes {
 public:
  Notes(const Expansion& expansion, const std::string& name, InventoryBuilder& builder)
      : places_(*expansion.unit), name_(name), builder_(builder) {}

  void add(std::string code, std::string message, templates::Origin origin) {
    Diagnostic diagnostic{.severity = Diagnostic::Severity::warning,
                          .code = std::move(code),
                          .message = std::move(message),
                          .document = name_};
    if (origin) {
      const json::Position position = places_.position(origin);
      diagnostic.document = places_.path(origin);
      diagnostic.line = position.line;
      diagnostic.column = position.column;
    }
    builder_.add_diagnostic(std::move(diagnostic));
  }

 private:
  templates::Places places_;
  const std::string& name_;
  InventoryBuilder& builder_;
};

/// What is set at a path of members; null if nothing is, or if that is not known.
const Value* value_at(const Value* at, std::string_view path) {
  while (at != nullptr && !path.empty()) {
    const std::size_t slash = path.find('/');
    at = at->is(ValueKind::object) ? at->object().find(path.substr(0, slash)) : nullptr;
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  return at == nullptr || at->is(ValueKind::null) || at->is(ValueKind::unknown) ? nullptr : at;
}

/// Lists in the body of a resource that stand for all its children of a type: a child that is
/// declared on its own and is not in the list goes away when the resource is deployed again.
struct WholeList {
  std::string_view parent, path, child;
};
constexpr WholeList whole_lists[] = {
    {"Microsoft.Network/virtualNetworks", "properties/subnets",
     "Microsoft.Network/virtualNetworks/subnets"},
    {"Microsoft.Network/networkSecurityGroups", "properties/securityRules",
     "Microsoft.Network/networkSecurityGroups/securityRules"},
    {"Microsoft.Network/routeTables", "properties/routes", "Microsoft.Network/routeTables/routes"},
};

/// Whether a list of children surely has none of that name.
bool leaves_out(const Value& list, std::string_view name) {
  const auto is_other = [&](const Value* item) {
    const Value* given = value_at(item, "name");
    return given != nullptr && given->is(ValueKind::string) && !equal_folded(given->text(), name);
  };
  return list.is(ValueKind::array) &&
         std::all_of(list.items().begin(), list.items().end(), is_other);
}

void report_left_out(const Expansion& expansion, Notes& notes) {
  for (const templates::Predicted& child : expansion.resources) {
    const auto* const row =
        std::find_if(std::begin(whole_lists), std::end(whole_lists),
                     [&](const WholeList& each) { return equal_folded(each.child, child.type); });
    const bool is_declared = !child.existing && child.parent >= 0 && child.name != nullptr &&
                             child.name->is(ValueKind::string);
    if (row == std::end(whole_lists) || !is_declared)
      continue;
    const templates::Predicted& parent =
        expansion.resources[static_cast<std::size_t>(child.parent)];
    const Value* list = value_at(parent.body, row->path);
    const std::string_view full = child.name->text();
    const std::string_view name = full.substr(full.rfind('/') + 1);
    if (parent.existing || !equal_folded(parent.type, row->parent) || list == nullptr ||
        !leaves_out(*list, name))
      continue;
    notes.add("left-out",
              shown_text(row->path.substr(row->path.rfind('/') + 1)) + " of " +
                  shown_text(full.substr(0, full.rfind('/'))) + " leaves out " + shown_text(name) +
                  ", which is declared on its own: deploying it again takes it away",
              list->origin);
  }
}

}  // namespace

void report_template_notes(const Expansion& expansion, const std::string& name,
                           InventoryBuilder& builder) {
  Notes notes(expansion, name, builder);
  report_left_out(expansion, notes);
}

}  // namespace cachewarden::inline v0::detail
