#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "bicep/project.hpp"
#include "bicep/source_file.hpp"
#include "cachewarden/bicep/lower.hpp"
#include "cachewarden/template/program.hpp"

namespace cachewarden::inline v0::bicep {

/// A file whose variables, functions and types are part of the program: its own or an imported one.
/// Imported declarations get the prefix before their names.
struct Space {
  const SourceFile* file = nullptr;
  const templates::Program* json = nullptr;  ///< else a compiled template
  std::string prefix = {};
  std::set<std::string, std::less<>> requested = {};  ///< declarations made part of the program
  const Space* base = nullptr;  ///< of a parameters file that `extends` another
};

/// A resource, one of a loop's resources (`index`), or all of them (`all`).
struct Ref {
  const ResourceInfo* info = nullptr;
  const templates::Expr* index = nullptr;
  bool all = false;

  explicit operator bool() const noexcept { return info != nullptr; }
};

/// A name of a loop, lambda or function; innermost first.
struct Local {
  std::string_view name = {};
  const templates::Expr* value = nullptr;
  Ref item = {};           ///< the value is this resource
  bool is_module = false;  ///< the value is some module of a loop (lambdas)
  const Local* outer = nullptr;
};

/// What names mean where an expression stands.
struct Env {
  Space* space = nullptr;
  const Local* locals = nullptr;
  const ResourceInfo* inside = nullptr;  ///< the resource in whose body it stands
};

/// Builds the program of one file by the rules of the Bicep compiler.
class Lowering {
 public:
  using Expr = templates::Expr;
  using Origin = templates::Origin;

  Lowering(Project::State& project, const SourceFile& file, templates::Program& program);

  void run();
  LoweredParameters parameters();

 private:
  // lowering.cpp: declarations
  void statement(const Statement& statement);
  void parameter(const Statement& statement);
  void variable(const Statement& statement, Space& space);
  void function(const Statement& statement, Space& space);
  void type_definition(const Statement& statement, Space& space);
  void output(const Statement& statement);
  void drain();

  // lower_expression.cpp
  const Expr* expression(const Node& node, const Env& env);
  const Expr* expression_node(const Node& node, const Env& env);
  const Expr* object(const Node& node, const Env& env);
  const Expr* object_of(std::span<const Expr* const> members, Origin at);
  const Expr* array(const Node& node, const Env& env);
  const Expr* interpolation(const Node& node, const Env& env);
  const Expr* unary(const Node& node, const Env& env);
  const Expr* binary(const Node& node, const Env& env);
  const Expr* for_loop(const Node& node, const Env& env);
  const Expr* lambda(const Node& node, const Env& env, bool of_modules);
  const Expr* name(const Node& node, const Env& env);
  std::vector<const Expr*> expressions(std::span<const Node* const> nodes, const Env& env);

  /// Whether what is lowered is an argument, restored at the end.
  struct InCall {
    InCall(Lowering& lowering, bool value) : now(lowering.in_call_), before(now) { now = value; }
    InCall(const InCall&) = delete;
    InCall& operator=(const InCall&) = delete;
    ~InCall() { now = before; }
    bool& now;
    const bool before;
  };

  /// A resource of another file, which is handed over as its id.
  struct Handle {
    const Expr* id = nullptr;
    std::string_view type = {};
    std::string_view api_version = {};
  };

  // lower_access.cpp: members, items, functions
  struct Chain {
    const Expr* value = nullptr;
    bool open = false;  ///< a tryGet that further steps belong to
  };
  Chain chain(const Node& node, const Env& env);
  Chain member(const Node& node, const Env& env);
  Chain item(const Node& node, const Env& env);
  Chain step(const Chain& base, const Expr* key, bool safe, Origin at);
  std::optional<Chain> member_of_symbol(const Node& node, std::string_view name, const Env& env);
  Chain resource_member(const Ref& ref, const Node& node, std::string_view name, const Env& env);
  Chain module_output(const Ref& ref, bool is_safe, const Node& node, std::string_view name,
                      const Env& env);
  const Expr* unless_left_out(const Ref& ref, const Expr* value, Origin at);
  const Expr* call(const Node& node, const Env& env);
  const Expr* method(const Node& node, const Env& env);
  const Expr* builtin(std::string_view name, const Node& node, const Env& env);
  const Expr* resource_method(const Handle& resource, std::string_view symbol, const Node& node,
                              const Env& env);
  bool is_module_collection(const Node& node, const Env& env);

  // lower_handle.cpp
  std::optional<Handle> handle_of(const Node& node, const Env& env);
  std::optional<Handle> handle_of_output(const Node& node, const Env& env);
  static Handle make_handle(const Expr* id, std::string_view type);
  Chain handle_member(const Handle& handle, const Node& node, std::string_view name, Origin at);
  const Expr* whole(const Handle& handle, Origin at);
  const Expr* handed_over(const Node& node, const Env& env);
  const Expr* vault_id(const Node& node, const Env& env);

  // lower_names.cpp: symbols
  const Local* find_local(std::string_view name, const Env& env) const;
  const Symbol* find_symbol(std::string_view name, const Env& env) const;
  static const ResourceInfo* find_nested(std::string_view name, const ResourceInfo* inside);
  Ref resource_of(const Node& node, const Env& env);
  Ref resource_of_name(const Node& node, const Env& env);
  Ref alias_of(const Statement& variable);
  Ref item_of(const Node& list, const Env& env, const Expr* index);
  Space* imported_space(const Statement& import, const Space& space);
  Space* space_of(const SourceFile& file);
  Space* space_of(const templates::Program& json);
  Space* add_space(Space space);
  const Expr* parameter_of(std::string_view name, const Space& space, Origin at);
  const Expr* variable_of(std::string_view name, Space& space, Origin at);
  const Expr* user_function(std::string_view name, const Node& node, const Env& env);
  const Expr* function_of(std::string_view name, Space& space, const Node& node, const Env& env);
  void request(Space& space, std::string_view name);
  void import_json(Space& space, std::string_view name);
  const Expr* renamed(const Expr* expr, Space& space);
  const templates::Type* renamed(const templates::Type* type, Space& space);

  // lower_ids.cpp: names, ids and scopes of resources
  struct Place {
    enum class Kind : std::uint8_t {
      here = 1,
      group,
      subscription,
      management_group,
      tenant,
      resource
    };
    Kind kind = Kind::here;
    const Expr* name = nullptr;          ///< of the group or management group
    const Expr* subscription = nullptr;  ///< id
    Ref resource = {};                   ///< what an extension extends
  };
  /// The loop's item and index as they are for `ref`, over the names the file declares.
  struct Turn {
    Turn(Lowering& lowering, const Ref& ref);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Local item = {};
    Local index = {};
    Env env = {};
  };
  const Expr* list_of(const ResourceInfo& info);
  Ref parent_of(const Ref& ref);
  const Expr* own_name(const Ref& ref);
  const Expr* full_name(const Ref& ref);
  const Expr* id_of(const Ref& ref, Origin at);
  const Expr* make_id(const Ref& ref, Origin at);
  void names_of(const Ref& ref, std::vector<const Expr*>& names, bool split);
  Place place_of(const Ref& ref);
  Place place_of(const Node& scope, const Env& env);
  Place place_of_resource(const Ref& ref);
  const Expr* symbol_of(const Ref& ref, Origin at);
  const Expr* reference(const Ref& ref, bool full, Origin at);
  const Expr* whole(const Ref& ref, Origin at);

  // lower_resource.cpp
  void resource(const ResourceInfo& info);
  void set_place(templates::Resource& result, const ResourceInfo& info, const Place& place);
  const Expr* condition_of(const ResourceInfo& info, const Env& env);
  const Expr* body_of(const ResourceInfo& info, const Env& env);
  void raw_deployment(templates::Resource& result);
  const Expr* deployed_content(templates::Resource& result, const Expr& properties);
  const templates::Program* embedded_template(const Expr& content, std::string& gap);
  std::string extension_of(const ResourceInfo& info) const;
  void module(templates::Resource& result, const Ref& ref, const Place& place, const Env& env);
  const Expr* module_name(const Ref& ref, Origin at);
  const Expr* module_parameters(const Node& node, const Target& target, const Env& env);
  const Expr* module_parameter(const Node& node, bool takes_resource, const Env& env);
  bool holds_secret_call(const Node& node, const Env& env);
  bool is_secure_output(const ResourceInfo& info, std::string_view name);

  // lower_type.cpp
  const templates::Type* type(const Node* node, std::span<const Node* const> decorators,
                              Space& space);
  struct TypeSite {
    const Node* node = nullptr;
    std::span<const Node* const> decorators = {};
    Space* space = nullptr;
    const templates::Type* type = nullptr;  ///< else one that was imported from a template
  };
  TypeSite resolve(const Node& node, Space& space, unsigned depth);
  TypeSite resolve_member(const Node& node, Space& space, unsigned depth);
  TypeSite resolve_name(std::string_view name, Space& space, unsigned depth);
  void type_node(templates::Type& type, const Node& node, Space& space);
  void type_name(templates::Type& type, const Node& node, Space& space);
  void type_literal(templates::Type& type, const Node& node, Space& space);
  void union_type(templates::Type& type, const Node& node, Space& space);
  bool union_members(const Node& node, Space& space, unsigned depth, std::vector<TypeSite>& out);
  void object_type(templates::Type& type, const Node& node, Space& space);
  void decorate(templates::Type& type, std::span<const Node* const> decorators, Space& space);
  void discriminate(templates::Type& type, const std::vector<TypeSite>& members);
  TypeSite imported_member(const Node& node, const TypeSite& site);

  // lower_files.cpp: functions that the compiler evaluates
  std::optional<const Expr*> compile_time(std::string_view name, const Node& node, const Env& env);
  const Expr* load_text(const Node& node, const Env& env);
  const Expr* load_base64(const Node& node, const Env& env);
  const Expr* load_json(const Node& node, const Env& env);
  const Expr* load_yaml(const Node& node, const Env& env);
  const Expr* environment_variable(const Node& node, const Env& env);
  std::optional<std::string> loaded(const Node& node, const Env& env, std::string& path,
                                    const Expr*& gap);
  std::optional<std::string> loaded_text(const Node& node, const Env& env, std::size_t encoding,
                                         std::string& path, const Expr*& gap);

  // lower_constant.cpp: what is known without deploying
  const Expr* constant(const Node& node, const Env& env);
  const Expr* constant_interpolation(const Node& node, const Env& env);
  const Expr* constant_variable(const Node& node, const Env& env);
  std::optional<std::string> constant_text(const Node& node, const Env& env);
  const Expr* selected(const Expr* value, const Node& node, const Env& env,
                       const std::string& path);
  const Expr* load_folder(const Node& node, const Env& env);

  // lower_parameters.cpp
  void assign(Space& space, templates::ParameterSet& set, unsigned depth);
  void assign(const Statement& statement, Space& space, templates::ParameterSet& set);
  void use(const Statement& statement, LoweredParameters& result);
  const Expr* base_parameter(std::string_view name, const Space& space, Origin at);

  // makers
  [[nodiscard]] Origin origin(const Node& node, const Env& env) const noexcept;
  [[nodiscard]] Origin origin(const Node& node, const Space& space) const noexcept;
  const Expr* call(std::string_view function, std::initializer_list<const Expr*> arguments,
                   Origin at);
  const Expr* text(std::string_view text, Origin at = {});
  const Expr* unknown(std::string_view residual, Origin at,
                      templates::UnknownKind kind = templates::UnknownKind::runtime,
                      bool secret = false);
  /// Counts work; false when the project has done too much.
  bool spend(std::size_t nodes, Origin at);
  /// Reports what cannot be lowered; the value is unknown.
  const Expr* fail(std::string code, std::string message, Origin at);

  Project::State& project_;
  templates::Unit& unit_;
  const SourceFile& file_;
  templates::Program& program_;
  std::vector<std::unique_ptr<Space>> spaces_;  ///< the file's own first
  std::map<std::string, Space*> imports_;       ///< by path of the file and what it names
  Space* own_ = nullptr;
  std::vector<std::pair<Space*, const Statement*>> queue_;
  std::unordered_map<const ResourceInfo*, const Expr*> ids_, own_names_, lists_;
  std::unordered_map<const Statement*, Ref> aliases_;
  std::set<const ResourceInfo*> naming_;  ///< whose name is being worked out
  std::set<const Space*> assigned_;       ///< parameters files whose assignments were taken
  static constexpr unsigned max_depth = 600;
  unsigned depth_ = 0;
  unsigned loops_ = 0;
  bool in_call_ = false;  ///< objects and arrays are arguments, not values that stand alone
  bool is_parameters_file_ = false;
};

}  // namespace cachewarden::inline v0::bicep
