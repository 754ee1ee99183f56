/* What other authorities say, through the C interface. */
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

int main(void) {
  const char* const text =
      "{\"id\":\"/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/orders\","
      "\"type\":\"Microsoft.Cache/redis\",\"name\":\"orders\","
      "\"properties\":{\"enableNonSslPort\":\"false\",\"minimumTlsVersion\":\"1.3\"}}";
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  cachewarden_document* document = NULL;
  cachewarden_view_options options = CACHEWARDEN_VIEW_OPTIONS_INIT;
  expect(cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK, "a reader is made");
  expect(cachewarden_reader_add(reader, cachewarden_string_of(text), NULL, NULL) == CACHEWARDEN_OK,
         "a document is taken");
  expect(cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK,
         "an inventory is made");
  cachewarden_reader_free(reader);

  options.views = cachewarden_string_of("psrule");
  expect(cachewarden_view_assess(&document, inventory, &options, NULL) == CACHEWARDEN_OK,
         "views are asked");
  expect(holds_text(document, "Azure.Redis.NonSslPort"), "a check is named");
  expect(!holds_text(document, "CKV_AZURE_89"), "no other view is asked");
  cachewarden_document_free(document);

  options.settings = cachewarden_string_of("{\"AZURE_REDIS_CACHE_NAME_FORMAT\":\"^redis-\"}");
  expect(cachewarden_view_assess(&document, inventory, &options, NULL) == CACHEWARDEN_OK,
         "views take settings");
  expect(holds_text(document, "configured pattern"), "a setting counts");
  cachewarden_document_free(document);

  options.settings = cachewarden_string_of("[]");
  expect(
      cachewarden_view_assess(&document, inventory, &options, NULL) == CACHEWARDEN_ERROR_ARGUMENT,
      "settings that are no object are refused");
  expect(document == NULL, "nothing is made of what is refused");

  expect(cachewarden_compare(&document, inventory, NULL, NULL) == CACHEWARDEN_OK,
         "answers are compared");
  expect(holds_text(document, "\"disagrees\": true"), "they differ");
  expect(holds_text(document, "the minimum TLS version is 1.3: "), "it is said why");
  cachewarden_document_free(document);

  options.settings = cachewarden_string_of("");
  options.config = cachewarden_string_of("{\"rules\":{\"include\":[\"redis-minimum-tls\"]}}");
  expect(cachewarden_compare(&document, inventory, &options, NULL) == CACHEWARDEN_OK,
         "our settings are taken");
  expect(holds_text(document, "\"redis-minimum-tls\""), "a rule that they choose is asked");
  expect(!holds_text(document, "\"redis-tls-only\""), "no other rule is asked");
  cachewarden_document_free(document);
  options.config = cachewarden_string_of("{\"nothing\":1}");
  expect(cachewarden_compare(&document, inventory, &options, NULL) != CACHEWARDEN_OK,
         "settings that are none are refused");

  options.config = cachewarden_string_of("");
  options.views = cachewarden_string_of("nobody");
  expect(cachewarden_compare(&document, inventory, &options, NULL) == CACHEWARDEN_ERROR_ARGUMENT,
         "a view that is none is refused");
  cachewarden_inventory_free(inventory);
  return failures != 0;
}
