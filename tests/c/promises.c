/* One test a promise of cachewarden.h. */
#include "promise.h"

static cachewarden_assessment* assessment_of(const cachewarden_inventory* inventory) {
  cachewarden_assessment* assessment = NULL;
  CHECK(cachewarden_assess(&assessment, inventory, NULL, NULL) == CACHEWARDEN_OK);
  return assessment;
}

/* ---- ownership --------------------------------------------------------------------------------
 */

static void freeing_null(void) {
  cachewarden_error_free(NULL);
  cachewarden_reader_free(NULL);
  cachewarden_inventory_free(NULL);
  cachewarden_assessment_free(NULL);
  cachewarden_finding_free(NULL);
  cachewarden_document_free(NULL);
  CHECK(1);
}

static void freed_in_any_order(void) {
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_assessment* assessment = assessment_of(inventory);
  cachewarden_finding* finding = finding_of(assessment, "CW-REDIS-001");
  const cachewarden_resource* resource = NULL;
  cachewarden_inventory_free(inventory);
  cachewarden_assessment_free(assessment);
  CHECK(cachewarden_finding_status(finding) == CACHEWARDEN_STATUS_FAIL);
  CHECK(equal(cachewarden_rule_name(cachewarden_finding_rule(finding)), "redis-tls-only"));
  resource = cachewarden_finding_resource(finding);
  CHECK(equal(cachewarden_resource_id(resource), CACHE_ID));
  CHECK(cachewarden_property_number(
            cachewarden_resource_property(resource, text("enable_non_ssl_port"))) == 1);
  cachewarden_finding_free(finding);
}

static void returned_lives(void) {
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_assessment* assessment = assessment_of(inventory);
  const cachewarden_inventory* same = cachewarden_assessment_inventory(assessment);
  const cachewarden_string id =
      cachewarden_resource_id(cachewarden_inventory_resource(inventory, 0));
  CHECK(same != NULL);
  CHECK(cachewarden_resource_id(cachewarden_inventory_resource(same, 0)).data == id.data);
  cachewarden_inventory_free(inventory);
  CHECK(equal(cachewarden_resource_id(cachewarden_inventory_resource(same, 0)), CACHE_ID));
  cachewarden_assessment_free(assessment);
}

/* ---- strings ----------------------------------------------------------------------------------
 */

static void handed_in_is_copied(void) {
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  cachewarden_assessment* assessment = NULL;
  cachewarden_finding* finding = NULL;
  cachewarden_input_options options = CACHEWARDEN_INPUT_OPTIONS_INIT;
  char name[] = "orders.json";
  char bytes[sizeof open_cache - 1];
  cachewarden_string document;
  memcpy(bytes, open_cache, sizeof bytes);
  document.data = bytes; /* no NUL */
  document.size = sizeof bytes;
  options.name = text(name);
  CHECK(cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_add(reader, document, &options, NULL) == CACHEWARDEN_OK);
  memset(bytes, 'x', sizeof bytes);
  memset(name, 'x', sizeof name);
  CHECK(cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK);
  cachewarden_reader_free(reader);
  assessment = assessment_of(inventory);
  finding = finding_of(assessment, "CW-REDIS-001");
  CHECK(cachewarden_finding_evidence_count(finding) == 1);
  {
    const cachewarden_evidence* evidence = cachewarden_finding_evidence(finding, 0);
    CHECK(equal(cachewarden_evidence_document(evidence), "orders.json"));
    CHECK(equal(cachewarden_evidence_value(evidence), "true"));
    CHECK(equal(cachewarden_evidence_property(evidence), "properties.enableNonSslPort"));
    CHECK(equal(cachewarden_evidence_pointer(evidence), "/properties/enableNonSslPort"));
    CHECK(cachewarden_evidence_state(evidence) == CACHEWARDEN_STATE_STATED);
    CHECK(cachewarden_evidence_line(evidence) == 3);
    CHECK(cachewarden_evidence_column(evidence) == 17);
  }
  cachewarden_finding_free(finding);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
}

static void null_with_size_0(void) {
  const cachewarden_string nothing = {NULL, 0};
  cachewarden_string wrong = {NULL, 1};
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  cachewarden_error* error = NULL;
  CHECK(cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_add(reader, nothing, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_add(reader, wrong, NULL, &error) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(has_text(cachewarden_error_message(error), "`bytes`"));
  cachewarden_error_free(error);
  CHECK(cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_inventory_has_errors(inventory)); /* an empty document is no JSON */
  CHECK(cachewarden_rule_find(nothing) == NULL);
  CHECK(cachewarden_inventory_find(inventory, nothing, CACHEWARDEN_INTENT_LIVE) == NULL);
  cachewarden_reader_free(reader);
  cachewarden_inventory_free(inventory);
}

static void ends_in_nul_each(cachewarden_string each) {
  CHECK(each.data != NULL);
  CHECK(each.data != NULL && each.data[each.size] == '\0');
}

static void ends_in_nul(void) {
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_assessment* assessment = assessment_of(inventory);
  const cachewarden_resource* cache = cachewarden_inventory_resource(inventory, 0);
  size_t i = 0;
  size_t k = 0;
  ends_in_nul_each(cachewarden_version());
  ends_in_nul_each(cachewarden_rule_set_version());
  ends_in_nul_each(cachewarden_inventory_facts_version(inventory));
  ends_in_nul_each(cachewarden_resource_name(cache));
  ends_in_nul_each(cachewarden_resource_type(cache));
  for (i = 0; i < cachewarden_resource_property_count(cache); ++i) {
    const cachewarden_property property = cachewarden_resource_property_at(cache, i);
    ends_in_nul_each(cachewarden_property_name(property));
    ends_in_nul_each(cachewarden_property_path(property));
    ends_in_nul_each(cachewarden_property_text(property));
    ends_in_nul_each(cachewarden_state_name(cachewarden_property_state(property)));
    for (k = 0; k < cachewarden_property_size(property); ++k) {
      ends_in_nul_each(cachewarden_property_item(property, k));
      ends_in_nul_each(cachewarden_property_item_name(property, k));
    }
  }
  for (i = 0; i < cachewarden_rule_count(); ++i) {
    const cachewarden_rule* rule = cachewarden_rule_at(i);
    ends_in_nul_each(cachewarden_rule_id(rule));
    ends_in_nul_each(cachewarden_rule_name(rule));
    ends_in_nul_each(cachewarden_rule_title(rule));
    ends_in_nul_each(cachewarden_rule_message(rule));
    ends_in_nul_each(cachewarden_rule_since(rule));
    ends_in_nul_each(cachewarden_rule_rationale(rule));
    ends_in_nul_each(cachewarden_rule_baseline(rule));
    ends_in_nul_each(cachewarden_rule_resource_type(rule));
    ends_in_nul_each(cachewarden_rule_remediation(rule, CACHEWARDEN_TOOL_AZ));
    for (k = 0; k < cachewarden_rule_reference_count(rule); ++k)
      ends_in_nul_each(cachewarden_rule_reference(rule, k));
    for (k = 0; k < cachewarden_rule_control_count(rule); ++k) {
      ends_in_nul_each(cachewarden_rule_control_framework(rule, k));
      ends_in_nul_each(cachewarden_rule_control_id(rule, k));
    }
    for (k = 0; k < cachewarden_rule_example_count(rule); ++k) {
      ends_in_nul_each(cachewarden_rule_example_name(rule, k));
      ends_in_nul_each(cachewarden_rule_example_patch(rule, k));
    }
  }
  for (i = 0; i < cachewarden_assessment_size(assessment); ++i) {
    cachewarden_finding* finding = NULL;
    CHECK(cachewarden_assessment_finding(&finding, assessment, i, NULL) == CACHEWARDEN_OK);
    ends_in_nul_each(cachewarden_finding_message(finding));
    ends_in_nul_each(cachewarden_finding_remediation(finding, CACHEWARDEN_TOOL_TERRAFORM));
    for (k = 0; k < cachewarden_finding_evidence_count(finding); ++k) {
      ends_in_nul_each(cachewarden_evidence_value(cachewarden_finding_evidence(finding, k)));
      ends_in_nul_each(cachewarden_evidence_note(cachewarden_finding_evidence(finding, k)));
    }
    cachewarden_finding_free(finding);
  }
  for (i = 0; i < cachewarden_report_format_count(); ++i) {
    ends_in_nul_each(cachewarden_report_format_name(i));
    ends_in_nul_each(cachewarden_report_format_media_type(i));
    ends_in_nul_each(cachewarden_report_format_description(i));
  }
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
}

/* ---- errors -----------------------------------------------------------------------------------
 */

static void failure_leaves_null(void) {
  int placeholder = 0;
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_assessment* assessment = (cachewarden_assessment*)&placeholder;
  cachewarden_document* document = (cachewarden_document*)&placeholder;
  cachewarden_error* error = NULL;
  const cachewarden_string pattern = text("no-such-rule*");
  cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
  options.include = &pattern;
  options.include_count = 1;
  CHECK(cachewarden_assess(&assessment, inventory, &options, &error) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(assessment == NULL);
  CHECK(cachewarden_error_code(error) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(has_text(cachewarden_error_message(error), "`no-such-rule*`"));
  cachewarden_error_free(error);
  /* without an error object */
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  /* and after success there is none */
  error = (cachewarden_error*)&placeholder;
  CHECK(cachewarden_assess(&assessment, inventory, NULL, &error) == CACHEWARDEN_OK);
  CHECK(error == NULL);
  CHECK(cachewarden_assessment_render(&document, assessment, text("papyrus"), NULL, &error) ==
        CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(document == NULL);
  CHECK(has_text(cachewarden_error_message(error), "`papyrus`"));
  cachewarden_error_free(error);
  CHECK(cachewarden_assess(NULL, inventory, NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  cachewarden_assessment_free(assessment);
  CHECK(cachewarden_assess(&assessment, NULL, NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  cachewarden_inventory_free(inventory);
}

static void trouble_is_told(void) {
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = inventory_of("{\"broken\": ");
  cachewarden_error* error = NULL;
  const cachewarden_diagnostic* diagnostic = cachewarden_inventory_diagnostic(inventory, 0);
  const cachewarden_input* input = cachewarden_inventory_input(inventory, 0);
  CHECK(cachewarden_inventory_has_errors(inventory));
  CHECK(cachewarden_inventory_diagnostic_count(inventory) > 0);
  CHECK(cachewarden_diagnostic_level(diagnostic) == CACHEWARDEN_LEVEL_ERROR);
  CHECK(equal(cachewarden_level_name(CACHEWARDEN_LEVEL_ERROR), "error"));
  CHECK(equal(cachewarden_diagnostic_code(diagnostic), "syntax"));
  CHECK(equal(cachewarden_diagnostic_document(diagnostic), "input"));
  CHECK(cachewarden_diagnostic_message(diagnostic).size > 0);
  CHECK(cachewarden_diagnostic_line(diagnostic) == 1);
  CHECK(cachewarden_diagnostic_column(diagnostic) > 1);
  CHECK(cachewarden_inventory_input_count(inventory) == 1);
  CHECK(equal(cachewarden_input_name(input), "input"));
  CHECK(cachewarden_input_size(input) == 11);
  CHECK(cachewarden_input_resource_count(input) == 0);
  cachewarden_inventory_free(inventory);

  CHECK(cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_add_path(reader, text("no/such/folder"), NULL, &error) ==
        CACHEWARDEN_ERROR_IO);
  CHECK(equal(cachewarden_error_place(error), "no/such/folder"));
  cachewarden_error_free(error);
  cachewarden_reader_free(reader);
}

/* ---- NULL -------------------------------------------------------------------------------------
 */

static void asking_null(void) {
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_assessment* assessment = assessment_of(inventory);
  const cachewarden_property none = cachewarden_resource_property(NULL, text("zones"));
  const cachewarden_resource* cache = cachewarden_inventory_resource(inventory, 0);
  cachewarden_finding* finding = NULL;
  CHECK(cachewarden_string_of(NULL).size == 0 && cachewarden_string_of(NULL).data != NULL);
  CHECK(cachewarden_error_code(NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_inventory_size(NULL) == 0);
  CHECK(cachewarden_inventory_resource(NULL, 0) == NULL);
  CHECK(cachewarden_inventory_find(NULL, text(CACHE_ID), CACHEWARDEN_INTENT_LIVE) == NULL);
  CHECK(cachewarden_inventory_has_errors(NULL) == 0);
  CHECK(equal(cachewarden_input_name(NULL), ""));
  CHECK(cachewarden_diagnostic_line(NULL) == 0);
  CHECK(equal(cachewarden_resource_id(NULL), ""));
  CHECK(cachewarden_resource_intent(NULL) == 0);
  CHECK(cachewarden_resource_parent(NULL) == NULL);
  CHECK(cachewarden_resource_completeness(NULL, text("Microsoft.Cache/redis")) == 0);
  CHECK(cachewarden_resource_child(NULL, text("Microsoft.Cache/redis"), 0) == NULL);
  CHECK(cachewarden_resource_property_count(NULL) == 0);
  CHECK(none.field == NULL && none.body == NULL);
  CHECK(cachewarden_property_kind(none) == 0);
  CHECK(cachewarden_property_state(none) == CACHEWARDEN_STATE_NOT_CARRIED);
  CHECK(cachewarden_property_is_gap(none));
  CHECK(!cachewarden_property_has_value(none));
  CHECK(cachewarden_property_number(none) == 0);
  CHECK(equal(cachewarden_property_text(none), ""));
  CHECK(cachewarden_property_size(none) == 0);
  CHECK(equal(cachewarden_property_item(none, 0), ""));
  CHECK(cachewarden_property_item_property(none, 0, text("x")).field == NULL);
  CHECK(equal(cachewarden_rule_id(NULL), ""));
  CHECK(cachewarden_rule_severity(NULL) == 0);
  CHECK(cachewarden_rule_example_status(NULL, 0) == 0);
  CHECK(cachewarden_context_inventory(NULL) == NULL);
  CHECK(equal(cachewarden_context_as_of(NULL), ""));
  CHECK(cachewarden_assessment_size(NULL) == 0);
  CHECK(cachewarden_assessment_status(NULL, 0) == 0);
  CHECK(cachewarden_assessment_inventory(NULL) == NULL);
  CHECK(cachewarden_finding_status(NULL) == 0);
  CHECK(cachewarden_finding_evidence(NULL, 0) == NULL);
  CHECK(equal(cachewarden_evidence_value(NULL), ""));
  CHECK(equal(cachewarden_missing_what(NULL), ""));
  CHECK(equal(cachewarden_document_text(NULL), ""));
  cachewarden_verdict_set(NULL, CACHEWARDEN_STATUS_PASS, text(""));
  cachewarden_verdict_add_property(NULL, none);
  /* past the end */
  CHECK(cachewarden_inventory_resource(inventory, cachewarden_inventory_size(inventory)) == NULL);
  CHECK(cachewarden_inventory_resource(inventory, (size_t)-1) == NULL);
  CHECK(cachewarden_inventory_input(inventory, 1) == NULL);
  CHECK(cachewarden_inventory_diagnostic(inventory, 1000) == NULL);
  CHECK(cachewarden_resource_property_at(cache, 1000).field == NULL);
  CHECK(cachewarden_rule_at(cachewarden_rule_count()) == NULL);
  CHECK(equal(cachewarden_rule_reference(cachewarden_rule_at(0), 1000), ""));
  CHECK(equal(cachewarden_report_format_name(1000), ""));
  CHECK(cachewarden_assessment_rule(assessment, cachewarden_assessment_size(assessment)) == NULL);
  CHECK(cachewarden_assessment_finding(&finding, assessment, (size_t)-1, NULL) ==
        CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(equal(cachewarden_status_name(0), ""));
  CHECK(equal(cachewarden_status_name(-1), ""));
  CHECK(equal(cachewarden_state_name(12), ""));
  CHECK(equal(cachewarden_code_name(12345), ""));
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
}

/* ---- growth -----------------------------------------------------------------------------------
 */

static void shorter_structures(void) {
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_assessment* assessment = NULL;
  cachewarden_document* document = NULL;
  cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
  cachewarden_report_options report = CACHEWARDEN_REPORT_OPTIONS_INIT;
  cachewarden_read_options reading = CACHEWARDEN_READ_OPTIONS_INIT;
  cachewarden_reader* reader = NULL;
  cachewarden_error* error = NULL;
  /* no release had less than the first one */
  options.struct_size = 0;
  CHECK(cachewarden_assess(&assessment, inventory, &options, &error) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(has_text(cachewarden_error_message(error), "struct_size"));
  cachewarden_error_free(error);
  reading.struct_size = 8;
  CHECK(cachewarden_reader_new(&reader, &reading, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(reader == NULL);
  /* all zero but the size is the default */
  options.struct_size = (uint32_t)sizeof options;
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_assessment_render(&document, assessment, text("ndjson"), &report, NULL) ==
        CACHEWARDEN_OK);
  {
    cachewarden_document* same = NULL;
    CHECK(cachewarden_assessment_render(&same, assessment, text("ndjson"), NULL, NULL) ==
          CACHEWARDEN_OK);
    CHECK(equal(cachewarden_document_text(same), cachewarden_document_text(document).data));
    cachewarden_document_free(same);
  }
  cachewarden_document_free(document);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
}

static void longer_structures(void) {
  struct {
    cachewarden_report_options known;
    uint64_t unknown;
  } newer = {CACHEWARDEN_REPORT_OPTIONS_INIT, 0};
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_assessment* assessment = assessment_of(inventory);
  cachewarden_document* document = NULL;
  cachewarden_error* error = NULL;
  newer.known.struct_size = (uint32_t)sizeof newer;
  CHECK(cachewarden_assessment_render(&document, assessment, text("json"), &newer.known, NULL) ==
        CACHEWARDEN_OK);
  cachewarden_document_free(document);
  newer.unknown = 1;
  CHECK(cachewarden_assessment_render(&document, assessment, text("json"), &newer.known, &error) ==
        CACHEWARDEN_ERROR_NEWER_CALLER);
  CHECK(cachewarden_error_code(error) == CACHEWARDEN_ERROR_NEWER_CALLER);
  CHECK(document == NULL);
  cachewarden_error_free(error);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
}

/* ---- results ----------------------------------------------------------------------------------
 */

static cachewarden_document* report_of(const char* first, const char* second, const char* format) {
  static const char* const names[] = {"a.json", "b.json"};
  const char* documents[2];
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  cachewarden_assessment* assessment = NULL;
  cachewarden_document* document = NULL;
  cachewarden_report_options options = CACHEWARDEN_REPORT_OPTIONS_INIT;
  int i = 0;
  documents[0] = first;
  documents[1] = second;
  options.show = CACHEWARDEN_SHOW_PASS | CACHEWARDEN_SHOW_FAIL | CACHEWARDEN_SHOW_UNKNOWN |
                 CACHEWARDEN_SHOW_NOT_APPLICABLE;
  CHECK(cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK);
  for (i = 0; i < 2; ++i) {
    cachewarden_input_options about = CACHEWARDEN_INPUT_OPTIONS_INIT;
    about.name = text(names[documents[i] == open_cache ? 0 : 1]);
    CHECK(cachewarden_reader_add(reader, text(documents[i]), &about, NULL) == CACHEWARDEN_OK);
  }
  CHECK(cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK);
  assessment = assessment_of(inventory);
  CHECK(cachewarden_assessment_render(&document, assessment, text(format), &options, NULL) ==
        CACHEWARDEN_OK);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
  cachewarden_reader_free(reader);
  return document;
}

/* A document has the day that the caller says, and no other. */
static void days_are_given(void) {
  static const struct {
    const char* collected;
    cachewarden_code code;
    cachewarden_status status;
  } table[] = {{"2026-02-20", CACHEWARDEN_OK, CACHEWARDEN_STATUS_FAIL},
               {"2026-01-01", CACHEWARDEN_OK, CACHEWARDEN_STATUS_UNKNOWN},
               {"", CACHEWARDEN_OK, CACHEWARDEN_STATUS_UNKNOWN},
               {"20.2.2026", CACHEWARDEN_ERROR_ARGUMENT, CACHEWARDEN_STATUS_UNKNOWN}};
  size_t i = 0;
  for (i = 0; i < sizeof table / sizeof table[0]; ++i) {
    cachewarden_source source = CACHEWARDEN_SOURCE_INIT;
    const cachewarden_source* sources[1];
    cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
    cachewarden_assessment* assessment = NULL;
    const cachewarden_string rule = text("redis-tls-only");
    sources[0] = &source;
    source.bytes = text(open_cache);
    source.collected = text(table[i].collected);
    options.include = &rule;
    options.include_count = 1;
    options.settings = text("{\"max_evidence_age_days\": 30}");
    options.as_of = text("2026-03-01");
    CHECK(cachewarden_assess_sources(&assessment, sources, 1, NULL, &options, NULL) ==
          table[i].code);
    if (table[i].code == CACHEWARDEN_OK)
      CHECK(cachewarden_assessment_status(assessment, 0) == table[i].status);
    cachewarden_assessment_free(assessment);
  }
}

static void same_bytes(void) {
  static const char other[] =
      "{\"type\": \"Microsoft.Cache/redis\", \"apiVersion\": \"2024-11-01\", \"name\": \"later\","
      " \"location\": \"westeurope\", \"properties\": {"
      "\"enableNonSslPort\": \"[parameters('open')]\"}}";
  size_t i = 0;
  for (i = 0; i < cachewarden_report_format_count(); ++i) {
    const char* format = cachewarden_report_format_name(i).data;
    cachewarden_document* one = report_of(open_cache, other, format);
    cachewarden_document* two = report_of(other, open_cache, format);
    CHECK(cachewarden_document_text(one).size > 100);
    CHECK(equal(cachewarden_document_text(one), cachewarden_document_text(two).data));
    CHECK(!has_text(cachewarden_document_text(one), "CANARY"));
    cachewarden_document_free(one);
    cachewarden_document_free(two);
  }
}

static void zero_is_no_status(void) {
  CHECK(CACHEWARDEN_STATUS_PASS == 1);
  CHECK(equal(cachewarden_status_name(0), ""));
  CHECK(equal(cachewarden_status_name(CACHEWARDEN_STATUS_PASS), "pass"));
}

int main(void) {
  static const struct promise promises[] = {
      {"freeing null does nothing", freeing_null},
      {"objects may be freed in any order", freed_in_any_order},
      {"what is returned lives as long as the object it was asked of", returned_lives},
      {"what is handed in is copied, needs no nul", handed_in_is_copied},
      {"may be null with size 0", null_with_size_0},
      {"every string that is returned ends in nul and is never null", ends_in_nul},
      {"a failure leaves null in out and a new error where one was asked for", failure_leaves_null},
      {"trouble with it is no failure: it becomes a diagnostic of the inventory", trouble_is_told},
      {"asking null gives zero, null or an empty string", asking_null},
      {"shorter structures get defaults", shorter_structures},
      {"longer structures are taken if what is not known is zero", longer_structures},
      {"the day on which it was collected", days_are_given},
      {"the same input gives the same bytes, whatever the order of documents", same_bytes},
      {"zero is no status", zero_is_no_status},
  };
  return run_promises(promises, sizeof promises / sizeof promises[0]);
}
