#include "readers/forms.hpp"

#include <iterator>
#include <vector>

#include "cachewarden/json/property_path.hpp"

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

/// Forms without words, which are asked of every object.
FormSet forms_without_words() noexcept {
  FormSet result = 0;
  for (std::size_t row = 0; row < std::size(all_forms); ++row)
    result |=
        all_forms[row]->words.empty() && all_forms[row]->detect != nullptr ? FormSet{1} << row : 0;
  return result;
}

}  // namespace

std::span<const InputForm* const> forms() noexcept {
  return all_forms;
}

const InputForm& resource_form() noexcept {
  return **std::rbegin(all_forms);
}

FormSet forms_of_name(std::string_view name) noexcept {
  FormSet result = 0;
  for (std::size_t row = 0; row < std::size(all_forms); ++row) {
    for (const std::string_view word : all_forms[row]->words)
      result |= json::same_key(word, name) ? FormSet{1} << row : 0;
  }
  return result;
}

FormSet forms_of_name(std::string_view name, std::size_t place, ReadingRoom& room) {
  return room.forms.of(name, place, [](std::string_view each) { return forms_of_name(each); });
}

FormSet forms_of_resources() noexcept {
  return forms_without_words() | forms_of_name("id") | forms_of_name("type") |
         forms_of_name("properties");
}

const InputForm* detect_form(json::Node root, ReadingRoom* room) {
  FormSet possible = ~FormSet{0};
  if (root.is(json::Kind::object)) {
    possible = forms_without_words();
    std::size_t place = 0;
    for (const json::Node& member : root)
      possible |= room != nullptr ? forms_of_name(member.key(), place++, *room)
                                  : forms_of_name(member.key());
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
  const InputForm* const form = detect_form(root, context.room);
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
