#include "readers/forms.hpp"

#include <array>
#include <iterator>
#include <vector>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::detail {

namespace {

/// The row of each form.
constexpr InputForm all_forms[] = {
    {"attributed answer",
     "an answer in an envelope: {\"of\": ID, \"collection\": NAME, \"body\": ...}",
     is_attributed,
     read_attributed,
     {"of"}},
    {"service-tags",
     "Microsoft's list of service tags: az network list-service-tags",
     is_service_tags,
     read_service_tags,
     {"changeNumber"},
     true},
    {"effective-rules",
     "effective rules of a network interface: az network nic list-effective-nsg",
     is_effective_rules,
     read_effective_rules,
     {"effectiveSecurityRules", "value"},
     true},
    {"contracts",
     "who is to reach caches: {\"allow_only\": [...], \"must_allow\": [...]}",
     is_contracts,
     read_contracts,
     {"allow_only", "must_allow", "must_deny", "contracts"},
     true},
    {"arm-template",
     "an ARM template, with all that its expressions leave open",
     is_template,
     read_template,
     {"$schema", "contentVersion"},
     true},
    {"arm-parameters",
     "a parameter file of an ARM template",
     is_parameters,
     read_parameters,
     {"parameters"},
     true},
    {.name = "bicepparam",
     .description = "a parameter file of Bicep, with the template that it names",
     .detect_text = is_bicep_parameters,
     .read_text = read_bicep},
    {.name = "bicep",
     .description = "a Bicep file, with its modules",
     .detect_text = is_bicep,
     .read_text = read_bicep},
    {"terraform",
     "a Terraform plan or state: terraform show -json",
     is_terraform,
     read_terraform,
     {"format_version"},
     true},
    {"what-if",
     "what a deployment would change: az deployment group what-if --no-pretty-print",
     is_what_if,
     read_what_if,
     {"changes", "potentialChanges", "properties"},
     true},
    {"example", "an example of a REST specification", is_example, refuse_example, {"responses"}},
    {"cassette", "recorded requests and answers", is_cassette, refuse_cassette, {"interactions"}},
    {"terraform-raw",
     "a Terraform state file",
     is_raw_state,
     refuse_raw_state,
     {"terraform_version"}},
    {"error", "an error of the service", is_error_answer, refuse_error_answer, {"error"}},
    {"arm-template resource",
     "a resource of an ARM template on its own: type, apiVersion, no id",
     is_template_resource,
     read_template_resource,
     {"apiVersion"}},
    {"resource-graph",
     "an answer of Azure Resource Graph: az graph query",
     is_resource_graph,
     read_resource_graph,
     {"columns", "data"},
     false,
     true},
    {"psrule",
     "resources exported by PSRule for Azure",
     is_psrule,
     read_psrule,
     {"ResourceId"},
     false,
     true},
    {"conditional-access",
     "conditional access policies of Microsoft Graph: az rest --url "
     "https://graph.microsoft.com/v1.0/identity/conditionalAccess/policies",
     is_conditional_access,
     read_conditional_access,
     {"@odata.context", "value", "conditions"},
     true},
    {"vault-key",
     "a key as its vault shows it: az keyvault key show",
     is_vault_key,
     read_vault_key,
     {"key", "kid"}},
    {"rest-list",
     "a list of the REST interface: {\"value\": [...]}",
     is_rest_list,
     read_rest_list,
     {"value"},
     false,
     true},
    {"list", "an array of resources: az ... list", is_array, read_array, {}, false, true},
    {"resource",
     "one resource: az ... show, az resource show, REST",
     is_resource,
     read_one,
     {"id", "resourceId", "type", "resourceType"}},
};

static_assert(std::size(all_forms) <= 32);

/// The same for names that `json::same_key` takes for one.
constexpr std::uint64_t hash_name(std::string_view name) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : name) {
    if (c != '-' && c != '_')
      hash = (hash ^ static_cast<unsigned char>(fold(c))) * 0x100000001b3U;
  }
  return hash ^ hash >> 32;
}

/// The words of all rows by their hashes. A name that merely has the hash of one makes a form be
/// asked in vain.
struct WordTable {
  struct Slot {
    std::uint64_t hash = 0;
    FormSet forms = 0;
  };
  std::array<Slot, 128> slots{};
  FormSet always = 0;  ///< forms without words

  constexpr WordTable() {
    for (std::size_t row = 0; row < std::size(all_forms); ++row) {
      const FormSet bit = FormSet{1} << row;
      always |= all_forms[row].words.empty() && all_forms[row].detect != nullptr ? bit : 0;
      for (const std::string_view word : all_forms[row].words) {
        const std::uint64_t hash = hash_name(word);
        std::size_t at = hash % slots.size();
        while (slots[at].forms != 0 && slots[at].hash != hash)
          at = (at + 1) % slots.size();
        slots[at].hash = hash;
        slots[at].forms |= bit;
      }
    }
  }
  [[nodiscard]] constexpr FormSet find(std::string_view name) const noexcept {
    const std::uint64_t hash = hash_name(name);
    for (std::size_t at = hash % slots.size(); slots[at].forms != 0; at = (at + 1) % slots.size()) {
      if (slots[at].hash == hash)
        return slots[at].forms;
    }
    return 0;
  }
};

constexpr WordTable words{};

}  // namespace

std::span<const InputForm> forms() noexcept {
  return all_forms;
}

const InputForm& resource_form() noexcept {
  return *std::rbegin(all_forms);
}

FormSet forms_of_name(std::string_view name) noexcept {
  return words.find(name);
}

FormSet forms_of_resources() noexcept {
  return words.always | words.find("id") | words.find("type") | words.find("properties");
}

const InputForm* detect_form(json::Node root) {
  FormSet possible = ~FormSet{0};
  if (root.is(json::Kind::object)) {
    possible = words.always;
    for (const json::Node& member : root)
      possible |= words.find(member.key());
  }
  for (std::size_t row = 0; row < std::size(all_forms); ++row) {
    const InputForm& form = all_forms[row];
    if (form.detect != nullptr && (possible >> row & 1U) != 0 && form.detect(root))
      return &form;
  }
  return nullptr;
}

bool read_any_text(ReadContext& context) {
  InputDocument& document = context.builder.document(context.document);
  const std::string_view text = context.text != nullptr ? std::string_view(*context.text) : "";
  for (const InputForm& form : all_forms) {
    if (form.detect_text == nullptr || !form.detect_text(text, document.name))
      continue;
    document.form = form.name;
    form.read_text(context);
    return true;
  }
  return false;
}

void report_repeated_name(json::Node member, const ReadContext& context) {
  context.report(Diagnostic::Severity::warning, "repeated-name",
                 shown_text(member.key()) + " is given twice in one object", member);
}

void report_repeated(json::Node root, const ReadContext& context) {
  std::vector<json::Node> pending{root};
  while (!pending.empty()) {
    const json::Node node = pending.back();
    pending.pop_back();
    for (const json::Node& child : node) {
      if (child.is_repeated())
        report_repeated_name(child, context);
      if (child.size() != 0)
        pending.push_back(child);
    }
  }
}

void read_any(json::Node root, ReadContext& context) {
  using Severity = Diagnostic::Severity;
  const InputForm* const form = detect_form(root);
  if (form != nullptr) {
    InputDocument& document = context.builder.document(context.document);
    if (document.form.empty())
      document.form = form->name;
    form->read(root, context);
    return;
  }
  // A list, of nothing perhaps, is what the az command line answers of a collection.
  if (context.is_named || root.is(json::Kind::array))
    context.report(context.is_named ? Severity::error : Severity::warning, "unattributed",
                   "nothing here names a resource; say what it is about with `--of`", root);
}

}  // namespace cachewarden::inline v0::detail
