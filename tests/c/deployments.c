/* Templates and changes through the C interface. */
#include <stdio.h>
#include <string.h>

#include "cachewarden.h"

static int failures = 0;

static void expect(int holds, const char* what) {
  if (!holds) {
    fprintf(stderr, "not so: %s\n", what);
    ++failures;
  }
}

static int holds_text(const cachewarden_document* document, const char* wanted) {
  return strstr(cachewarden_document_text(document).data, wanted) != NULL;
}

static const char* const template_text =
    "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/"
    "deploymentTemplate.json#\", \"contentVersion\": \"1.0.0.0\","
    "\"parameters\": {\"name\": {\"type\": \"string\"}, \"open\": {\"type\": \"bool\"},"
    "                 \"key\": {\"type\": \"securestring\"}},"
    "\"resources\": [{\"type\": \"Microsoft.Cache/redis\", \"apiVersion\": \"2024-11-01\","
    "  \"name\": \"[parameters('name')]\", \"tags\": {\"k\": \"[parameters('key')]\"},"
    "  \"properties\": {\"enableNonSslPort\": \"[parameters('open')]\"}}]}";

static void check_expand(const cachewarden_deployment_options* options) {
  cachewarden_document* document = NULL;
  cachewarden_error* error = NULL;
  expect(cachewarden_expand(&document, cachewarden_string_of(template_text),
                            cachewarden_string_of("main.json"), options, NULL) == CACHEWARDEN_OK,
         "a template is expanded");
  expect(holds_text(document, "\"name\": \"orders\""), "a parameters file counts");
  expect(holds_text(document, "/resourceGroups/rg-orders/"), "the scope counts");
  expect(holds_text(document, "\"enableNonSslPort\": true"), "a single value counts");
  expect(holds_text(document, "[parameters('key')]") && !holds_text(document, "CANARY"),
         "a secret is not shown");
  cachewarden_document_free(document);

  expect(cachewarden_expand(&document, cachewarden_string_of("[]"), cachewarden_string_of("x.json"),
                            NULL, &error) == CACHEWARDEN_ERROR_FORMAT,
         "what is no template is refused");
  expect(document == NULL && error != NULL, "the refusal says why");
  cachewarden_error_free(error);
  expect(cachewarden_expand_path(&document, cachewarden_string_of("no/such/file.json"), NULL,
                                 NULL) == CACHEWARDEN_ERROR_IO,
         "a file that is not there is refused");
}

static void check_deployment(const cachewarden_deployment_options* options) {
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  cachewarden_read_options reading = CACHEWARDEN_READ_OPTIONS_INIT;
  reading.deployment = options;
  expect(cachewarden_reader_new(&reader, &reading, NULL) == CACHEWARDEN_OK, "a reader is made");
  cachewarden_reader_add(reader, cachewarden_string_of(template_text), NULL, NULL);
  cachewarden_reader_finish(&inventory, reader, NULL);
  cachewarden_reader_free(reader);
  expect(cachewarden_inventory_find(
             inventory,
             cachewarden_string_of("/subscriptions/s/resourceGroups/rg-orders/providers/"
                                   "Microsoft.Cache/redis/orders"),
             CACHEWARDEN_INTENT_PLANNED) != NULL,
         "a template is read with what it is deployed with");
  cachewarden_inventory_free(inventory);
}

static void check_change(void) {
  const char* const text =
      "{\"status\": \"Succeeded\", \"changes\": [{\"changeType\": \"Modify\", \"resourceId\": "
      "\"/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/c\","
      "\"before\": {\"type\": \"Microsoft.Cache/redis\", \"name\": \"c\", "
      "\"properties\": {\"enableNonSslPort\": false, \"minimumTlsVersion\": \"1.0\"}},"
      "\"after\": {\"type\": \"Microsoft.Cache/redis\", \"name\": \"c\", "
      "\"properties\": {\"enableNonSslPort\": true, \"minimumTlsVersion\": \"1.2\"}}}]}";
  const cachewarden_string rules[] = {{"redis-tls-only", 14}};
  cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
  cachewarden_reader* reader = NULL;
  cachewarden_change* change = NULL;
  cachewarden_review* review = NULL;
  cachewarden_document* document = NULL;
  const cachewarden_assessment* after = NULL;
  size_t i = 0;
  options.include = rules;
  options.include_count = 1;
  cachewarden_reader_new(&reader, NULL, NULL);
  cachewarden_reader_add(reader, cachewarden_string_of(text), NULL, NULL);
  expect(cachewarden_reader_finish_change(&change, reader, NULL) == CACHEWARDEN_OK,
         "a change is made");
  cachewarden_reader_free(reader);
  expect(cachewarden_inventory_size(cachewarden_change_before(change)) == 1 &&
             cachewarden_inventory_size(cachewarden_change_after(change)) == 1,
         "a change has two sides");
  expect(cachewarden_review_new(&review, change, &options, NULL) == CACHEWARDEN_OK,
         "a change is judged");
  cachewarden_change_free(change);
  expect(cachewarden_review_count(review, CACHEWARDEN_EFFECT_NEW, CACHEWARDEN_STATUS_FAIL) == 1,
         "what is new is counted");
  expect(cachewarden_review_count(review, 99, CACHEWARDEN_STATUS_FAIL) == 0,
         "no effect has that number");
  after = cachewarden_review_after(review);
  for (i = 0; i < cachewarden_assessment_size(after); ++i)
    expect(cachewarden_review_effect(review, i) == CACHEWARDEN_EFFECT_NEW, "the finding is new");
  expect(cachewarden_review_effect(review, 1000) == CACHEWARDEN_EFFECT_NONE,
         "past the end there is none");
  expect(cachewarden_review_effect_before(review, 0) == CACHEWARDEN_EFFECT_NONE,
         "nothing is resolved");
  expect(cachewarden_assessment_size(cachewarden_review_before(review)) == 1,
         "the other side is judged too");
  expect(cachewarden_review_render(&document, review, cachewarden_string_of("json"), NULL, NULL) ==
             CACHEWARDEN_OK,
         "a report is made");
  expect(holds_text(document, "\"change\": \"new\""), "the report tells the effect");
  expect(strcmp(cachewarden_effect_name(CACHEWARDEN_EFFECT_RESOLVED).data, "resolved") == 0,
         "an effect has a name");
  cachewarden_document_free(document);
  cachewarden_review_free(review);
}

int main(void) {
  cachewarden_named_text file;
  cachewarden_named_text value;
  cachewarden_deployment_options options = CACHEWARDEN_DEPLOYMENT_OPTIONS_INIT;
  cachewarden_document* document = NULL;
  file.name = cachewarden_string_of("main.parameters.json");
  file.text = cachewarden_string_of(
      "{\"parameters\": {\"name\": {\"value\": \"orders\"}, \"open\": {\"value\": false}, "
      "\"key\": {\"value\": \"CANARY\"}}}");
  value.name = cachewarden_string_of("open");
  value.text = cachewarden_string_of("true");
  options.parameters = &file;
  options.parameters_count = 1;
  options.values = &value;
  options.value_count = 1;
  options.scope =
      cachewarden_string_of("{\"subscriptionId\": \"s\", \"resourceGroup\": \"rg-orders\"}");
  check_expand(&options);
  check_deployment(&options);
  check_change();

  options.scope = cachewarden_string_of("{\"planet\": \"mars\"}");
  expect(cachewarden_expand(&document, cachewarden_string_of(template_text),
                            cachewarden_string_of("main.json"), &options,
                            NULL) == CACHEWARDEN_ERROR_FORMAT,
         "a scope that is none is refused");
  options.values = NULL;
  expect(cachewarden_expand(&document, cachewarden_string_of(template_text),
                            cachewarden_string_of("main.json"), &options,
                            NULL) == CACHEWARDEN_ERROR_ARGUMENT,
         "a list that is not there is refused");
  return failures == 0 ? 0 : 1;
}
