/* Settings, exemptions and attestations. */
#include "promise.h"

static const char* const caches =
    "[{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/open\","
    "  \"properties\": {\"enableNonSslPort\": true}},"
    " {\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/unclear\","
    "  \"properties\": {\"enableNonSslPort\": {}}}]";

static const char* const exemptions =
    "{\"exemptions\": [{\"rule\": \"redis-tls-only\", \"resource\": \"open\","
    " \"category\": \"waiver\", \"reason\": \"r\", \"owner\": \"o\", \"until\": \"2026-12-31\"}]}";

static const char* const attestations =
    "{\"attestations\": [{\"rule\": \"redis-tls-only\", \"resource\": \"unclear\","
    " \"statement\": \"s\", \"by\": \"b\", \"reference\": \"r\", \"date\": \"2026-01-01\","
    " \"until\": \"2026-12-31\"}]}";

static cachewarden_assess_options options_of_one_rule(const cachewarden_string* rule) {
  cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
  options.include = rule;
  options.include_count = 1;
  options.as_of = cachewarden_string_of("2026-06-01");
  return options;
}

static int says(cachewarden_document* document, const char* words) {
  const int found = strstr(cachewarden_document_text(document).data, words) != NULL;
  cachewarden_document_free(document);
  return found;
}

int main(void) {
  const cachewarden_string rule = cachewarden_string_of("redis-tls-only");
  cachewarden_assess_options options = options_of_one_rule(&rule);
  cachewarden_inventory* inventory = inventory_of(caches);
  cachewarden_assessment* assessment = NULL;
  cachewarden_document* document = NULL;
  cachewarden_error* error = NULL;

  /* Nothing is decided unless it is given. */
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_assessment_is_exempt(assessment, 0) == 0);
  CHECK(cachewarden_assessment_is_attested(assessment, 1) == 0);
  CHECK(cachewarden_assessment_count(assessment, CACHEWARDEN_STATUS_UNKNOWN) == 1);
  cachewarden_assessment_free(assessment);

  options.exemptions = cachewarden_string_of(exemptions);
  options.attestations = cachewarden_string_of(attestations);
  options.settings = cachewarden_string_of(
      "{\"extends\": \"strict\", \"max_exemption_days\": 0,"
      " \"rules\": {\"severity\": {\"redis-tls-only\": \"low\"}}}");
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_assessment_is_exempt(assessment, 0) != 0);
  CHECK(cachewarden_assessment_is_exempt(assessment, 1) == 0);
  CHECK(cachewarden_assessment_is_attested(assessment, 1) != 0);
  CHECK(cachewarden_assessment_is_attested(assessment, 99) == 0);
  CHECK(cachewarden_assessment_is_exempt(NULL, 0) == 0);
  CHECK(cachewarden_assessment_count(assessment, CACHEWARDEN_STATUS_FAIL) == 1);
  CHECK(cachewarden_assessment_count(assessment, CACHEWARDEN_STATUS_PASS) == 1);
  CHECK(cachewarden_rule_severity(cachewarden_assessment_rule(assessment, 0)) ==
        CACHEWARDEN_SEVERITY_LOW);
  CHECK(cachewarden_assessment_decisions(&document, assessment, NULL) == CACHEWARDEN_OK);
  CHECK(says(document, "{\"exempt\":1,\"attested\":1,\"diagnostics\":[]}"));
  cachewarden_assessment_free(assessment);

  /* What the strict profile does not allow is told. */
  options.settings = cachewarden_string_of("{\"extends\": \"strict\"}");
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_assessment_is_exempt(assessment, 0) == 0);
  CHECK(cachewarden_assessment_decisions(&document, assessment, NULL) == CACHEWARDEN_OK);
  CHECK(says(document, "exemption-too-long"));
  cachewarden_assessment_free(assessment);

  /* A line for each mistake. */
  options.settings = cachewarden_string_of("{\"minimum_zones\": 9,\n\"zones\": 1}");
  assessment = NULL;
  CHECK(cachewarden_assess(&assessment, inventory, &options, &error) == CACHEWARDEN_ERROR_FORMAT);
  CHECK(assessment == NULL);
  CHECK(strstr(cachewarden_error_message(error).data, "settings:1:2: ") != NULL);
  CHECK(strstr(cachewarden_error_message(error).data, "\nsettings:2:1: ") != NULL);
  cachewarden_error_free(error);

  CHECK(cachewarden_settings_schema(&document, NULL) == CACHEWARDEN_OK);
  CHECK(says(document, "\"minimum_zones\""));
  CHECK(cachewarden_settings_schema(NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);

  cachewarden_inventory_free(inventory);
  printf("%d checks, %d failures\n", promise_checks, promise_failures);
  return promise_failures == 0 ? 0 : 1;
}
