#include "readers/deployment.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/bicep/edit.hpp"
#include "cachewarden/model/edits.hpp"
#include "readers/forms.hpp"
#include "readers/front_end.hpp"
#include "readers/template_deployment.hpp"
#include "readers/template_notes.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using templates::Expansion;

/// The origins of an expanded document; keeps the expansion alive.
class TemplateOrigins : public Origins, public Edits {
 public:
  TemplateOrigins(Expansion expansion, std::vector<templates::Written::Span> spans,
                  std::shared_ptr<bicep::SyntaxCache> syntax)
      : expansion_(std::move(expansion)), spans_(std::move(spans)), syntax_(std::move(syntax)) {
    for (const templates::SourceDocument& document : expansion_.unit->documents())
      lines_.emplace_back(*document.text);
  }

  [[nodiscard]] const Expansion& expansion() const noexcept { return expansion_; }

  /// The number of the resource whose object begins at an offset of the expanded document.
  [[nodiscard]] std::optional<std::size_t> resource_at(std::size_t offset) const {
    const auto span = std::lower_bound(
        spans_.begin(), spans_.end(), offset,
        [](const templates::Written::Span& a, std::size_t b) { return a.offset < b; });
    return span == spans_.end() || span->offset != offset ? std::nullopt
                                                          : std::optional(span->resource);
  }

  [[nodiscard]] OriginChain locate(std::size_t offset, std::string_view pointer) const override {
    const std::optional<std::size_t> resource = resource_at(offset);
    const std::optional<templates::Located> located =
        resource ? templates::locate(expansion_, *resource, pointer) : std::nullopt;
    if (!located)
      return {};
    OriginChain chain{.residual = located->residual,
                      .unknown_kind = located->unknown ? kind_name(*located->unknown) : "",
                      .assumed = located->assumed};
    for (const templates::Step& step : located->chain) {
      if (step.origin)
        chain.places.push_back(place(step));
    }
    return chain;
  }

  [[nodiscard]] std::string edit(std::size_t offset, std::string_view pointer,
                                 std::string_view wanted) const override {
    const std::optional<std::size_t> resource = resource_at(offset);
    if (!resource)
      return {};
    const templates::Origin declared = expansion_.resources[*resource].origin;
    const auto& documents = expansion_.unit->documents();
    if (!is_bicep_document(declared))
      return {};
    if (const auto edit = bicep::edit_resource(file(declared), declared.offset, pointer, wanted))
      return bicep::diff_text(documents[declared.document].shown, *edit);
    // What decides may stand elsewhere: the default of a parameter, a value handed to a module.
    bool is_exact = false;
    const auto located = templates::locate(expansion_, *resource, pointer, &is_exact);
    const bool decides = located && is_exact && located->known && !located->secret &&
                         !located->chain.empty() && located->chain[0].origin;
    const templates::Origin place = decides ? located->chain[0].origin : declared;
    if (decides && !is_bicep_document(place))
      return advice(place, decides, wanted);
    if (decides) {
      if (const auto edit = bicep::edit_literal(file(place), place.offset, pointer, wanted))
        return bicep::diff_text(documents[place.document].shown, *edit);
    }
    if (const auto edit =
            bicep::edit_resource(file(declared), declared.offset, pointer, wanted, true))
      return bicep::diff_text(documents[declared.document].shown, *edit);
    return advice(place, decides, wanted);
  }

 private:
  [[nodiscard]] bool is_bicep_document(templates::Origin origin) const {
    const auto& documents = expansion_.unit->documents();
    return origin.document < documents.size() &&
           is_bicep(*documents[origin.document].text, documents[origin.document].path);
  }

  /// What to write where no line can be told, and the place that it is about.
  [[nodiscard]] std::string advice(templates::Origin at, bool decides,
                                   std::string_view wanted) const {
    const json::Position position = lines_[at.document].position(at.offset);
    const std::string place =
        expansion_.unit->documents()[at.document].shown + ":" + std::to_string(position.line);
    return std::string(wanted) + "\n// " +
           (decides ? place + " decides it" : "for what is declared at " + place);
  }

  [[nodiscard]] bicep::File file(templates::Origin origin) const {
    const templates::SourceDocument& document = expansion_.unit->documents()[origin.document];
    return syntax_->parse(document.path, document.text);
  }

  static std::string kind_name(templates::UnknownKind kind) {
    constexpr const char* names[] = {"", "parameter", "time", "module", "runtime", "list"};
    return names[static_cast<std::size_t>(kind)];
  }

  [[nodiscard]] OriginPlace place(const templates::Step& step) const {
    const json::Position position = lines_[step.origin.document].position(step.origin.offset);
    OriginPlace result{.document = expansion_.unit->documents()[step.origin.document].shown,
                       .offset = step.origin.offset,
                       .line = position.line,
                       .column = position.column};
    if (!step.name.empty())
      result.step = step.index < 0 ? step.name : step.name + "[" + std::to_string(step.index) + "]";
    return result;
  }

  Expansion expansion_;
  std::vector<templates::Written::Span> spans_;
  std::vector<json::LineIndex> lines_;  ///< of the unit's documents
  std::shared_ptr<bicep::SyntaxCache> syntax_;
};

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string_view folder(std::string_view path) {
  return path.substr(0, path.size() - file_name(path).size());
}

/// Whether a parameter file belongs to a template by its name: `main.parameters.json` and
/// `main.parameters.prod.json` to `main.json` of the same folder.
bool is_pair(std::string_view parameters, std::string_view name) {
  const std::string_view stem = name.substr(0, name.rfind('.'));
  if (!equal_folded(folder(parameters), folder(name)) || stem.size() < folder(name).size())
    return false;
  return starts_with_folded(parameters, std::string(stem) + ".parameters.");
}

/// Whether the document that a diagnostic is about was read only in part.
bool is_unread(const templates::Diagnostic& diagnostic) {
  return diagnostic.code == "bicep-syntax";
}

/// A file that several templates use says the same in each: once is enough.
void report(const Expansion& expansion, const std::string& name, bool is_named,
            std::set<Said>& said, InventoryBuilder& builder) {
  templates::Places places(*expansion.unit);
  for (const templates::Diagnostic& each : expansion.diagnostics) {
    using Severity = Diagnostic::Severity;
    Diagnostic diagnostic{.severity = each.severity == templates::Severity::error
                                          ? Severity::warning
                                          : Severity::note,
                          .code = each.code,
                          .message = each.message,
                          .document = name};
    if (is_named && is_unread(each))
      diagnostic.severity = Severity::error;
    if (each.origin) {
      const json::Position position = places.position(each.origin);
      diagnostic.document = places.path(each.origin);
      diagnostic.line = position.line;
      diagnostic.column = position.column;
    }
    Said words{diagnostic.document, diagnostic.line, diagnostic.column, diagnostic.message};
    if (said.insert(std::move(words)).second)
      builder.add_diagnostic(std::move(diagnostic));
  }
}

/// The resources of an expanded document, by their numbers.
class Predictions {
 public:
  Predictions(const TemplateOrigins& origins, const json::Document& document, std::string name)
      : expansion_(origins.expansion()), name_(std::move(name)) {
    nodes_.resize(expansion_.resources.size());
    for (const std::string_view list : {"predictedResources", "existingResources"}) {
      for (const json::Node& node : document.root().find(list)) {
        if (const auto number = origins.resource_at(node.offset()))
          nodes_[*number] = node;
      }
    }
  }

  void read(ReadContext& context) const {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const templates::Predicted& predicted = expansion_.resources[i];
      if (!nodes_[i] || !predicted.extension.empty())
        continue;
      context.intent = predicted.existing ? Intent::existing : Intent::planned;
      std::string id = id_of(i, 0);
      if (!parse_resource_id(id)) {  // the type is not known either
        context.builder.set_plans_partial();
        continue;
      }
      // A nested deployment whose content is not at hand is a gap of the whole one.
      if (equal_folded(predicted.type, TemplateDeployment::type.arm)) {
        ++context.builder.document(context.document).resources;
        context.builder.count_other(id, context.intent);
        continue;
      }
      read_resource(nodes_[i], context,
                    {.type = predicted.type,
                     .id = std::move(id),
                     .carried = predicted.existing ? Carried::projection : Carried::full});
    }
  }

 private:
  static constexpr int deepest = 32;

  /// The id, or one of the same shape where a part of it is not known: below the parent, else in a
  /// group of the document's own, since the same expressions mean other names elsewhere.
  [[nodiscard]] std::string id_of(std::size_t number, int depth) const {
    const templates::Predicted& predicted = expansion_.resources[number];
    std::string id(nodes_[number].find("id").string());
    if (parse_resource_id(id))
      return id;
    const std::string_view name = nodes_[number].find("name").string();
    const std::ptrdiff_t parent = predicted.parent;
    if (parent < 0 || depth == deepest || !nodes_[static_cast<std::size_t>(parent)])
      return declared_id(predicted.type, name, name_);
    const std::string& above = expansion_.resources[static_cast<std::size_t>(parent)].type;
    id = id_of(static_cast<std::size_t>(parent), depth + 1);
    id += equal_folded(parent_type(predicted.type), above)
              ? "/" + predicted.type.substr(predicted.type.rfind('/') + 1)
              : "/providers/" + predicted.type;
    std::string last(json::is_expression(name) ? name : name.substr(name.rfind('/') + 1));
    std::replace(last.begin(), last.end(), '/', '|');
    return id + "/" + last;
  }

  const Expansion& expansion_;
  std::string name_;
  std::vector<json::Node> nodes_;
};

/// Readings of templates that worlds may cost. Past that the other templates are left out of them:
/// what may be declared there is not known then.
constexpr std::size_t max_world_readings = 2000;

/// Templates whose worlds are tried; past that parameters stay unknown.
constexpr std::size_t max_templates_with_worlds = 1000;

std::string assignment_text(const Assignments& assignments) {
  std::string text;
  for (const auto& [name, value] : assignments)
    text.append(text.empty() ? "" : ", ").append(name).append("=").append(value);
  return text;
}

}  // namespace

/// Gives the documents that were read, before all others.
templates::DocumentSource Deployments::source(const DeploymentOptions& deployment) const {
  // Shared: a source is copied for every expansion.
  const auto texts =
      std::make_shared<std::map<std::string, std::shared_ptr<const std::string>, std::less<>>>();
  for (const Item& item : templates_)
    texts->emplace(path_of(item, deployment), item.text);
  return [texts, further = deployment.source](std::string_view path) -> Result<std::string> {
    const auto known = texts->find(path);
    if (known != texts->end() && known->second != nullptr)
      return *known->second;
    if (further)
      return further(path);
    return Error{ErrorCode::io, "it is not at hand"};
  };
}

struct Deployments::Expanded {
  std::string trouble{};  ///< why there is nothing; else empty
  std::shared_ptr<const std::string> text{};
  json::Document document{};
  std::shared_ptr<const TemplateOrigins> origins{};
};

void Deployments::expand_all(const ReadOptions& read_options, const Facts& facts,
                             InventoryBuilder& builder) {
  ReadOptions options = read_options;
  options.deployment.source = source(read_options.deployment);
  keep_main_files(options.deployment, builder);
  const InventoryBuilder without_plans = builder;
  std::vector<Expanded> expanded;
  std::set<Said> said;
  for (std::size_t i = 0; i < templates_.size(); ++i) {
    expanded.push_back(expand(i, {}, options));
    read(i, expanded.back(), options, builder, said);
  }

  std::size_t readings = 0;
  std::size_t tried = 0;
  for (std::size_t i = 0; i < templates_.size(); ++i) {
    if (!expanded[i].trouble.empty())
      continue;
    const std::vector<Assignments> worlds = templates::worlds(
        templates::candidates(expanded[i].origins->expansion()), options.deployment.max_worlds);
    if (worlds.size() < 2)
      continue;
    if (++tried > max_templates_with_worlds) {
      builder.add_diagnostic({.code = "worlds",
                              .message = "too many templates to try the values of every parameter",
                              .document = templates_[i].name});
      return;
    }
    InventoryBuilder others = without_plans;
    std::set<Said> said_there;
    readings += (worlds.size() + 1) * templates_.size();
    const bool is_alone = templates_.size() > 1 && readings > max_world_readings;
    if (is_alone)
      others.set_plans_partial();
    for (std::size_t j = 0; j < templates_.size() && !is_alone; ++j) {
      if (j != i)
        read(j, expanded[j], options, others, said_there);
    }
    std::vector<World> result;
    for (const Assignments& assignments : worlds) {
      InventoryBuilder world = others;
      read(i, expand(i, assignments, options), options, world, said_there);
      result.push_back(
          {assignment_text(assignments), std::make_shared<const Inventory>(world.finish(facts))});
    }
    builder.add_worlds(std::move(result));
  }
}

std::vector<templates::InputDocument> Deployments::pairs_of(const Item& item) const {
  std::vector<templates::InputDocument> result;
  if (ends_with_folded(item.name, ".bicepparam"))
    return result;
  for (const Item& each : parameters_) {
    if (is_pair(each.name, item.name))
      result.push_back({each.name, each.text});
  }
  std::sort(result.begin(), result.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return result;
}

Deployments::Expanded Deployments::expand(std::size_t number, const Assignments& assignments,
                                          const ReadOptions& options) const {
  const Item& item = templates_[number];
  Expanded result;
  const auto fail = [&result](const Error& error) {
    result.trouble = error.text();
    return result;
  };
  Result<Expansion> expansion =
      expand_deployment({.document = {item.name, item.text}, .parameters = pairs_of(item)},
                        options.deployment, assignments, syntax_);
  if (!expansion)
    return fail(expansion.error());
  Result<templates::Written> written = templates::write_json(
      *expansion, {.indent = false, .output_bytes = options.deployment.limits.output_bytes});
  if (!written)
    return fail(written.error());
  result.text = std::make_shared<const std::string>(std::move(written->text));
  Result<json::Document> document = json::Document::parse(*result.text, {.max_depth = 100000});
  if (!document)
    return fail(document.error());
  result.document = *std::move(document);
  std::vector<templates::Written::Span> spans = std::move(written->resources);
  std::sort(spans.begin(), spans.end(),
            [](const auto& a, const auto& b) { return a.offset < b.offset; });
  result.origins =
      std::make_shared<const TemplateOrigins>(*std::move(expansion), std::move(spans), syntax_);
  return result;
}

void Deployments::read(std::size_t number, const Expanded& expanded, const ReadOptions& options,
                       InventoryBuilder& builder, std::set<Said>& said) const {
  const Item& item = templates_[number];
  if (!expanded.trouble.empty()) {
    builder.add_diagnostic({.severity = Diagnostic::Severity::error,
                            .code = "template",
                            .message = expanded.trouble,
                            .document = item.name});
    return;
  }
  const Expansion& expansion = expanded.origins->expansion();
  report(expansion, item.name, item.is_named, said, builder);
  read_template_deployment(expansion, item.name, builder);
  report_template_notes(expansion, item.name, builder);
  if (std::any_of(expansion.deployments.begin(), expansion.deployments.end(),
                  [](const auto& deployment) { return deployment.content_unknown; }))
    builder.set_plans_partial();
  const Lines lines(*expanded.text);
  ReadingRoom room;
  const std::uint32_t derived =
      builder.add_document({.name = item.name, .text = expanded.text, .origins = expanded.origins});
  ReadContext context{.builder = builder, .lines = lines, .document = derived};
  context.form = Form::arm_template;
  context.room = &room;
  context.dialect.has_expressions = true;
  context.origins = expanded.origins.get();
  DocumentLog log(options.max_diagnostics);
  context.log = &log;
  Predictions(*expanded.origins, expanded.document, item.name).read(context);
  log.write(item.name, builder);
  InputDocument& original = builder.document(item.document);
  original.resources = std::max(original.resources, builder.document(derived).resources);
}

}  // namespace cachewarden::inline v0::detail
