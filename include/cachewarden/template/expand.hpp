#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/base/truth.hpp"
#include "cachewarden/json/document.hpp"
#include "cachewarden/template/parse.hpp"
#include "cachewarden/template/program.hpp"
#include "cachewarden/template/value.hpp"

/// Expansion: what a template would deploy, as far as that can be known beforehand.
namespace cachewarden::inline v0::templates {

/// Where a deployment goes. What is not said becomes a placeholder, and values that rest on it are
/// marked `assumed`.
struct ScopeInputs {
  std::optional<std::string> tenant_id = {};
  std::optional<std::string> management_group = {};  ///< the name, not the whole id
  std::optional<std::string> subscription_id = {};
  std::optional<std::string> subscription_name = {};
  std::optional<std::string> resource_group = {};
  std::optional<std::string> location =
      {};  ///< of the resource group, or of the deployment above groups
  std::optional<std::string> deployment_name = {};
  /// AzureCloud, AzureUSGovernment or AzureChinaCloud; environment() of another one is unknown.
  std::optional<std::string> cloud = {};
  bool placeholders = true;  ///< false: what is not said is unknown (kind runtime) instead
};

/// Bounds on the work for one expansion. Each ends in an error diagnostic with code `limit`; what
/// was not done is unknown. One level of `depth` takes up to 1 kB of stack in an optimised build.
struct Limits {
  std::uint32_t depth = 800;          ///< nested evaluations: expressions, variables, modules
  std::uint64_t steps = 20'000'000;   ///< expression nodes evaluated, and parts looked at
  std::uint32_t loop_count = 800;     ///< turns of one copy loop (the service's limit)
  std::uint32_t module_depth = 32;    ///< deployments within deployments
  std::uint32_t resources = 200'000;  ///< predicted resources
  std::size_t memory = std::size_t{512} << 20;        ///< bytes of values
  std::size_t text_bytes = std::size_t{16} << 20;     ///< of one string
  std::size_t output_bytes = std::size_t{256} << 20;  ///< of the JSON text
  std::uint32_t diagnostics = 1000;
  ParseLimits parse = {};
};

struct Options {
  ScopeInputs scope = {};
  Limits limits = {};
  DocumentSource source = {};  ///< for linked templates; none: their content is unknown
  /// Values of root parameters by name, as JSON text (`true`, `"abc"`); stronger than all parameter
  /// sets. For worlds.
  std::vector<std::pair<std::string, std::string>> assignments = {};
};

/// A text with the path it goes by.
struct InputDocument {
  std::string path;
  std::shared_ptr<const std::string> text;
};

/// A JSON template and what it is deployed with.
struct Input {
  InputDocument document;                      ///< the template
  std::vector<InputDocument> parameters = {};  ///< parameter files, later ones are stronger
  /// Single parameters, stronger than files: name and raw text, read by the parameter's type.
  std::vector<std::pair<std::string, std::string>> overrides = {};
};

/// One resource that the deployment creates, changes or refers to.
struct Predicted {
  const Value* id = nullptr;  ///< string or unknown; null pointer for resources that are not of ARM
  std::string type =
      {};  ///< `Provider/type/child`; of extension resources the extension's own type
  const Value* api_version = nullptr;  ///< null pointer: not said
  const Value* name = nullptr;         ///< names joined with `/`, as many as the type has levels
  const Value* scope = nullptr;  ///< id of what an extension resource extends, else null pointer
  bool existing = false;         ///< only referred to
  bool count_unknown = false;    ///< stands for all turns of a loop whose count is not known
  bool content_unknown = false;  ///< a deployment whose template is not at hand
  std::string extension = {};    ///< alias of the provider if it is not ARM
  Truth condition = Truth::yes;  ///< yes or unknown; resources with no are left out
  const Value* condition_value = nullptr;  ///< the unknown condition, else null pointer
  const Value* body = nullptr;  ///< object: location, sku, properties ...; null members stand
                                ///< for ones that are left out
  std::ptrdiff_t parent =
      -1;              ///< number of the predicted resource that this is a child or extension of
  Origin origin = {};  ///< of the declaration
  const Frame* frame = nullptr;  ///< the modules and loops it comes from
  std::vector<Origin> merged =
      {};  ///< further declarations of the same id that were merged into it
  std::vector<const Frame*> merged_frames = {};  ///< beside each of `merged`
};

struct PredictedOutput {
  std::string name;
  std::string type;  ///< as declared: string, int, bool, object, array
  const Value* value = nullptr;
  bool secure = false;
  Origin origin = {};
};

/// A deployment that was looked into; the root is the first.
struct PredictedDeployment {
  const Value* name = nullptr;
  const Value* id = nullptr;
  Truth condition = Truth::yes;
  bool content_unknown = false;
  std::string content = {};  ///< why the content is not known, or the path of a linked template
  Origin origin = {};
  const Frame* frame = nullptr;
};

/// Things about secrets that only the template shows.
enum class SecretIssue : std::uint8_t {
  default_value = 1,     ///< a secure parameter has a literal default that is not empty
  output = 2,            ///< a secret is in an output that is not secure
  outer_deployment = 3,  ///< an outer-scope nested deployment uses a secret
  module_parameter = 4,  ///< a secret is handed to a module's parameter that is not secure
  clear_connection = 5,  ///< a resource or output holds a password in clear, in a connection string
};

struct SecretFinding {
  SecretIssue issue = SecretIssue::default_value;
  std::string subject;  ///< name of the parameter, output or deployment
  std::string detail;   ///< path inside of it or the expression, without values
  Origin origin = {};
  const Frame* frame = nullptr;
  bool certain = true;  ///< false: it hangs on a condition or choice that is not known
};

/// One parameter of the root template.
struct RootParameter {
  std::string name;
  TypeKind type = TypeKind::any;
  bool secure = false;
  bool assigned = false;  ///< a parameter set or an assignment gives its value
  bool has_default = false;
  bool used = false;             ///< evaluation asked for it
  const Value* value = nullptr;  ///< null pointer if not used
  Origin origin = {};
};

/// A parameter whose value is not known and has few possible ones.
struct Candidate {
  std::string name;
  std::vector<std::string> values;  ///< as JSON text, for `Options::assignments`
  Origin origin = {};
};

/// The result. Values and frames live as long as it (or a copy: copies share them).
struct Expansion {
  std::shared_ptr<Unit> unit;    ///< documents, for line and column
  std::shared_ptr<Arena> arena;  ///< values and frames
  ScopeKind scope = ScopeKind::resource_group;
  std::vector<Predicted> resources;
  std::vector<PredictedOutput> outputs;
  std::vector<PredictedDeployment> deployments;
  std::vector<Diagnostic> diagnostics;
  std::vector<SecretFinding> secret_findings;
  std::vector<RootParameter> parameters;
  std::vector<std::string> missing_parameters;  ///< required and without value
  /// Names of secrets by the place of their value, sorted: how known secrets are shown.
  std::vector<std::pair<Origin, std::string>> secret_names;
};

/// Reads and expands a JSON template. Errors: the template is no JSON or no template, a parameter
/// file is none; everything else is a diagnostic of the expansion.
[[nodiscard]] Result<Expansion> expand(const Input& input, const Options& options = {});

/// Expands a program, as built by a front end in `unit`. Of parameter sets later ones are stronger.
[[nodiscard]] Result<Expansion> evaluate(std::shared_ptr<Unit> unit, const Program& program,
                                         const std::vector<ParameterSet>& parameters,
                                         const Options& options = {});

/// Parameters without a value on which something predicted depends and that have few possible
/// values (booleans, allowed values, nullable ones of these), the ones with the fewest values
/// first. A caller expands once per combination, as long as there are not more than it wants.
[[nodiscard]] std::vector<Candidate> candidates(const Expansion& expansion);

/// The assignments of up to `limit` worlds: combinations of candidates' values, taking candidates
/// in order as long as the number of combinations stays within the limit. One empty assignment if
/// there are none.
[[nodiscard]] std::vector<std::vector<std::pair<std::string, std::string>>> worlds(
    const std::vector<Candidate>& candidates, std::size_t limit = 8);

/// The JSON text of an expansion: `predictedResources`, `existingResources`, `outputs`,
/// `diagnostics`, `unknown`.
struct Written {
  std::string text;
  struct Span {
    std::size_t resource = 0;  ///< number in `Expansion::resources`
    std::size_t offset = 0;    ///< of the resource's object in the text
    std::size_t length = 0;
    std::string pointer;  ///< of the object
  };
  std::vector<Span> resources;  ///< in the order of the text
};

struct WriteOptions {
  bool indent = true;
  std::size_t output_bytes = std::size_t{256} << 20;
};

/// Unknown leaves are residual expressions in brackets, literal text that starts with a bracket has
/// one more, secrets are never written. Error: `limit`.
[[nodiscard]] Result<Written> write_json(const Expansion& expansion,
                                         const WriteOptions& options = {});

/// One step of the chain that leads to a value, the deciding literal first, the root's module
/// declaration last.
struct Step {
  FrameKind kind = FrameKind::expression;
  Origin origin = {};
  std::string name = {};    ///< of a module or loop
  std::int64_t index = -1;  ///< of a loop
};

/// Where a value of a predicted resource comes from.
struct Located {
  std::vector<Step> chain;                  ///< never empty
  bool known = true;                        ///< nothing inside is unknown
  std::optional<UnknownKind> unknown = {};  ///< of an unknown value: why
  std::string residual = {};  ///< of an unknown value: the expression, without brackets
  bool assumed = false;
  bool secret = false;
  std::vector<std::string> choices =
      {};  ///< JSON texts of the values it can have, if these are known and few
};

/// The value that a pointer (RFC 6901, from the resource's object in `write_json`'s text) leads to,
/// or the nearest one above it; `exact` says which. Nothing only for a resource number that is out
/// of range.
[[nodiscard]] std::optional<Located> locate(const Expansion& expansion, std::size_t resource,
                                            std::string_view pointer, bool* exact = nullptr);

/// Lines and columns of places in the documents of a unit; looks through a document once.
class Places {
 public:
  explicit Places(const Unit& unit) : unit_(unit) {}

  /// Zeros for no place.
  [[nodiscard]] json::Position position(Origin origin);
  /// The document's path as it is shown; empty for no place.
  [[nodiscard]] std::string_view path(Origin origin) const;
  /// `path:line:column`; empty for no place.
  [[nodiscard]] std::string text(Origin origin);

 private:
  const Unit& unit_;
  std::map<DocumentId, json::LineIndex> lines_;
};

}  // namespace cachewarden::inline v0::templates
