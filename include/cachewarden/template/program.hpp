#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/template/arena.hpp"

/// The representation of a deployment program: what the JSON and the Bicep front ends build and
/// what the evaluator reads. It is the ARM template language 2.0 with all surface syntax gone:
/// every value position is an `Expr`.
namespace cachewarden::inline v0::templates {

/// A document of a `Unit`, by number.
using DocumentId = std::uint32_t;
inline constexpr DocumentId no_document = 0xffffffff;

/// A place in a document: byte offset from the start of the text (a byte order mark counts).
struct Origin {
  DocumentId document = no_document;
  std::uint32_t offset = 0;

  [[nodiscard]] explicit operator bool() const noexcept { return document != no_document; }
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// Why a value cannot be known before deployment. Where several apply, the greatest counts.
enum class UnknownKind : std::uint8_t {
  parameter = 1,  ///< a parameter without a value
  time = 2,       ///< differs from run to run: utcNow, newGuid
  module = 3,     ///< content of a module or linked template that is not at hand
  runtime = 4,    ///< known to the service alone: reference and the like
  list = 5,       ///< list* functions and other secrets kept by the service
};

enum class ExprKind : std::uint8_t {
  null = 1,
  boolean = 2,  ///< `flag`
  integer = 3,  ///< `integer`
  real = 4,     ///< `real`
  string = 5,   ///< `text`: a literal; brackets mean nothing here
  array = 6,    ///< `children`: the elements
  object = 7,   ///< `children`: name, value, name, value ...; names are expressions too (mostly
                ///< string literals). Of equally spelled names the last wins, in the place of
                ///< the first.
  call = 8,  ///< `text`: name as written, `namespace.name` for user-defined functions; `children`:
             ///< arguments
  member = 9,  ///< `children[0]`.`text`
  index = 10,  ///< `children[0]`[`children[1]`]
  loop = 11,   ///< an array made by a copy of a property or variable: `text` is the loop's name for
               ///< copyIndex('name'), `children[0]` the count, `children[1]` the input. copyIndex()
               ///< without name never means this loop.
  unknown = 12,  ///< a value no evaluation can give: `unknown` says why, `text` is the residual
                 ///< shown (an ARM expression without brackets), `flag`: it is secret
};

/// One node of an expression: immutable, in the arena of its unit, cheap to share.
struct Expr {
  ExprKind kind = ExprKind::null;
  bool flag = false;
  UnknownKind unknown = UnknownKind::runtime;
  std::uint16_t height = 1;  ///< levels of nodes below and with this one; set by `Unit`
  std::uint16_t builtin =
      0;  ///< of a call: number of the built-in function, 0: none; set by `Unit`
  Origin origin = {};
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text = {};
  std::span<const Expr* const> children = {};
};

/// Levels of an expression tree above which the makers of `Unit` put an unknown in place of the
/// node.
inline constexpr std::uint16_t max_expr_height = 300;

/// Kinds of a parameter's, output's or user-defined type.
enum class TypeKind : std::uint8_t {
  any = 1,
  string = 2,
  integer = 3,
  boolean = 4,
  object = 5,
  array = 6,
  reference = 7,  ///< `Type::reference`
};

struct Type;
struct TypeMember {
  std::string name;
  const Type* type = nullptr;
};

/// A type as far as evaluation needs it: secure and nullable values, shapes, and constraints worth
/// a warning.
struct Type {
  TypeKind kind = TypeKind::any;
  bool secure = false;
  bool nullable = false;
  bool sealed = false;  ///< no other members than `properties`
  std::string reference =
      {};  ///< of `reference`: the pointer, `#/definitions/name` with more steps allowed
  const Expr* allowed = nullptr;  ///< allowed values (an array of literals) or null
  std::optional<std::int64_t> min_length = {};
  std::optional<std::int64_t> max_length = {};
  std::optional<std::int64_t> min_value = {};
  std::optional<std::int64_t> max_value = {};
  std::vector<TypeMember> properties = {};
  const Type* additional = nullptr;  ///< type of members that are not named
  const Type* items = nullptr;
  std::vector<const Type*> prefix_items = {};
  std::string discriminator = {};  ///< name of the member that selects one of `variants`, or empty
  std::vector<TypeMember> variants = {};  ///< by the value of the discriminator
  Origin origin = {};
};

struct Parameter {
  std::string name;
  const Type* type = nullptr;           ///< never null
  const Expr* default_value = nullptr;  ///< null pointer: none
  Origin origin = {};                   ///< of the declaration
};

struct Variable {
  std::string name;
  const Expr* value = nullptr;
  Origin origin = {};
};

struct Function {
  std::string name;  ///< `namespace.name`
  std::vector<TypeMember> parameters = {};
  const Type* output = nullptr;  ///< or null
  const Expr* body = nullptr;    ///< arguments are read as parameters('name')
  bool closed = false;  ///< sees its own parameters alone (hand-written templates); else variables
                        ///< and functions too
  Origin origin = {};
};

struct Definition {
  std::string name;
  const Type* type = nullptr;
};

/// A loop over a resource or an output. `name` may be empty (outputs).
struct Loop {
  std::string name;
  const Expr* count = nullptr;
  Origin origin = {};
};

struct Program;

/// The template that a resource of type Microsoft.Resources/deployments deploys.
struct Module {
  const Program* program = nullptr;  ///< content at hand
  const Expr* link = nullptr;        ///< else: the `templateLink` object (relativePath, uri, id),
                                     ///< resolved when evaluated
  std::string gap = {};              ///< else: why the content is not at hand, one line
  bool outer = false;  ///< expressions of the content are evaluated in the scope of the parent
  /// Object of `{name: {"value": v}}`, `{"reference": ...}` (a secret kept elsewhere) or an
  /// expression giving one; or null.
  const Expr* parameters = nullptr;
};

/// One declaration of a resource. All expressions are evaluated once per turn of `loop`.
struct Resource {
  std::string symbol = {};  ///< language 2.0: what reference('symbol') finds; else empty
  const Expr* type =
      nullptr;  ///< `Provider/type[/child]`; of a nested child the last part only, or the whole
  const Expr* api_version = nullptr;  ///< or null
  const Expr* name = nullptr;  ///< of a nested child the last part only, or the whole; null only
                               ///< for extension resources
  const Expr* condition = nullptr;  ///< or null: yes
  const Expr* scope = nullptr;  ///< id (or unqualified `Provider/type/name`) of what it extends,
                                ///< `/` for the tenant, or null
  /// Where a resource of a deployment elsewhere is sent to (deployments and `existing` resources of
  /// other groups).
  const Expr* subscription_id = nullptr;
  const Expr* resource_group = nullptr;
  const Expr* management_group =
      nullptr;  ///< the name alone; `scope` in a template holds the whole id instead
  std::optional<Loop> loop = {};
  bool existing = false;
  std::string extension =
      {};  ///< alias of a provider other than ARM (Graph, Kubernetes); else empty
  const Expr* body =
      nullptr;  ///< object of everything else: location, tags, sku, properties, dependsOn ...
  std::optional<Module> module =
      {};  ///< for deployments; `body` then holds no template, parameters and templateLink
  std::vector<Resource> children = {};
  Origin origin = {};
};

struct Output {
  std::string name;
  const Type* type = nullptr;       ///< never null
  const Expr* condition = nullptr;  ///< or null
  std::optional<Loop> loop = {};    ///< the value is an array
  const Expr* value = nullptr;
  Origin origin = {};
};

enum class ScopeKind : std::uint8_t {
  resource_group = 1,
  subscription = 2,
  management_group = 3,
  tenant = 4
};

/// One template.
struct Program {
  DocumentId document = no_document;
  std::optional<ScopeKind> scope = {};  ///< where it can be deployed to; none: not said
  bool symbolic = false;                ///< resources have symbols, and reference() takes them
  std::string language_version = {};
  std::string content_version = {};
  std::vector<Parameter> parameters = {};
  std::vector<Variable> variables = {};
  std::vector<Function> functions = {};
  std::vector<Definition> definitions = {};
  std::vector<Resource> resources = {};
  std::vector<Output> outputs = {};
  Origin origin = {};
};

/// One parameter's value from a parameter file or the caller. Names are matched ignoring ASCII
/// case.
struct Assignment {
  std::string name;
  const Expr* value = nullptr;  ///< evaluated in the context of its `ParameterSet`
  /// The value is a secret kept elsewhere (key vault reference): unknown and secret; `value` is not
  /// read.
  bool secret_reference = false;
  /// `value` is raw text (a command line override): read by the parameter's type.
  bool text = false;
  Origin origin = {};
};

/// Values of parameters from one source. Of several sets the later one wins.
struct ParameterSet {
  std::vector<Assignment> assignments = {};
  /// Variables, functions and definitions that the values may use; null for plain literals.
  const Program* context = nullptr;
};

/// A text that was read, under the path by which it was asked for.
struct SourceDocument {
  std::string path;
  std::shared_ptr<const std::string> text;
  std::string shown = {};  ///< how the path is shown to people
};

enum class Severity : std::uint8_t { error = 1, warning = 2 };

/// Something wrong with (or not usable in) what was read, at a place.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;  ///< stable name in kebab case
  std::string message;
  Origin origin = {};
  /// The calls and loops that led there, innermost first (module declarations).
  std::vector<Origin> via = {};
};

/// Gives the bytes of a document, by its path relative to the root (forward slashes, no `.`, no
/// `..`), or an error that says why not; for `folder/` (the root: `./`) the names of the files in
/// it, one a line. The evaluator never asks for a path outside of the root.
using DocumentSource = std::function<Result<std::string>(std::string_view path)>;

/// A path in other words.
using PathText = std::function<std::string(std::string_view path)>;

/// The path of `relative` as seen from the document `base`, or nothing if it would leave the root
/// or is absolute.
[[nodiscard]] std::optional<std::string> join_path(std::string_view base,
                                                   std::string_view relative);

/// Everything that belongs together: documents, programs and their expressions. Programs point into
/// it, so it must outlive them (expansions keep it alive). One thread at a time: evaluation adds
/// linked templates to it.
class Unit {
 public:
  Unit() = default;
  Unit(const Unit&) = delete;
  Unit& operator=(const Unit&) = delete;

  DocumentId add_document(std::string path, std::shared_ptr<const std::string> text);
  DocumentId add_document(std::string path, std::string text);
  /// With the name that people know it by.
  DocumentId add_document(std::string path, std::shared_ptr<const std::string> text,
                          std::string shown);
  /// How paths of documents that are added without a name are shown; else as they are.
  void show_paths(PathText shown) { shown_ = std::move(shown); }
  [[nodiscard]] std::string shown(std::string_view path) const {
    return shown_ ? shown_(path) : std::string(path);
  }
  [[nodiscard]] const std::deque<SourceDocument>& documents() const noexcept { return documents_; }

  [[nodiscard]] Program& add_program() { return programs_.emplace_back(); }
  [[nodiscard]] Type& add_type() { return types_.emplace_back(); }
  /// The shared type of that kind without anything else.
  [[nodiscard]] const Type* plain_type(TypeKind kind);

  /// A copy of the text that lives as long as the unit.
  [[nodiscard]] std::string_view text(std::string_view text) { return arena_.copy(text); }

  /// Makers of expressions. Texts and spans are copied; the expressions named must be of this unit.
  [[nodiscard]] const Expr* null(Origin origin);
  [[nodiscard]] const Expr* boolean(bool value, Origin origin);
  [[nodiscard]] const Expr* integer(std::int64_t value, Origin origin);
  [[nodiscard]] const Expr* real(double value, Origin origin);
  [[nodiscard]] const Expr* string(std::string_view value, Origin origin);
  [[nodiscard]] const Expr* array(std::span<const Expr* const> items, Origin origin);
  [[nodiscard]] const Expr* object(std::span<const Expr* const> names_and_values, Origin origin);
  [[nodiscard]] const Expr* call(std::string_view name, std::span<const Expr* const> arguments,
                                 Origin origin);
  [[nodiscard]] const Expr* member(const Expr* base, std::string_view name, Origin origin);
  [[nodiscard]] const Expr* index(const Expr* base, const Expr* at, Origin origin);
  [[nodiscard]] const Expr* loop(std::string_view name, const Expr* count, const Expr* input,
                                 Origin origin);
  [[nodiscard]] const Expr* unknown(UnknownKind kind, std::string_view residual, bool secret,
                                    Origin origin);

  /// What the front ends have to say; part of every expansion's diagnostics.
  [[nodiscard]] std::vector<Diagnostic>& diagnostics() noexcept { return diagnostics_; }
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }

  /// Templates read from files by the JSON front end, by path; for the evaluator.
  [[nodiscard]] std::map<std::string, const Program*, std::less<>>& linked() noexcept {
    return linked_;
  }

 private:
  [[nodiscard]] const Expr* make(Expr expr);

  Arena arena_;
  std::deque<SourceDocument> documents_;
  std::deque<Program> programs_;
  std::deque<Type> types_;
  std::vector<Diagnostic> diagnostics_;
  std::map<std::string, const Program*, std::less<>> linked_;
  const Type* plain_types_[8] = {};
  PathText shown_;
};

}  // namespace cachewarden::inline v0::templates
