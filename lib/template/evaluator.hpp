#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cachewarden/template/expand.hpp"
#include "cachewarden/template/program.hpp"
#include "cachewarden/template/value.hpp"

namespace cachewarden::inline v0::templates {

struct Deployment;
struct Instance;

/// A loop that is being turned, for copyIndex(); innermost first.
struct LoopVariable {
  std::string_view name;
  const Value* index = nullptr;
  bool unnamed = false;  ///< what copyIndex() without a name means: loops of resources and outputs
  const LoopVariable* outer = nullptr;
};

/// Arguments of lambdas, innermost first.
struct Local {
  std::string_view name;
  const Value* value = nullptr;
  const Local* outer = nullptr;
};

/// What names mean where an expression stands.
struct Env {
  Deployment* context = nullptr;    ///< whose parameters, variables and functions are seen
  Deployment* resources = nullptr;  ///< whose resources reference() finds by name
  const LoopVariable* loops = nullptr;
  const Local* locals = nullptr;
  const Local* arguments = nullptr;  ///< in a user-defined function: what parameters() finds
  bool in_function = false;
  bool in_default = false;       ///< in a parameter's default
  const Frame* frame = nullptr;  ///< of the resource or output that is being built, else null
};

/// Whether something that is worked out when first asked for has been.
enum class State : std::uint8_t { open = 1, busy, done };

/// A parameter or variable.
struct Slot {
  State state = State::open;
  const Value* value = nullptr;
  const Value* given = nullptr;            ///< of a parameter: what the parent deployment gives
  const Assignment* assignment = nullptr;  ///< of a root parameter: what a parameter set gives
  Deployment* context = nullptr;           ///< what names in the assignment mean; null: nothing
  std::vector<Diagnostic> held_back;       ///< found while speculating; told when the value counts
};

/// Where resources go. Ids and names are strings or unknowns.
struct Scope {
  ScopeKind kind = ScopeKind::resource_group;
  const Value* tenant_id = nullptr;
  const Value* management_group = nullptr;
  const Value* subscription_id = nullptr;
  const Value* resource_group = nullptr;
  const Value* location = nullptr;
};

/// A template being deployed.
struct Deployment {
  const Program* program = nullptr;
  Deployment* parent = nullptr;
  Deployment* context =
      nullptr;  ///< itself, or for outer evaluation the one whose names its expressions use
  const LoopVariable* loops = nullptr;  ///< of the parent, for outer evaluation
  Scope scope;
  const Value* name = nullptr;
  const Frame* frame = nullptr;
  std::uint32_t depth = 0;
  Truth condition = Truth::yes;
  const Value* condition_value = nullptr;

  std::unordered_map<std::string, std::size_t> parameter_numbers, variable_numbers,
      function_numbers;
  std::vector<Slot> parameters, variables;
  const Value* outputs = nullptr;  ///< object of {type, value}
  State outputs_state = State::open;

  std::deque<Instance> instances;
  std::vector<Instance*> roots;  ///< the instances that are no children, in order
  State declared = State::open;
  std::unordered_map<std::string, std::vector<Instance*>> by_symbol;
  std::unordered_map<std::string, std::vector<Instance*>> by_id, by_name;  ///< by text_key()
  std::vector<Instance*> unkeyed;                                          ///< whose id has none
  bool indexed = false;

  const Value* resource_group_value = nullptr;  ///< of resourceGroup() etc., once asked for
  const Value* subscription_value = nullptr;
  const Value* deployment_value = nullptr;
};

/// One turn of a resource's loop, or the resource itself.
struct Instance {
  const Resource* declaration = nullptr;
  Deployment* deployment = nullptr;
  Instance* parent = nullptr;
  const LoopVariable* loops = nullptr;
  std::int64_t index = -1;
  bool count_unknown = false;
  const Frame* frame = nullptr;
  std::vector<Instance*> children;
  std::ptrdiff_t number = -1;  ///< among the predicted resources, once emitted

  State identified = State::open;
  std::string type;
  const Value* name = nullptr;
  const Value* id = nullptr;
  const Value* scope_id = nullptr;   ///< of an extension resource
  const Value* parent_id = nullptr;  ///< of a child or extension resource
  const Value* api_version = nullptr;
  Truth condition = Truth::yes;
  const Value* condition_value = nullptr;
  Scope target;  ///< of a deployment: where its resources go

  State built = State::open;
  const Value* body = nullptr;
  State expanded = State::open;
  Deployment* module = nullptr;
  std::string gap;  ///< why there is no `module`
};

/// A key under which equal texts are found, known or not, ignoring case; nothing for texts that are
/// equal to themselves alone and for secrets.
[[nodiscard]] std::optional<std::string> text_key(const Value& text);

class Evaluator {
 public:
  Evaluator(std::shared_ptr<Unit> unit, const Options& options);

  [[nodiscard]] Expansion run(const Program& program, const std::vector<ParameterSet>& parameters);

  [[nodiscard]] const Value* eval(const Expr& expr, const Env& env);
  [[nodiscard]] ValueMaker& make() noexcept { return make_; }
  [[nodiscard]] Arena& arena() noexcept { return *arena_; }
  [[nodiscard]] const Options& options() const noexcept { return options_; }

  /// Reports once per place and message; while speculating nothing is reported.
  void report(Severity severity, std::string code, std::string message, Origin at, const Env& env);
  /// An evaluation whose failure says nothing about the template: a branch that may not be taken.
  class Speculation {
   public:
    explicit Speculation(Evaluator& evaluator) : evaluator_(evaluator) {
      ++evaluator_.speculating_;
    }
    ~Speculation() {
      if (--evaluator_.speculating_ == 0)
        evaluator_.held_back_.clear();
    }
    Speculation(const Speculation&) = delete;
    Speculation& operator=(const Speculation&) = delete;
    [[nodiscard]] bool failed() const noexcept { return evaluator_.failures_ != before_; }

   private:
    Evaluator& evaluator_;
    std::uint64_t before_ = evaluator_.failures_;
  };
  /// Counts one unit of work; false when a limit has stopped the evaluation.
  [[nodiscard]] bool step(const Env& env, Origin at, std::uint64_t count = 1);
  /// Says that a value was too great.
  void report_given_up(const Env& env, Origin at);

  /// Names and places.
  [[nodiscard]] const Value* parameter(std::string_view name, const Env& env, const Expr& expr);
  [[nodiscard]] const Value* variable(std::string_view name, const Env& env, const Expr& expr);
  [[nodiscard]] const Value* member(const Value* base, std::string_view name, Origin origin,
                                    const Env& env);
  [[nodiscard]] const Value* index(const Value* base, const Value* at, Origin origin,
                                   const Env& env);
  /// What is known of a member of an unknown.
  [[nodiscard]] const Value* unknown_member(const Value* base, std::string_view name,
                                            Origin origin);
  [[nodiscard]] const Value* unknown_item(const Value* base, const Value* at, Origin origin);

  /// Scopes and ids.
  [[nodiscard]] const Value* scope_id(const Scope& scope);
  [[nodiscard]] const Value* resource_group_value(const Env& env, Origin at);
  [[nodiscard]] const Value* subscription_value(const Env& env, Origin at);
  [[nodiscard]] const Value* deployment_value(const Env& env);
  [[nodiscard]] const Value* management_group_value(const Env& env, Origin at);
  [[nodiscard]] const Value* tenant_value(const Env& env);
  [[nodiscard]] const Value* environment_value();
  [[nodiscard]] const Value* runtime_text(std::string_view residual);
  [[nodiscard]] const Value* text(std::string_view text) { return make_.string(text); }
  /// `scope`/providers/`type` with the names between the type's levels, or the special forms of
  /// groups and subscriptions.
  [[nodiscard]] const Value* resource_id(const Value* scope, std::string_view type,
                                         std::span<const Value* const> names, Origin origin);

  /// Resources.
  [[nodiscard]] std::vector<Instance*> find_instances(const Value* key, const Env& env);
  [[nodiscard]] std::vector<Instance*> find_nearest(const Value* key, const Env& env);
  [[nodiscard]] std::vector<Instance*> find_loop(std::string_view symbol, const Env& env);
  /// What a template says of a resource that reference() gives, as an object; null if nothing.
  [[nodiscard]] const Value* declared(Instance& instance, bool full);
  void identify(Instance& instance);
  [[nodiscard]] const Value* body_of(Instance& instance);
  /// Object of {type, value} by name; null pointer if the instance is no deployment or its content
  /// is unknown.
  [[nodiscard]] const Value* outputs_of(Instance& instance);
  [[nodiscard]] const Value* outputs_of(Deployment& deployment);

  /// Whether any level of the type is secure.
  [[nodiscard]] bool is_secure(const Type& type, const Program& program, unsigned depth = 0);
  [[nodiscard]] const Type& resolved(const Type& type, const Program& program);
  [[nodiscard]] static ValueKind hint_of(const Type& type);

  [[nodiscard]] const Value* call_user(const Function& function, const Expr& expr, const Env& env);

 private:
  friend class Speculation;

  [[nodiscard]] const Value* eval_node(const Expr& expr, const Env& env);
  [[nodiscard]] const Value* eval_placed(const Expr& expr, const Env& env);
  [[nodiscard]] const Value* eval_array(const Expr& expr, const Env& env);
  [[nodiscard]] const Value* eval_object(const Expr& expr, const Env& env);
  [[nodiscard]] const Value* eval_loop(const Expr& expr, const Env& env);
  [[nodiscard]] const Value* eval_call(const Expr& expr, const Env& env);
  [[nodiscard]] const Value* stopped(const Expr& expr);

  // parameters.cpp
  void prepare(Deployment& deployment);
  [[nodiscard]] Deployment* context_of(const ParameterSet& set);
  void assign(Deployment& root, const std::vector<ParameterSet>& sets);
  void assign(Deployment& deployment, const Value* arguments, const Env& env, Origin at);
  [[nodiscard]] const Value* given_value(const Value* argument, std::string_view name, Origin at,
                                         const Env& env);
  [[nodiscard]] const Value* slot_value(Slot& slot, std::string_view what, std::string_view name,
                                        const Expr& expr, const Env& env,
                                        const std::function<const Value*()>& work);
  [[nodiscard]] const Value* parameter_value(Deployment& deployment, std::size_t number);
  /// The value with the marks and kinds of its type; `name` of the parameter, null for outputs.
  [[nodiscard]] const Value* typed(const Value* value, const Type& type, const Program& program,
                                   const std::string* name, unsigned depth);
  [[nodiscard]] const Value* missing(const Type& type, const Program& program,
                                     const Value* residual, Origin origin, unsigned depth);
  void check_constraints(const Value& value, const Type& type, const Program& program,
                         const Parameter& parameter, const Env& env);
  [[nodiscard]] const Value* override_value(const Expr& expr, const Type& type,
                                            const Program& program);

  // instances.cpp
  void declare(Deployment& deployment);
  void declare(Deployment& deployment, const std::vector<Resource>& resources, Instance* parent,
               std::vector<Instance*>& list);
  Instance& declare_one(Deployment& deployment, const Resource& resource, Instance* parent,
                        const LoopVariable* loops, const Frame* frame);
  void index_instances(Deployment& deployment);
  [[nodiscard]] std::vector<Instance*> find_symbol(Deployment& deployment, std::string_view key);
  [[nodiscard]] static Env env_of(Deployment& deployment);
  [[nodiscard]] static Env env_of(Instance& instance);

  // identity.cpp
  [[nodiscard]] std::vector<const Value*> segments(const Value& name, Origin origin);
  void identify_condition(Instance& instance, const Env& env);
  void identify_name(Instance& instance, const Env& env);
  void identify_id(Instance& instance, const Env& env);
  void identify_extension(Instance& instance, std::size_t provider, const Value* scope,
                          std::span<const Value* const> names, const Env& env);
  [[nodiscard]] const Value* text_of(const Expr& expr, std::string_view what, const Env& env);
  [[nodiscard]] const Value* scope_of(Instance& instance, const Env& env);
  [[nodiscard]] Scope target_scope(Instance& instance, const Env& env);
  [[nodiscard]] Scope scope_at(const Value& id, Scope scope);
  [[nodiscard]] const Value* group_location(const Scope& scope, Instance& instance);

  // deployment.cpp
  void expand_module(Instance& instance);
  [[nodiscard]] const Program* linked_program(Instance& instance, const Env& env, std::string& gap);
  [[nodiscard]] const Value* output_value(const Output& output, Deployment& deployment,
                                          const Frame* frame);
  void emit(Deployment& deployment);
  void emit(Instance& instance);
  void emit_module(Instance& instance);
  void emit_outputs(Deployment& root);
  void emit_parameters(Deployment& root);

  // secrets.cpp
  /// Whether a secret is in the value whatever the choices that are not known.
  [[nodiscard]] bool holds_secret(const Value& value);
  void find_outer_secret(const Instance& instance, const Predicted& resource);
  /// Whether a secure part of the type has its value written out.
  [[nodiscard]] bool writes_secret(const Value& value, const Type& type, const Program& program,
                                   unsigned depth = 0);
  void find_secret_defaults(Deployment& deployment);
  void find_secret_arguments(const Deployment& deployment);
  void find_secret_outputs();
  void find_clear_connections();

  // finish.cpp
  void merge_declarations();
  void find_parents();

  [[nodiscard]] Scope root_scope(const Program& program);
  [[nodiscard]] const Value* scope_input(const std::optional<std::string>& given,
                                         std::string_view placeholder, std::string_view residual);

  std::shared_ptr<Unit> unit_;
  const Options& options_;
  std::shared_ptr<Arena> arena_;
  ValueMaker make_;
  Expansion out_;
  std::deque<Deployment> deployments_;
  std::map<std::pair<Origin, std::string>, bool,
           bool (*)(const std::pair<Origin, std::string>&, const std::pair<Origin, std::string>&)>
      reported_;
  std::vector<Diagnostic> held_back_;
  std::vector<const Value*> parent_ids_;  ///< beside `out_.resources`: id of the parent, or null
  std::unordered_map<const Value*, bool> secret_holders_;  ///< what `holds_secret` said before
  const Value* environment_ = nullptr;
  std::uint32_t depth_ = 0;
  std::uint64_t steps_ = 0;
  std::uint32_t speculating_ = 0;
  std::uint64_t failures_ = 0;  ///< errors so far, reported or not
  bool stopped_ = false;
};

}  // namespace cachewarden::inline v0::templates
