#include "readers/template_deployment.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/model/template_deployment.hpp"
#include "readers/document_log.hpp"
#include "readers/early_properties.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using templates::Expansion;
using templates::Frame;
using templates::SecretIssue;

/// The lists of a deployment: by number those of `SecretIssue`, and one more.
struct Row {
  std::string_view key;
  Property<List<Text>> TemplateDeployment::*member;
};
constexpr Row rows[] = {
    {"secureDefaults", &TemplateDeployment::secure_defaults},
    {"secretOutputs", &TemplateDeployment::secret_outputs},
    {"outerSecrets", &TemplateDeployment::outer_secrets},
    {"secretParameters", &TemplateDeployment::secret_parameters},
    {"clearConnections", &TemplateDeployment::clear_connections},
    {"earlyProperties", &TemplateDeployment::early_properties},
};
constexpr std::size_t early = std::size(rows) - 1;

std::size_t row_of(SecretIssue issue) {
  return static_cast<std::size_t>(issue) - 1;
}

/// The places behind the members of the deployment's own document.
class DeploymentOrigins : public Origins {
 public:
  void add(std::string pointer, OriginChain chain) {
    chains_.emplace(std::move(pointer), std::move(chain));
  }

  [[nodiscard]] OriginChain locate(std::size_t /*offset*/,
                                   std::string_view pointer) const override {
    while (true) {
      const auto found = chains_.find(pointer);
      if (found != chains_.end())
        return found->second;
      if (pointer.empty())
        return {};
      pointer = pointer.substr(0, pointer.rfind('/'));
    }
  }

 private:
  std::map<std::string, OriginChain, std::less<>> chains_;
};

/// A name and where it comes from.
struct Find {
  std::string name{};
  OriginChain chain{};
};

/// What was found for one row, or why it is not known whether there is anything.
struct Finds {
  std::vector<Find> all{};
  std::optional<Find> gap{};
  State state = State::none;  ///< of the gap

  /// Turns of a loop say the same.
  void add(Find find) {
    const bool is_known = std::any_of(all.begin(), all.end(), [&](const Find& each) {
      return each.name == find.name && each.chain.places.front() == find.chain.places.front();
    });
    if (!is_known)
      all.push_back(std::move(find));
  }
  void miss(State why, const Find& find) {
    if (!gap) {
      gap = find;
      state = why;
    }
  }
};

/// Gathers what a template gives away.
class Gathering {
 public:
  explicit Gathering(const Expansion& expansion)
      : expansion_(expansion), places_(*expansion.unit) {}

  [[nodiscard]] std::array<Finds, std::size(rows)> finds() {
    for (const templates::SecretFinding& each : expansion_.secret_findings) {
      Find find{each.subject, chain(each.origin, each.frame)};
      if (each.certain) {
        finds_[row_of(each.issue)].add(std::move(find));
        continue;
      }
      find.chain.unknown_kind = "parameter";
      finds_[row_of(each.issue)].miss(State::unresolved, find);
    }
    find_early_properties(expansion_, [this](EarlyProperty property) { take(property); });
    miss_unread();
    miss_modules();
    return std::move(finds_);
  }

  /// Where the template begins.
  [[nodiscard]] OriginChain whole() {
    return chain(expansion_.deployments.front().origin, nullptr);
  }

 private:
  void take(const EarlyProperty& property) {
    const auto located = templates::locate(expansion_, property.resource, property.pointer);
    if (!located)
      return;
    Find find{property.what, {}};
    for (const templates::Step& step : located->chain)
      add(step.origin, step.name, step.index, find.chain);
    if (find.chain.places.empty())
      return;
    if (property.is_certain) {
      finds_[early].add(std::move(find));
      return;
    }
    constexpr const char* kinds[] = {"", "parameter", "time", "module", "runtime", "list"};
    find.chain.residual = located->residual;
    find.chain.unknown_kind =
        located->unknown ? kinds[static_cast<std::size_t>(*located->unknown)] : "runtime";
    finds_[early].miss(State::unresolved, find);
  }

  /// What is wrong with a template may hide anything.
  void miss_unread() {
    for (const templates::Diagnostic& each : expansion_.diagnostics) {
      if (each.severity != templates::Severity::error)
        continue;
      for (Finds& finds : finds_)
        finds.miss(State::malformed, {each.message, chain(each.origin, nullptr)});
      return;
    }
  }

  /// So does what is not at hand.
  void miss_modules() {
    for (const templates::PredictedDeployment& each : expansion_.deployments) {
      if (!each.content_unknown)
        continue;
      Find find{templates::expression_text(*each.name), chain(each.origin, each.frame)};
      if (each.name->is(templates::ValueKind::string) && !each.name->is_secret())
        find.name = each.name->text();
      find.chain.unknown_kind = "module";
      for (Finds& finds : finds_)
        finds.miss(State::unresolved, find);
      return;
    }
  }

  OriginChain chain(templates::Origin origin, const Frame* frame) {
    OriginChain result;
    add(origin, {}, -1, result);
    for (; frame != nullptr; frame = frame->parent)
      add(frame->origin, frame->name, frame->index, result);
    if (result.places.empty())
      result.places.push_back({.document = std::string(main_path())});
    return result;
  }

  void add(templates::Origin origin, std::string_view name, std::int64_t index,
           OriginChain& chain) {
    if (!origin)
      return;
    const json::Position position = places_.position(origin);
    OriginPlace place{.document = std::string(places_.path(origin)),
                      .offset = origin.offset,
                      .line = position.line,
                      .column = position.column,
                      .step = std::string(name)};
    if (!name.empty() && index >= 0)
      place.step += "[" + std::to_string(index) + "]";
    if (chain.places.empty() || !(chain.places.back() == place))
      chain.places.push_back(std::move(place));
  }

  [[nodiscard]] std::string_view main_path() const {
    return expansion_.unit->documents().front().shown;
  }

  const Expansion& expansion_;
  templates::Places places_;
  std::array<Finds, std::size(rows)> finds_{};
};

/// The deployment as a document of its own.
std::string document_of(const std::string& id, const std::string& file,
                        const std::array<Finds, std::size(rows)>& finds,
                        DeploymentOrigins& origins) {
  std::string text = "{\"id\":" + json::quote(id) +
                     ",\"type\":" + json::quote(TemplateDeployment::type.arm) +
                     ",\"properties\":{\"templateFile\":" + json::quote(file);
  for (std::size_t i = 0; i < finds.size(); ++i) {
    const Finds& row = finds[i];
    const std::string pointer = "/properties/" + std::string(rows[i].key);
    const std::string key = "," + json::quote(rows[i].key) + ":";
    if (!row.all.empty()) {
      text += key;
      for (std::size_t k = 0; k < row.all.size(); ++k) {
        text += (k == 0 ? "[" : ",") + json::quote(row.all[k].name);
        origins.add(pointer + "/" + std::to_string(k), row.all[k].chain);
      }
      text += "]";
    } else if (row.gap) {
      text += key + json::quote(row.gap->name);
      origins.add(pointer, row.gap->chain);
    }
  }
  return text + "}}";
}

Property<List<Text>> property_of(const Finds& finds) {
  if (finds.all.empty())
    return finds.state;
  std::vector<Text> names;
  for (const Find& each : finds.all)
    names.emplace_back(each.name);
  return List<Text>(std::move(names));
}

}  // namespace

void read_template_deployment(const Expansion& expansion, const std::string& name,
                              InventoryBuilder& builder) {
  Gathering gathering(expansion);
  const std::array<Finds, std::size(rows)> finds = gathering.finds();
  std::string file = name.substr(name.rfind('/') + 1);
  if (file.empty())
    file = "template";
  const std::string id = declared_id(TemplateDeployment::type.arm, file, name);
  auto origins = std::make_shared<DeploymentOrigins>();
  origins->add("", gathering.whole());
  auto text = std::make_shared<const std::string>(document_of(id, file, finds, *origins));
  Source source{.length = static_cast<std::uint32_t>(text->size()), .form = Form::arm_template};
  source.document = builder.add_document({.name = name, .text = text, .origins = origins});
  TemplateDeployment body{.template_file = Text(file)};
  for (std::size_t i = 0; i < finds.size(); ++i)
    body.*rows[i].member = property_of(finds[i]);
  builder.add(id, body, Intent::planned, source);
}

}  // namespace cachewarden::inline v0::detail
