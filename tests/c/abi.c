/* What compiled callers rely on: every number, size and place of the binary form. A line of this
 * file is never changed, only added. */
#include <stddef.h>
#include <stdio.h>

#include "cachewarden.h"

/* An array of -1 items does not compile. */
#define PIN_AT(line, condition) typedef char pin_##line[(condition) ? 1 : -1]
#define PIN_LINE(line, condition) PIN_AT(line, condition)
#define PIN(condition) PIN_LINE(__LINE__, condition)

#define AT(type, member, offset) PIN(offsetof(type, member) == (offset))

PIN(CACHEWARDEN_OK == 0);
PIN(CACHEWARDEN_ERROR_INTERNAL == 1);
PIN(CACHEWARDEN_ERROR_NO_MEMORY == 2);
PIN(CACHEWARDEN_ERROR_ARGUMENT == 10);
PIN(CACHEWARDEN_ERROR_NEWER_CALLER == 11);
PIN(CACHEWARDEN_ERROR_SYNTAX == 20);
PIN(CACHEWARDEN_ERROR_FORMAT == 21);
PIN(CACHEWARDEN_ERROR_LIMIT == 22);
PIN(CACHEWARDEN_ERROR_IO == 30);

PIN(CACHEWARDEN_INTENT_LIVE == 1);
PIN(CACHEWARDEN_INTENT_PLANNED == 2);
PIN(CACHEWARDEN_INTENT_EXISTING == 3);

PIN(CACHEWARDEN_LEVEL_NOTE == 1);
PIN(CACHEWARDEN_LEVEL_WARNING == 2);
PIN(CACHEWARDEN_LEVEL_ERROR == 3);

PIN(CACHEWARDEN_COMPLETENESS_NOT_COLLECTED == 1);
PIN(CACHEWARDEN_COMPLETENESS_PARTIAL == 2);
PIN(CACHEWARDEN_COMPLETENESS_COMPLETE == 3);
PIN(CACHEWARDEN_COMPLETENESS_ASSUMED == 4);

PIN(CACHEWARDEN_KIND_BOOLEAN == 1);
PIN(CACHEWARDEN_KIND_INTEGER == 2);
PIN(CACHEWARDEN_KIND_TEXT == 3);
PIN(CACHEWARDEN_KIND_ENUMERATION == 4);
PIN(CACHEWARDEN_KIND_REFERENCE == 5);
PIN(CACHEWARDEN_KIND_TEXTS == 6);
PIN(CACHEWARDEN_KIND_REFERENCES == 7);
PIN(CACHEWARDEN_KIND_ADDRESSES == 8);
PIN(CACHEWARDEN_KIND_PORTS == 9);
PIN(CACHEWARDEN_KIND_PAIRS == 10);
PIN(CACHEWARDEN_KIND_RECORDS == 11);

PIN(CACHEWARDEN_STATE_NOT_CARRIED == 0);
PIN(CACHEWARDEN_STATE_ABSENT == 1);
PIN(CACHEWARDEN_STATE_NULL == 2);
PIN(CACHEWARDEN_STATE_UNRESOLVED == 3);
PIN(CACHEWARDEN_STATE_WITHHELD == 4);
PIN(CACHEWARDEN_STATE_MALFORMED == 5);
PIN(CACHEWARDEN_STATE_CONFLICTING == 6);
PIN(CACHEWARDEN_STATE_OTHER == 7);
PIN(CACHEWARDEN_STATE_NONE == 8);
PIN(CACHEWARDEN_STATE_STATED == 9);
PIN(CACHEWARDEN_STATE_DEFAULTED == 10);
PIN(CACHEWARDEN_STATE_ASSUMED == 11);

PIN(CACHEWARDEN_STATUS_PASS == 1);
PIN(CACHEWARDEN_STATUS_FAIL == 2);
PIN(CACHEWARDEN_STATUS_UNKNOWN == 3);
PIN(CACHEWARDEN_STATUS_NOT_APPLICABLE == 4);

PIN(CACHEWARDEN_SEVERITY_LOW == 1);
PIN(CACHEWARDEN_SEVERITY_MEDIUM == 2);
PIN(CACHEWARDEN_SEVERITY_HIGH == 3);
PIN(CACHEWARDEN_SEVERITY_CRITICAL == 4);

PIN(CACHEWARDEN_CATEGORY_NETWORK_SECURITY == 1);
PIN(CACHEWARDEN_CATEGORY_IDENTITY_AND_ACCESS == 2);
PIN(CACHEWARDEN_CATEGORY_DATA_PROTECTION == 3);
PIN(CACHEWARDEN_CATEGORY_LOGGING_AND_MONITORING == 4);
PIN(CACHEWARDEN_CATEGORY_BACKUP_AND_RECOVERY == 5);
PIN(CACHEWARDEN_CATEGORY_GOVERNANCE == 6);
PIN(CACHEWARDEN_CATEGORY_DEPLOYABILITY == 7);

PIN(CACHEWARDEN_TOOL_AZ == 1);
PIN(CACHEWARDEN_TOOL_BICEP == 2);
PIN(CACHEWARDEN_TOOL_TERRAFORM == 3);

PIN(CACHEWARDEN_EVIDENCE_RESOURCE == 1);
PIN(CACHEWARDEN_EVIDENCE_COLLECTION == 2);
PIN(CACHEWARDEN_EVIDENCE_PROPERTY == 3);
PIN(CACHEWARDEN_EVIDENCE_PARAMETER == 4);
PIN(CACHEWARDEN_EVIDENCE_MODULE == 5);
PIN(CACHEWARDEN_EVIDENCE_SETTING == 6);
PIN(CACHEWARDEN_EVIDENCE_ATTESTATION == 7);

PIN(CACHEWARDEN_SHOW_PASS == 1 << CACHEWARDEN_STATUS_PASS);
PIN(CACHEWARDEN_SHOW_FAIL == 1 << CACHEWARDEN_STATUS_FAIL);
PIN(CACHEWARDEN_SHOW_UNKNOWN == 1 << CACHEWARDEN_STATUS_UNKNOWN);
PIN(CACHEWARDEN_SHOW_NOT_APPLICABLE == 1 << CACHEWARDEN_STATUS_NOT_APPLICABLE);

PIN(sizeof(cachewarden_code) == 4);
PIN(sizeof(cachewarden_status) == 4);

/* Places are those of machines with pointers of 8 bytes; others scale. */
#if UINTPTR_MAX == UINT64_MAX
PIN(sizeof(cachewarden_string) == 16);
AT(cachewarden_string, data, 0);
AT(cachewarden_string, size, 8);

PIN(sizeof(cachewarden_property) == 16);

PIN(sizeof(cachewarden_read_options) == 32);
AT(cachewarden_read_options, struct_size, 0);
AT(cachewarden_read_options, max_depth, 4);
AT(cachewarden_read_options, max_bytes, 8);
AT(cachewarden_read_options, templates_are_partial, 16);
AT(cachewarden_read_options, deployment, 24);

PIN(sizeof(cachewarden_input_options) == 56);
AT(cachewarden_input_options, struct_size, 0);
AT(cachewarden_input_options, is_found, 4);
AT(cachewarden_input_options, name, 8);
AT(cachewarden_input_options, of, 24);
AT(cachewarden_input_options, collected, 40);

PIN(sizeof(cachewarden_assess_options) == 120);
AT(cachewarden_assess_options, struct_size, 0);
AT(cachewarden_assess_options, include_count, 4);
AT(cachewarden_assess_options, include, 8);
AT(cachewarden_assess_options, exclude, 16);
AT(cachewarden_assess_options, exclude_count, 24);
AT(cachewarden_assess_options, custom_rule_count, 28);
AT(cachewarden_assess_options, custom_rules, 32);
AT(cachewarden_assess_options, as_of, 40);
AT(cachewarden_assess_options, firewall_max_addresses, 56);
AT(cachewarden_assess_options, firewall_max_total_addresses, 60);
AT(cachewarden_assess_options, minimum_zones, 64);
AT(cachewarden_assess_options, settings, 72);
AT(cachewarden_assess_options, exemptions, 88);
AT(cachewarden_assess_options, attestations, 104);

PIN(sizeof(cachewarden_custom_rule) == 176);
AT(cachewarden_custom_rule, struct_size, 0);
AT(cachewarden_custom_rule, severity, 4);
AT(cachewarden_custom_rule, category, 8);
AT(cachewarden_custom_rule, resource_type, 16);
AT(cachewarden_custom_rule, id, 32);
AT(cachewarden_custom_rule, name, 48);
AT(cachewarden_custom_rule, title, 64);
AT(cachewarden_custom_rule, message, 80);
AT(cachewarden_custom_rule, rationale, 96);
AT(cachewarden_custom_rule, az, 112);
AT(cachewarden_custom_rule, bicep, 128);
AT(cachewarden_custom_rule, terraform, 144);
AT(cachewarden_custom_rule, check, 160);
AT(cachewarden_custom_rule, user, 168);

PIN(sizeof(cachewarden_report_options) == 16);
AT(cachewarden_report_options, struct_size, 0);
AT(cachewarden_report_options, show, 4);
AT(cachewarden_report_options, min_severity, 8);
AT(cachewarden_report_options, colour, 12);
#endif

/* The library says the same numbers, and the macros the right size. */
int main(void) {
  const cachewarden_read_options reading = CACHEWARDEN_READ_OPTIONS_INIT;
  const cachewarden_input_options input = CACHEWARDEN_INPUT_OPTIONS_INIT;
  const cachewarden_assess_options assessing = CACHEWARDEN_ASSESS_OPTIONS_INIT;
  const cachewarden_custom_rule rule = CACHEWARDEN_CUSTOM_RULE_INIT;
  const cachewarden_report_options report = CACHEWARDEN_REPORT_OPTIONS_INIT;
  static const struct {
    cachewarden_code code;
    const char* name;
  } codes[] = {{0, "ok"},        {1, "internal"},      {2, "no_memory"},
               {10, "argument"}, {11, "newer_caller"}, {20, "syntax"},
               {21, "format"},   {22, "limit"},        {30, "io"}};
  int failures = 0;
  size_t i = 0;
  for (i = 0; i < sizeof codes / sizeof codes[0]; ++i) {
    const char* name = cachewarden_code_name(codes[i].code).data;
    size_t k = 0;
    while (name[k] != '\0' && name[k] == codes[i].name[k])
      ++k;
    failures += name[k] != codes[i].name[k];
  }
  failures += reading.struct_size != sizeof reading;
  failures += input.struct_size != sizeof input;
  failures += assessing.struct_size != sizeof assessing;
  failures += rule.struct_size != sizeof rule;
  failures += report.struct_size != sizeof report;
  failures += cachewarden_version_number() != CACHEWARDEN_VERSION_NUMBER;
  printf("%d failed\n", failures);
  return failures == 0 ? 0 : 1;
}
