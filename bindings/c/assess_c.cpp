#include <optional>

#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

struct cachewarden_context {
  const cachewarden_inventory* inventory;
  std::string as_of;
};

struct cachewarden_verdict {
  Verdict verdict;
  std::string note;
  bool ran_out_of_memory = false;  ///< for who called the check, since the check cannot be told
};

// ---- what checks say ------------------------------------------------------

cachewarden_string cachewarden_context_as_of(const cachewarden_context* context) {
  return text_of(
      context, [](const auto& c) -> auto& { return c.as_of; });
}

const cachewarden_inventory* cachewarden_context_inventory(const cachewarden_context* context) {
  return asked(context, [](const auto& c) { return c.inventory; });
}

void cachewarden_verdict_set(cachewarden_verdict* verdict, cachewarden_status status,
                             cachewarden_string note) {
  if (verdict == nullptr)
    return;
  const bool is_known =
      status >= CACHEWARDEN_STATUS_PASS && status <= CACHEWARDEN_STATUS_NOT_APPLICABLE;
  verdict->verdict.status = is_known ? static_cast<Status>(status) : Status::unknown;
  try {
    verdict->note = view(note);
  } catch (const std::bad_alloc&) {
    verdict->ran_out_of_memory = true;
  }
}

void cachewarden_verdict_add_property(cachewarden_verdict* verdict, cachewarden_property property) {
  if (verdict == nullptr || property.field == nullptr || property.body == nullptr)
    return;
  const auto& row = *static_cast<const FieldRow*>(property.field);
  verdict->verdict.basis.add(Basis{.at = row.at(property.body)});
}

void cachewarden_verdict_add_resource(cachewarden_verdict* verdict,
                                      const cachewarden_resource* resource) {
  if (verdict == nullptr || resource == nullptr || resource->body() == nullptr)
    return;
  verdict->verdict.basis.add(Basis{.at = resource->body(), .kind = Basis::Kind::resource});
}

void cachewarden_verdict_add_children(cachewarden_verdict* verdict,
                                      const cachewarden_resource* parent, cachewarden_string type) {
  const TypeNumber number = find_type(view(type));
  if (verdict == nullptr || parent == nullptr || parent->body() == nullptr || number == no_model)
    return;
  verdict->verdict.basis.add(
      Basis{.at = parent->body(), .kind = Basis::Kind::collection, .type = number});
}

namespace {

/// What the checks of one call share; they are called one after the other.
struct Calls {
  cachewarden_inventory inventory;
  cachewarden_context context;
  std::string note;  ///< of the last verdict
};

CustomRule adopted_rule(const cachewarden_custom_rule* rule, const std::shared_ptr<Calls>& calls) {
  require_pointer(rule, "options->custom_rules[]");
  const cachewarden_custom_rule given = adopted(rule, 176, "options->custom_rules[]");
  for (const cachewarden_string& text :
       {given.resource_type, given.id, given.name, given.title, given.message, given.rationale,
        given.az, given.bicep, given.terraform})
    require_text(text, "options->custom_rules[]->...");
  if (given.check == nullptr)
    refuse(ErrorCode::argument, "a custom rule has no check");
  const TypeNumber type = find_type(view(given.resource_type));
  if (type == no_model)
    refuse(ErrorCode::argument, "`" + std::string(view(given.resource_type)) +
                                    "` is no type of resource that has rules");
  if (given.severity < 0 || given.severity > CACHEWARDEN_SEVERITY_CRITICAL || given.category < 0 ||
      given.category > CACHEWARDEN_CATEGORY_DEPLOYABILITY)
    refuse(ErrorCode::argument, "a custom rule has a severity or category that does not exist");
  const Rule texts{
      .id = view(given.id),
      .name = given.name.size == 0 ? view(given.id) : view(given.name),
      .title = view(given.title),
      .message = view(given.message),
      .severity = given.severity == 0 ? Severity::medium : static_cast<Severity>(given.severity),
      .category =
          given.category == 0 ? Category::governance : static_cast<Category>(given.category),
      .rationale = view(given.rationale),
      .remediation = {view(given.az), view(given.bicep), view(given.terraform)},
  };
  return {texts, type, [calls, given](const Resource& resource, const Context& context) {
            const InventoryView& all = *calls->inventory.view;
            cachewarden_verdict verdict;
            given.check(all.handle(context.inventory().index_of(resource)), &calls->context,
                        &verdict, given.user);
            if (verdict.ran_out_of_memory)
              throw std::bad_alloc();
            calls->note = std::move(verdict.note);
            verdict.verdict.note = calls->note;
            return verdict.verdict;
          }};
}

}  // namespace

namespace cachewarden::c {

std::shared_ptr<const AssessmentView> judged(const cachewarden_inventory& inventory,
                                             const cachewarden_assess_options& given) {
  AssessOptions options;
  require_text(given.as_of, "options->as_of");
  if (given.as_of.size != 0) {
    options.as_of = parse_date(view(given.as_of));
    if (!options.as_of)
      refuse(ErrorCode::argument,
             "`" + std::string(view(given.as_of)) + "` is not a date like 2026-01-31");
  }
  const SettingsDocument settings = document(given.settings, "options->settings", read_settings);
  const std::vector<Exemption> exemptions =
      document(given.exemptions, "options->exemptions", parse_exemptions);
  const std::vector<Attestation> attestations =
      document(given.attestations, "options->attestations", parse_attestations);
  options.settings = settings.settings;
  options.exemptions = exemptions;
  options.attestations = attestations;
  if (given.firewall_max_addresses != 0)
    options.settings.firewall_max_addresses = given.firewall_max_addresses;
  if (given.firewall_max_total_addresses != 0)
    options.settings.firewall_max_total_addresses = given.firewall_max_total_addresses;
  if (given.minimum_zones != 0)
    options.settings.minimum_zones = given.minimum_zones;

  const auto calls = std::make_shared<Calls>();
  calls->inventory = inventory;
  calls->context = {&calls->inventory, std::string(view(given.as_of))};
  std::vector<CustomRule> custom_rules;
  std::vector<const Rule*> borrowed_rules;
  if (given.custom_rule_count != 0)
    require_pointer(given.custom_rules, "options->custom_rules");
  for (std::uint32_t i = 0; i < given.custom_rule_count; ++i) {
    custom_rules.push_back(adopted_rule(given.custom_rules[i], calls));
    borrowed_rules.push_back(&custom_rules.back().rule());
  }
  const std::vector<const Rule*> all = join_rules(catalog(), borrowed_rules).value();
  RuleChoice choice = settings.rules;
  if (given.include_count != 0)
    choice.include.clear();
  RuleSelection selection = select_rules(all, choice).value();
  const std::vector<const Rule*> rules =
      select_rules(selection.rules(),
                   texts_of(given.include, given.include_count, "options->include"),
                   texts_of(given.exclude, given.exclude_count, "options->exclude"))
          .value();
  options.rules = rules;
  const std::unique_ptr<host::Workers> workers = workers_for(given.jobs);
  options.run = workers->tasks();
  return std::make_shared<const AssessmentView>(inventory, std::move(custom_rules),
                                                std::move(selection),
                                                assess(inventory.view->inventory, options));
}

AssessmentView::AssessmentView(cachewarden_inventory of, std::vector<CustomRule> rules,
                               RuleSelection chosen, Assessment result)
    : inventory(std::move(of)),
      custom_rules(std::move(rules)),
      selection(std::move(chosen)),
      assessment(std::move(result)),
      explainer(assessment) {}

}  // namespace cachewarden::c

// ---- assessing ------------------------------------------------------------

cachewarden_code cachewarden_assess(cachewarden_assessment** out,
                                    const cachewarden_inventory* inventory,
                                    const cachewarden_assess_options* options,
                                    cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(inventory, "inventory");
    return std::make_unique<cachewarden_assessment>(
        cachewarden_assessment{judged(*inventory, adopted(options, 72, "options"))});
  });
}

const cachewarden_inventory* cachewarden_assessment_inventory(
    const cachewarden_assessment* assessment) {
  return asked(assessment, [](const auto& a) { return &a.view->inventory; });
}

size_t cachewarden_assessment_size(const cachewarden_assessment* assessment) {
  return asked(assessment, [](const auto& a) { return a.view->assessment.size(); });
}

size_t cachewarden_assessment_count(const cachewarden_assessment* assessment,
                                    cachewarden_status status) {
  return asked(assessment, [status](const auto& a) -> size_t {
    const StatusCounts& counts = a.view->assessment.counts();
    switch (status) {
      case CACHEWARDEN_STATUS_PASS:
        return counts.pass;
      case CACHEWARDEN_STATUS_FAIL:
        return counts.fail;
      case CACHEWARDEN_STATUS_UNKNOWN:
        return counts.unknown;
      case CACHEWARDEN_STATUS_NOT_APPLICABLE:
        return counts.not_applicable;
      default:
        return 0;
    }
  });
}

namespace {

std::optional<Assessment::Item> item(const cachewarden_assessment* assessment, size_t index) {
  if (index >= cachewarden_assessment_size(assessment))
    return std::nullopt;
  return assessment->view->assessment.item(index);
}

}  // namespace

cachewarden_status cachewarden_assessment_status(const cachewarden_assessment* assessment,
                                                 size_t index) {
  const auto found = item(assessment, index);
  return found ? static_cast<cachewarden_status>(found->status) : 0;
}

const cachewarden_rule* cachewarden_assessment_rule(const cachewarden_assessment* assessment,
                                                    size_t index) {
  const auto found = item(assessment, index);
  return found ? wrap(found->rule) : nullptr;
}

const cachewarden_resource* cachewarden_assessment_resource(
    const cachewarden_assessment* assessment, size_t index) {
  const auto found = item(assessment, index);
  return found ? assessment->view->inventory.view->handle(found->resource) : nullptr;
}

int32_t cachewarden_assessment_is_exempt(const cachewarden_assessment* assessment, size_t index) {
  return asked(assessment, [index](const auto& a) -> int32_t {
    return a.view->assessment.exemption(index) != nullptr ? 1 : 0;
  });
}

int32_t cachewarden_assessment_is_attested(const cachewarden_assessment* assessment, size_t index) {
  return asked(assessment, [index](const auto& a) -> int32_t {
    return a.view->assessment.attestation(index) != nullptr ? 1 : 0;
  });
}

cachewarden_code cachewarden_assessment_decisions(cachewarden_document** out,
                                                  const cachewarden_assessment* assessment,
                                                  cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(assessment, "assessment");
    return std::make_unique<cachewarden_document>(
        cachewarden_document{render_decisions(assessment->view->assessment)});
  });
}

cachewarden_code cachewarden_settings_schema(cachewarden_document** out,
                                             cachewarden_error** error) {
  return made(out, error, [&] {
    return std::make_unique<cachewarden_document>(cachewarden_document{settings_schema()});
  });
}

void cachewarden_assessment_free(cachewarden_assessment* assessment) {
  delete assessment;
}
