#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

cachewarden_string cachewarden_status_name(cachewarden_status status) {
  return name_of(status, Status::not_applicable);
}

cachewarden_string cachewarden_severity_name(cachewarden_severity severity) {
  return name_of(severity, Severity::critical);
}

cachewarden_string cachewarden_category_name(cachewarden_category category) {
  return name_of(category, Category::deployability);
}

size_t cachewarden_rule_count(void) {
  return catalog().size();
}

const cachewarden_rule* cachewarden_rule_at(size_t index) {
  return index < catalog().size() ? wrap(catalog()[index]) : nullptr;
}

const cachewarden_rule* cachewarden_rule_find(cachewarden_string id_or_name) {
  return wrap(find_rule(view(id_or_name)));
}

cachewarden_string cachewarden_rule_id(const cachewarden_rule* rule) {
  return text_of(unwrap(rule), [](const Rule& r) { return r.id; });
}

cachewarden_string cachewarden_rule_name(const cachewarden_rule* rule) {
  return text_of(unwrap(rule), [](const Rule& r) { return r.name; });
}

cachewarden_string cachewarden_rule_title(const cachewarden_rule* rule) {
  return text_of(unwrap(rule), [](const Rule& r) { return r.title; });
}

cachewarden_string cachewarden_rule_message(const cachewarden_rule* rule) {
  return text_of(unwrap(rule), [](const Rule& r) { return r.message; });
}

cachewarden_severity cachewarden_rule_severity(const cachewarden_rule* rule) {
  return asked(unwrap(rule),
               [](const Rule& r) { return static_cast<cachewarden_severity>(r.severity); });
}

cachewarden_category cachewarden_rule_category(const cachewarden_rule* rule) {
  return asked(unwrap(rule),
               [](const Rule& r) { return static_cast<cachewarden_category>(r.category); });
}

cachewarden_string cachewarden_rule_since(const cachewarden_rule* rule) {
  return text_of(unwrap(rule), [](const Rule& r) { return r.since; });
}

cachewarden_string cachewarden_rule_resource_type(const cachewarden_rule* rule) {
  return text_of(unwrap(rule), [](const Rule& r) {
    return r.check.type == no_model ? "" : resource_types()[r.check.type]->arm;
  });
}

cachewarden_string cachewarden_rule_rationale(const cachewarden_rule* rule) {
  return text_of(unwrap(rule), [](const Rule& r) { return r.rationale; });
}

cachewarden_string cachewarden_rule_remediation(const cachewarden_rule* rule,
                                                cachewarden_tool tool) {
  return text_of(unwrap(rule), [tool](const Rule& r) -> std::string_view {
    switch (tool) {
      case CACHEWARDEN_TOOL_AZ:
        return r.remediation.cli;
      case CACHEWARDEN_TOOL_BICEP:
        return r.remediation.bicep;
      case CACHEWARDEN_TOOL_TERRAFORM:
        return r.remediation.terraform;
      default:
        return {};
    }
  });
}

size_t cachewarden_rule_reference_count(const cachewarden_rule* rule) {
  return asked(unwrap(rule), [](const Rule& r) { return r.references.size(); });
}

cachewarden_string cachewarden_rule_reference(const cachewarden_rule* rule, size_t index) {
  return rule == nullptr ? borrowed({}) : item_of(unwrap(rule)->references, index);
}

size_t cachewarden_rule_control_count(const cachewarden_rule* rule) {
  return asked(unwrap(rule), [](const Rule& r) { return r.controls.size(); });
}

cachewarden_string cachewarden_rule_control_framework(const cachewarden_rule* rule, size_t index) {
  return text_of(unwrap(rule), [index](const Rule& r) {
    return index < r.controls.size() ? name(r.controls[index].framework) : std::string_view();
  });
}

cachewarden_string cachewarden_rule_control_id(const cachewarden_rule* rule, size_t index) {
  return text_of(unwrap(rule), [index](const Rule& r) {
    return index < r.controls.size() ? r.controls[index].id : std::string_view();
  });
}

cachewarden_string cachewarden_rule_baseline(const cachewarden_rule* rule) {
  return text_of(unwrap(rule), [](const Rule& r) { return r.baseline; });
}

size_t cachewarden_rule_example_count(const cachewarden_rule* rule) {
  return asked(unwrap(rule), [](const Rule& r) { return r.examples.size(); });
}

cachewarden_string cachewarden_rule_example_name(const cachewarden_rule* rule, size_t index) {
  return text_of(unwrap(rule), [index](const Rule& r) {
    return index < r.examples.size() ? r.examples[index].name : std::string_view();
  });
}

cachewarden_string cachewarden_rule_example_patch(const cachewarden_rule* rule, size_t index) {
  return text_of(unwrap(rule), [index](const Rule& r) {
    return index < r.examples.size() ? r.examples[index].patch : std::string_view();
  });
}

cachewarden_status cachewarden_rule_example_status(const cachewarden_rule* rule, size_t index) {
  return asked(unwrap(rule), [index](const Rule& r) {
    return index < r.examples.size() ? static_cast<cachewarden_status>(r.examples[index].status)
                                     : 0;
  });
}

cachewarden_code cachewarden_rule_explain(cachewarden_document** out, const cachewarden_rule* rule,
                                          cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(rule, "rule");
    return std::make_unique<cachewarden_document>(
        cachewarden_document{explain_rule(*unwrap(rule))});
  });
}
