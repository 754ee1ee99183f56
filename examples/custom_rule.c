/* Judges a folder by a rule of one's own, besides those of the library. */
#include <cachewarden.h>
#include <stdio.h>
#include <string.h>

/* Every cache has the tag that `user` names. What is added becomes the evidence, and a verdict that
 * is not set is unknown: nobody is blamed for what the input does not show. */
static void has_tag(const cachewarden_resource* cache, const cachewarden_context* context,
                    cachewarden_verdict* verdict, void* user) {
  const cachewarden_property tags =
      cachewarden_resource_property(cache, cachewarden_string_of("tags"));
  cachewarden_status status = CACHEWARDEN_STATUS_FAIL;
  size_t i = 0;
  (void)context;
  cachewarden_verdict_add_property(verdict, tags);
  if (cachewarden_property_is_gap(tags))
    return;
  for (i = 0; i < cachewarden_property_size(tags); ++i) {
    if (strcmp(cachewarden_property_item_name(tags, i).data, (const char*)user) == 0)
      status = CACHEWARDEN_STATUS_PASS;
  }
  cachewarden_verdict_set(verdict, status, cachewarden_string_of(NULL));
}

int main(int argc, char** argv) {
  static char tag[] = "costcenter";
  cachewarden_custom_rule rule = CACHEWARDEN_CUSTOM_RULE_INIT;
  const cachewarden_custom_rule* const rules[] = {&rule};
  cachewarden_assess_options options = CACHEWARDEN_ASSESS_OPTIONS_INIT;
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  cachewarden_assessment* assessment = NULL;
  cachewarden_document* report = NULL;
  const cachewarden_string path = cachewarden_string_of(argc > 1 ? argv[1] : ".");
  const cachewarden_string format = cachewarden_string_of("text");

  rule.id = cachewarden_string_of("ACME-001");
  rule.name = cachewarden_string_of("acme-cost-center");
  rule.title = cachewarden_string_of("Every cache names its cost center");
  rule.message = cachewarden_string_of("the cache has no tag `costcenter`");
  rule.resource_type = cachewarden_string_of("Microsoft.Cache/redis");
  rule.check = has_tag;
  rule.user = tag;
  options.custom_rules = rules;
  options.custom_rule_count = 1;

  if (cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK &&
      cachewarden_reader_add_path(reader, path, NULL, NULL) == CACHEWARDEN_OK &&
      cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK &&
      cachewarden_assess(&assessment, inventory, &options, NULL) == CACHEWARDEN_OK &&
      cachewarden_assessment_render(&report, assessment, format, NULL, NULL) == CACHEWARDEN_OK)
    fputs(cachewarden_document_text(report).data, stdout);
  cachewarden_document_free(report);
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
  cachewarden_reader_free(reader);
  return report == NULL;
}
