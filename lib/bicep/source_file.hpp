#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cachewarden/bicep/syntax.hpp"
#include "cachewarden/template/program.hpp"

namespace cachewarden::inline v0::bicep {

/// A declared resource or module.
struct ResourceInfo {
  const Statement* statement = nullptr;
  ResourceInfo* container = nullptr;  ///< the resource in whose body it is declared
  std::string symbol = {};            ///< unique in the file: `parent::child` for nested ones
  std::string type = {};              ///< whole type without version
  std::string api_version = {};
  bool is_module = false;
  bool broken = false;              ///< it or what it stands in could not be read
  const Node* loop = nullptr;       ///< `for_loop`
  const Node* condition = nullptr;  ///< what stands in the parentheses of `if`
  const Node* body = nullptr;       ///< `object`; null if it could not be read
  const Node* name = nullptr;
  const Node* parent = nullptr;
  const Node* scope = nullptr;
  std::vector<ResourceInfo*> nested = {};
};

struct Symbol {
  const Statement* statement = nullptr;
  ResourceInfo* resource = nullptr;        ///< of resources and modules
  const ImportedName* imported = nullptr;  ///< of names in an import list
};

/// A file and what it declares. Immutable once made.
struct SourceFile {
  std::string path = {};
  templates::DocumentId document = templates::no_document;
  File syntax = {};
  templates::ScopeKind scope = templates::ScopeKind::resource_group;
  std::unordered_map<std::string_view, Symbol> symbols = {};
  std::deque<ResourceInfo> resources = {};  ///< in order, a container before what it contains
  std::vector<const Statement*> extensions = {};

  [[nodiscard]] const Symbol* find(std::string_view name) const noexcept;
};

/// Reads the declarations of `syntax`. Names declared twice: the first counts, `repeated` is told.
void bind(SourceFile& file, std::vector<const Statement*>& repeated);

/// The member of an object that has a plain name, or null.
[[nodiscard]] const Node* property(const Node& object, std::string_view name) noexcept;
/// Without parentheses and `!`.
[[nodiscard]] const Node& bare(const Node& node) noexcept;
/// The name that a `.name` or `['name']` asks for; empty for other nodes.
[[nodiscard]] std::string_view member_name(const Node& node) noexcept;
/// The name that an expression ends in.
[[nodiscard]] std::string_view last_name(const Node& node) noexcept;
/// `type@version` of a type that is a resource's, perhaps nullable; empty for all others.
[[nodiscard]] std::string_view resource_type_of(const Node* type) noexcept;
/// The call of `name`, with or without `sys.` or `az.` before it, among decorators; or null.
[[nodiscard]] const Node* decorator(std::span<const Node* const> decorators,
                                    std::string_view name) noexcept;
/// The arguments of a `call` or `member_call`.
[[nodiscard]] std::span<const Node* const> arguments_of(const Node& call) noexcept;

}  // namespace cachewarden::inline v0::bicep
