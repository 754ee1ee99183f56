#include "readers/forms.hpp"

#include <array>
#include <iterator>
#include <vector>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::detail {

// One row a form, in the order in which they are asked. What it is stands in its own file.
// clang-format off
#define CACHEWARDEN_FORMS(row) \
  row(attributed)              \
  row(service_tags)            \
  row(effective_rules)         \
  row(contracts)               \
  row(arm_template)            \
  row(arm_parameters)          \
  row(bicepparam)              \
  row(bicep)                   \
  row(terraform)               \
  row(what_if)                 \
  row(example)                 \
  row(cassette)                \
  row(terraform_raw)           \
  row(error)                   \
  row(template_resource)       \
  row(resource_graph)          \
  row(psrule)                  \
  row(conditional_access)      \
  row(vault_key)               \
  row(rest_list)               \
  row(list)                    \
  row(resource)
// clang-format on

#define CACHEWARDEN_FORM_DECLARATION(name) extern const InputForm form_##name;
CACHEWARDEN_FORMS(CACHEWARDEN_FORM_DECLARATION)
#undef CACHEWARDEN_FORM_DECLARATION

namespace {

#define CACHEWARDEN_FORM_ADDRESS(name) &form_##name,
constexpr const InputForm* all_forms[] = {CACHEWARDEN_FORMS(CACHEWARDEN_FORM_ADDRESS)};
#undef CACHEWARDEN_FORM_ADDRESS

#undef CACHEWARDEN_FORMS

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
  FormSet always = 0;     ///< forms without words
  FormSet resources = 0;  ///< see `forms_of_resources`

  WordTable() {
    for (std::size_t row = 0; row < std::size(all_forms); ++row) {
      const FormSet bit = FormSet{1} << row;
      const InputForm& form = *all_forms[row];
      always |= form.words.empty() && form.detect != nullptr ? bit : 0;
      for (const std::string_view word : form.words) {
        const std::uint64_t hash = hash_name(word);
        std::size_t at = hash % slots.size();
        while (slots[at].forms != 0 && slots[at].hash != hash)
          at = (at + 1) % slots.size();
        slots[at].hash = hash;
        slots[at].forms |= bit;
      }
    }
    resources = always | find("id") | find("type") | find("properties");
  }
  [[nodiscard]] FormSet find(std::string_view name) const noexcept {
    const std::uint64_t hash = hash_name(name);
    for (std::size_t at = hash % slots.size(); slots[at].forms != 0; at = (at + 1) % slots.size()) {
      if (slots[at].hash == hash)
        return slots[at].forms;
    }
    return 0;
  }
};

const WordTable& words() noexcept {
  static const WordTable table;
  return table;
}

}  // namespace

std::span<const InputForm* const> forms() noexcept {
  return all_forms;
}

const InputForm& resource_form() noexcept {
  return **std::rbegin(all_forms);
}

FormSet forms_of_name(std::string_view name) noexcept {
  return words().find(name);
}

FormSet forms_of_resources() noexcept {
  return words().resources;
}

const InputForm* detect_form(json::Node root) {
  FormSet possible = ~FormSet{0};
  if (root.is(json::Kind::object)) {
    const WordTable& table = words();
    possible = table.always;
    for (const json::Node& member : root)
      possible |= table.find(member.key());
  }
  for (std::size_t row = 0; row < std::size(all_forms); ++row) {
    const InputForm& form = *all_forms[row];
    if (form.detect != nullptr && (possible >> row & 1U) != 0 && form.detect(root))
      return &form;
  }
  return nullptr;
}

bool read_any_text(ReadContext& context) {
  InputDocument& document = context.builder.document(context.document);
  const std::string_view text = context.text != nullptr ? std::string_view(*context.text) : "";
  for (const InputForm* form : all_forms) {
    if (form->detect_text == nullptr || !form->detect_text(text, document.name))
      continue;
    document.form = form->name;
    form->read_text(context);
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
