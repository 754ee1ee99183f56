/* Rules of the caller, and what they may ask. */
#include "promise.h"

#define FIREWALL_RULES "Microsoft.Cache/redis/firewallRules"

/* ---- a check of every kind --------------------------------------------------------------------
 */

struct log {
  int calls;
  char names[200];
  char as_of[20];
};

static void log_name(const cachewarden_resource* cache, const cachewarden_context* context,
                     cachewarden_verdict* verdict, void* user) {
  struct log* log = (struct log*)user;
  (void)verdict; /* says nothing */
  ++log->calls;
  strcat(log->names, cachewarden_resource_name(cache).data);
  strcat(log->names, " ");
  strcpy(log->as_of, cachewarden_context_as_of(context).data);
}

static void has_owner(const cachewarden_resource* cache, const cachewarden_context* context,
                      cachewarden_verdict* verdict, void* user) {
  const cachewarden_property tags = cachewarden_resource_property(cache, text("tags"));
  size_t i = 0;
  (void)context;
  cachewarden_verdict_add_property(verdict, tags);
  if (cachewarden_property_is_gap(tags))
    return;
  cachewarden_verdict_set(verdict, CACHEWARDEN_STATUS_FAIL, text("nobody owns it"));
  for (i = 0; i < cachewarden_property_size(tags); ++i) {
    if (equal(cachewarden_property_item_name(tags, i), (const char*)user))
      cachewarden_verdict_set(verdict, CACHEWARDEN_STATUS_PASS, text(""));
  }
}

static void few_rules(const cachewarden_resource* cache, const cachewarden_context* context,
                      cachewarden_verdict* verdict, void* user) {
  const size_t count = cachewarden_resource_child_count(cache, text(FIREWALL_RULES));
  (void)context;
  (void)user;
  cachewarden_verdict_add_children(verdict, cache, text(FIREWALL_RULES));
  if (cachewarden_resource_completeness(cache, text(FIREWALL_RULES)) ==
      CACHEWARDEN_COMPLETENESS_COMPLETE)
    cachewarden_verdict_set(verdict, count < 2 ? CACHEWARDEN_STATUS_PASS : CACHEWARDEN_STATUS_FAIL,
                            text(""));
}

static void wrong_status(const cachewarden_resource* cache, const cachewarden_context* context,
                         cachewarden_verdict* verdict, void* user) {
  (void)context;
  (void)user;
  cachewarden_verdict_add_resource(verdict, cache);
  cachewarden_verdict_set(verdict, 0, text("zero"));
}

static cachewarden_custom_rule rule_of(const char* id, cachewarden_check check, void* user) {
  cachewarden_custom_rule rule = CACHEWARDEN_CUSTOM_RULE_INIT;
  rule.resource_type = text("microsoft.cache/REDIS");
  rule.id = text(id);
  rule.check = check;
  rule.user = user;
  return rule;
}

/* The assessment by that rule and no other. */
static cachewarden_assessment* judged_by(const cachewarden_inventory* inventory,
                                         const cachewarden_custom_rule* rule) {
  cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
  cachewarden_assessment* assessment = NULL;
  options.include = &rule->id;
  options.include_count = 1;
  options.custom_rules = &rule;
  options.custom_rule_count = 1;
  options.as_of = text("2026-01-31");
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_OK);
  return assessment;
}

static const char two_caches[] =
    "[{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/b\","
    "  \"type\": \"Microsoft.Cache/redis\", \"properties\": {}},"
    " {\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/a\","
    "  \"type\": \"Microsoft.Cache/redis\", \"properties\": {}}]";

/* ---- promises ---------------------------------------------------------------------------------
 */

static void called_in_order(void) {
  struct log log = {0, "", ""};
  const cachewarden_custom_rule rule = rule_of("log", log_name, &log);
  cachewarden_inventory* inventory = inventory_of(two_caches);
  cachewarden_assessment* assessment = judged_by(inventory, &rule);
  cachewarden_finding* finding = finding_of(assessment, "log");
  cachewarden_document* document = NULL;
  CHECK(log.calls == 2);
  CHECK(strcmp(log.names, "a b ") == 0);
  CHECK(strcmp(log.as_of, "2026-01-31") == 0);
  /* what was said is kept: nothing is asked again */
  CHECK(cachewarden_assessment_render(&document, assessment, text("json"), NULL, NULL) ==
        CACHEWARDEN_OK);
  CHECK(cachewarden_finding_status(finding) == CACHEWARDEN_STATUS_UNKNOWN);
  CHECK(log.calls == 2);
  cachewarden_document_free(document);
  cachewarden_finding_free(finding);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
}

static void silence_is_unknown(void) {
  struct log log = {0, "", ""};
  const cachewarden_custom_rule silent = rule_of("silent", log_name, &log);
  const cachewarden_custom_rule wrong = rule_of("wrong", wrong_status, NULL);
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_assessment* assessment = judged_by(inventory, &silent);
  CHECK(cachewarden_assessment_count(assessment, CACHEWARDEN_STATUS_UNKNOWN) == 1);
  cachewarden_assessment_free(assessment);
  assessment = judged_by(inventory, &wrong);
  CHECK(cachewarden_assessment_status(assessment, 0) == CACHEWARDEN_STATUS_UNKNOWN);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
}

static void rests_on(void) {
  static char owner[] = "owner";
  static char nobody[] = "nobody";
  cachewarden_custom_rule rule = rule_of("acme-owner", has_owner, owner);
  cachewarden_inventory* inventory = inventory_of(open_cache);
  cachewarden_inventory* summary = inventory_of(
      "{\"id\": \"" CACHE_ID "\", \"type\": \"Microsoft.Cache/redis\", \"name\": \"orders\"}");
  cachewarden_assessment* assessment = NULL;
  cachewarden_finding* finding = NULL;

  assessment = judged_by(inventory, &rule);
  CHECK(cachewarden_assessment_status(assessment, 0) == CACHEWARDEN_STATUS_PASS);
  cachewarden_assessment_free(assessment);

  rule.user = nobody;
  rule.message = text("has no owner");
  rule.az = text("az redis update --ids {id} --set tags.owner=TEAM");
  rule.severity = CACHEWARDEN_SEVERITY_LOW;
  assessment = judged_by(inventory, &rule);
  finding = finding_of(assessment, "acme-owner");
  CHECK(cachewarden_finding_status(finding) == CACHEWARDEN_STATUS_FAIL);
  CHECK(equal(cachewarden_finding_message(finding), "nobody owns it"));
  CHECK(equal(cachewarden_finding_remediation(finding, CACHEWARDEN_TOOL_AZ),
              "az redis update --ids " CACHE_ID " --set tags.owner=TEAM"));
  CHECK(cachewarden_finding_evidence_count(finding) == 1);
  CHECK(equal(cachewarden_evidence_property(cachewarden_finding_evidence(finding, 0)), "tags"));
  CHECK(equal(cachewarden_evidence_value(cachewarden_finding_evidence(finding, 0)),
              "{\"owner\": \"shop\"}"));
  CHECK(equal(cachewarden_rule_name(cachewarden_finding_rule(finding)), "acme-owner"));
  CHECK(cachewarden_rule_severity(cachewarden_finding_rule(finding)) == CACHEWARDEN_SEVERITY_LOW);
  CHECK(cachewarden_rule_category(cachewarden_finding_rule(finding)) ==
        CACHEWARDEN_CATEGORY_GOVERNANCE);
  cachewarden_finding_free(finding);
  cachewarden_assessment_free(assessment);

  /* a gap names what is missing and how it is collected */
  assessment = judged_by(summary, &rule);
  finding = finding_of(assessment, "acme-owner");
  CHECK(cachewarden_finding_status(finding) == CACHEWARDEN_STATUS_UNKNOWN);
  CHECK(cachewarden_finding_missing_count(finding) == 1);
  CHECK(cachewarden_missing_kind(cachewarden_finding_missing(finding, 0)) ==
        CACHEWARDEN_EVIDENCE_PROPERTY);
  CHECK(equal(cachewarden_evidence_kind_name(CACHEWARDEN_EVIDENCE_PROPERTY), "property"));
  CHECK(equal(cachewarden_missing_what(cachewarden_finding_missing(finding, 0)), CACHE_ID "#tags"));
  CHECK(cachewarden_missing_reason(cachewarden_finding_missing(finding, 0)).size > 0);
  CHECK(equal(cachewarden_missing_collect(cachewarden_finding_missing(finding, 0)),
              "az redis show --ids " CACHE_ID));
  cachewarden_finding_free(finding);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(summary);
  cachewarden_inventory_free(inventory);
}

static void children_are_asked(void) {
  const cachewarden_custom_rule rule = rule_of("few", few_rules, NULL);
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  cachewarden_assessment* assessment = NULL;
  cachewarden_finding* finding = NULL;
  cachewarden_input_options about = CACHEWARDEN_INPUT_OPTIONS_INIT;
  const cachewarden_resource* cache = NULL;
  const cachewarden_resource* child = NULL;

  CHECK(cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_add(reader, text(open_cache), NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK);
  assessment = judged_by(inventory, &rule);
  finding = finding_of(assessment, "few");
  CHECK(cachewarden_finding_status(finding) == CACHEWARDEN_STATUS_UNKNOWN);
  CHECK(cachewarden_missing_kind(cachewarden_finding_missing(finding, 0)) ==
        CACHEWARDEN_EVIDENCE_COLLECTION);
  cachewarden_finding_free(finding);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);

  /* the reader is empty and can be used again */
  CHECK(cachewarden_reader_add(reader, text(open_cache), NULL, NULL) == CACHEWARDEN_OK);
  about.of = text(CACHE_ID "#firewallRules");
  about.name = text("rules.json");
  CHECK(cachewarden_reader_add(reader,
                               text("[{\"name\": \"office\", \"startIP\": \"192.0.2.1\","
                                    " \"endIP\": \"192.0.2.9\"}]"),
                               &about, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK);
  CHECK(!cachewarden_inventory_has_errors(inventory));
  CHECK(cachewarden_inventory_input_count(inventory) == 2);
  assessment = judged_by(inventory, &rule);
  CHECK(cachewarden_assessment_status(assessment, 0) == CACHEWARDEN_STATUS_PASS);
  cache = cachewarden_assessment_resource(assessment, 0);
  CHECK(cachewarden_resource_child_count(cache, text(FIREWALL_RULES)) == 1);
  child = cachewarden_resource_child(cache, text(FIREWALL_RULES), 0);
  CHECK(equal(cachewarden_resource_name(child), "office"));
  CHECK(cachewarden_resource_parent(child) == cache);
  CHECK(cachewarden_resource_parent(cache) == NULL);
  CHECK(cachewarden_resource_child(cache, text(FIREWALL_RULES), 1) == NULL);
  CHECK(cachewarden_resource_child_count(cache, text("no/such")) == 0);
  CHECK(cachewarden_inventory_find(inventory, cachewarden_resource_id(child),
                                   CACHEWARDEN_INTENT_LIVE) == child);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
  cachewarden_reader_free(reader);
}

static void a_null_pattern(const cachewarden_inventory* inventory) {
  cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
  cachewarden_assessment* assessment = NULL;
  options.include_count = 1;
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  options.include_count = 0;
  options.custom_rule_count = 1;
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  options.custom_rule_count = 0;
  options.as_of = text("31.1.2026");
  CHECK(cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
}

static void what_is_refused(void) {
  static const char* const parts[] = {"no check", "`Microsoft.Nothing/at`", "two rules", "no id",
                                      "severity"};
  cachewarden_inventory* inventory = inventory_of(open_cache);
  size_t i = 0;
  for (i = 0; i < sizeof parts / sizeof parts[0]; ++i) {
    cachewarden_custom_rule rule = rule_of("acme", wrong_status, NULL);
    const cachewarden_custom_rule* const rules[] = {&rule};
    cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
    cachewarden_assessment* assessment = NULL;
    cachewarden_error* error = NULL;
    if (i == 0)
      rule.check = NULL;
    if (i == 1)
      rule.resource_type = text("Microsoft.Nothing/at");
    if (i == 2)
      rule.name = text("Redis-TLS-Only");
    if (i == 3)
      rule.id = text("");
    if (i == 4)
      rule.severity = 99;
    options.custom_rules = rules;
    options.custom_rule_count = 1;
    CHECK(cachewarden_assess(&assessment, inventory, &options, &error) ==
          CACHEWARDEN_ERROR_ARGUMENT);
    CHECK(has_text(cachewarden_error_message(error), parts[i]));
    cachewarden_error_free(error);
  }
  a_null_pattern(inventory);
  cachewarden_inventory_free(inventory);
}

/* ---- properties -------------------------------------------------------------------------------
 */

static cachewarden_property of(const cachewarden_resource* resource, const char* name) {
  return cachewarden_resource_property(resource, text(name));
}

static void properties_by_kind(void) {
  cachewarden_inventory* inventory = inventory_of(open_cache);
  const cachewarden_resource* cache = cachewarden_inventory_resource(inventory, 0);
  const cachewarden_property none = of(cache, "no_such_property");
  CHECK(none.field == NULL);
  CHECK(cachewarden_property_kind(of(cache, "port")) == CACHEWARDEN_KIND_INTEGER);
  CHECK(cachewarden_property_number(of(cache, "port")) == 6379);
  CHECK(cachewarden_property_kind(of(cache, "enable_non_ssl_port")) == CACHEWARDEN_KIND_BOOLEAN);
  CHECK(cachewarden_property_number(of(cache, "enable_non_ssl_port")) == 1);
  CHECK(equal(cachewarden_property_path(of(cache, "enable_non_ssl_port")),
              "properties.enableNonSslPort"));
  CHECK(cachewarden_property_kind(of(cache, "location")) == CACHEWARDEN_KIND_TEXT);
  CHECK(equal(cachewarden_property_text(of(cache, "location")), "westeurope"));
  CHECK(cachewarden_property_kind(of(cache, "sku_name")) == CACHEWARDEN_KIND_ENUMERATION);
  CHECK(equal(cachewarden_property_text(of(cache, "sku_name")), "Premium"));
  CHECK(cachewarden_property_kind(of(cache, "subnet_id")) == CACHEWARDEN_KIND_REFERENCE);
  CHECK(cachewarden_property_state(of(cache, "subnet_id")) == CACHEWARDEN_STATE_NONE);
  CHECK(!cachewarden_property_is_gap(of(cache, "subnet_id")));
  CHECK(!cachewarden_property_has_value(of(cache, "subnet_id")));
  CHECK(cachewarden_property_kind(of(cache, "zones")) == CACHEWARDEN_KIND_TEXTS);
  CHECK(cachewarden_property_size(of(cache, "zones")) == 2);
  CHECK(equal(cachewarden_property_item(of(cache, "zones"), 1), "2"));
  CHECK(equal(cachewarden_property_item(of(cache, "zones"), 2), ""));
  CHECK(cachewarden_property_kind(of(cache, "tags")) == CACHEWARDEN_KIND_PAIRS);
  CHECK(equal(cachewarden_property_item_name(of(cache, "tags"), 0), "owner"));
  CHECK(equal(cachewarden_property_item(of(cache, "tags"), 0), "shop"));
  CHECK(cachewarden_property_is_secret(of(cache, "access_keys")));
  CHECK(cachewarden_property_has_value(of(cache, "access_keys")));
  CHECK(equal(cachewarden_property_text(of(cache, "access_keys")), ""));
  cachewarden_inventory_free(inventory);
}

static void properties_of_lists(void) {
  cachewarden_inventory* inventory = inventory_of(
      "[{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/"
      "networkSecurityGroups/n/securityRules/r\", \"name\": \"r\","
      " \"type\": \"Microsoft.Network/networkSecurityGroups/securityRules\", \"properties\": {"
      " \"sourceAddressPrefixes\": [\"10.0.0.0/8\", \"Internet\"], \"priority\": 100,"
      " \"destinationPortRanges\": [\"6379-6380\", \"10000\"], \"access\": \"Allow\","
      " \"direction\": \"Inbound\", \"protocol\": \"Tcp\"}},"
      " {\"id\": \"" CACHE_ID
      "/patchSchedules/default\", \"name\": \"default\","
      " \"type\": \"Microsoft.Cache/redis/patchSchedules\", \"properties\": {\"scheduleEntries\":"
      " [{\"dayOfWeek\": \"Monday\", \"startHourUtc\": 3, \"maintenanceWindow\": \"PT5H\"}]}}]");
  const cachewarden_resource* schedule = cachewarden_inventory_find(
      inventory, text(CACHE_ID "/patchSchedules/default"), CACHEWARDEN_INTENT_LIVE);
  const cachewarden_resource* rule = cachewarden_inventory_find(
      inventory,
      text("/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/"
           "NETWORKsecuritygroups/n/securityRules/r"),
      CACHEWARDEN_INTENT_LIVE);
  size_t i = 0;
  int addresses = 0;
  int ports = 0;
  int records = 0;
  CHECK(rule != NULL && schedule != NULL);
  for (i = 0; i < cachewarden_resource_property_count(rule); ++i) {
    const cachewarden_property each = cachewarden_resource_property_at(rule, i);
    if (cachewarden_property_size(each) != 2)
      continue;
    if (cachewarden_property_kind(each) == CACHEWARDEN_KIND_ADDRESSES) {
      ++addresses;
      CHECK(equal(cachewarden_property_item(each, 0), "10.0.0.0/8"));
      CHECK(equal(cachewarden_property_item(each, 1), "Internet"));
    }
    if (cachewarden_property_kind(each) == CACHEWARDEN_KIND_PORTS) {
      ++ports;
      CHECK(cachewarden_property_first_port(each, 0) == 6379);
      CHECK(cachewarden_property_last_port(each, 0) == 6380);
      CHECK(cachewarden_property_first_port(each, 1) == 10000);
      CHECK(cachewarden_property_last_port(each, 2) == 0);
    }
  }
  for (i = 0; i < cachewarden_resource_property_count(schedule); ++i) {
    const cachewarden_property each = cachewarden_resource_property_at(schedule, i);
    if (cachewarden_property_kind(each) != CACHEWARDEN_KIND_RECORDS)
      continue;
    ++records;
    CHECK(cachewarden_property_size(each) == 1);
    CHECK(equal(
        cachewarden_property_text(cachewarden_property_item_property(each, 0, text("day_of_week"))),
        "Monday"));
    CHECK(cachewarden_property_number(
              cachewarden_property_item_property(each, 0, text("start_hour_utc"))) == 3);
    CHECK(cachewarden_property_item_property(each, 1, text("day_of_week")).field == NULL);
    CHECK(cachewarden_property_item_property(each, 0, text("nothing")).field == NULL);
  }
  CHECK(addresses == 1 && ports == 1 && records == 1);
  cachewarden_inventory_free(inventory);
}

static void rules_and_reports(void) {
  cachewarden_document* document = NULL;
  const cachewarden_rule* rule = cachewarden_rule_find(text("REDIS-tls-only"));
  CHECK(equal(cachewarden_rule_id(rule), "CW-REDIS-001"));
  CHECK(cachewarden_rule_severity(rule) == CACHEWARDEN_SEVERITY_CRITICAL);
  CHECK(equal(cachewarden_severity_name(CACHEWARDEN_SEVERITY_CRITICAL), "critical"));
  CHECK(equal(cachewarden_category_name(cachewarden_rule_category(rule)), "data protection"));
  CHECK(cachewarden_rule_example_status(rule, 0) == CACHEWARDEN_STATUS_PASS);
  CHECK(has_text(cachewarden_rule_remediation(rule, CACHEWARDEN_TOOL_BICEP), "enableNonSslPort"));
  CHECK(equal(cachewarden_rule_remediation(rule, 4), ""));
  CHECK(cachewarden_rule_explain(&document, rule, NULL) == CACHEWARDEN_OK);
  CHECK(has_text(cachewarden_document_text(document), "redis-tls-only"));
  cachewarden_document_free(document);
  CHECK(cachewarden_rule_explain(&document, NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(cachewarden_rule_find(text("redis-tls")) == NULL);
}

int main(void) {
  static const struct promise promises[] = {
      {"a check is called once for each resource of its type, in the order of the findings",
       called_in_order},
      {"a check that says nothing gives unknown", silence_is_unknown},
      {"what the verdict rests on becomes evidence; a gap becomes missing evidence", rests_on},
      {"the children of a type, all of them or their absence", children_are_asked},
      {"required, of no other rule", what_is_refused},
      {"by name in snake case", properties_by_kind},
      {"of records a property of the item", properties_of_lists},
      {"by id or name, compared without case", rules_and_reports},
  };
  return run_promises(promises, sizeof promises / sizeof promises[0]);
}
