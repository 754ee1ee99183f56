/* Questions on networks. */
#include <stdio.h>
#include <string.h>

#include "cachewarden.h"

static int failures = 0;

#define CHECK(condition)                                             \
  do {                                                               \
    if (!(condition)) {                                              \
      ++failures;                                                    \
      printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                \
  } while (0)

#define CACHE_ID                                                                       \
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/" \
  "Microsoft.Cache/redis/orders"

#define GROUP_ID                                                                      \
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/" \
  "Microsoft.Network/networkSecurityGroups/g"

static const char private_cache[] =
    "{\"id\": \"" CACHE_ID
    "\", \"name\": \"orders\", \"type\": \"Microsoft.Cache/redis\",\n"
    " \"properties\": {\"publicNetworkAccess\": \"Disabled\", \"subnetId\": null,\n"
    "   \"privateEndpointConnections\": []}}";

static const char group_of[] =
    "{\"id\": \"" GROUP_ID
    "\", \"name\": \"g\", \"type\": \"Microsoft.Network/networkSecurityGroups\",\n"
    " \"properties\": {\"securityRules\": [{\"name\": \"clients\", \"properties\": {\n"
    "   \"direction\": \"Inbound\", \"access\": \"Allow\", \"protocol\": \"Tcp\",\n"
    "   \"priority\": 100, \"sourceAddressPrefix\": \"203.0.113.0/24\",\n"
    "   \"sourcePortRange\": \"*\", \"destinationAddressPrefix\": \"*\",\n"
    "   \"destinationPortRange\": \"%s\"}}]}}";

static cachewarden_inventory* inventory_with(const char* json) {
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  CHECK(cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_add(reader, cachewarden_string_of(json), NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK);
  cachewarden_reader_free(reader);
  return inventory;
}

static cachewarden_inventory* group_with(const char* ports) {
  char json[2000];
  snprintf(json, sizeof json, group_of, ports);
  return inventory_with(json);
}

static int says(const cachewarden_document* document, const char* part) {
  return strstr(cachewarden_document_text(document).data, part) != NULL;
}

static void who_reaches(void) {
  cachewarden_inventory* inventory = inventory_with(private_cache);
  cachewarden_document* document = NULL;
  cachewarden_error* error = NULL;
  cachewarden_reach_options options = CACHEWARDEN_REACH_OPTIONS_INIT;
  CHECK(cachewarden_reach(&document, inventory, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(says(document, "\"reached\": \"no\""));
  CHECK(says(document, "public network access is disabled"));
  cachewarden_document_free(document);
  options.cache = cachewarden_string_of("nobody");
  CHECK(cachewarden_reach(&document, inventory, &options, &error) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(document == NULL);
  CHECK(cachewarden_error_message(error).size > 0);
  cachewarden_error_free(error);
  options.cache = cachewarden_string_of("ORDERS");
  options.port = cachewarden_string_of("6380");
  options.from = cachewarden_string_of("10.0.0.0/8");
  options.verify = 1;
  CHECK(cachewarden_reach(&document, inventory, &options, NULL) == CACHEWARDEN_OK);
  cachewarden_document_free(document);
  options.port = cachewarden_string_of("six");
  CHECK(cachewarden_reach(&document, inventory, &options, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(cachewarden_reach(&document, NULL, NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  cachewarden_inventory_free(inventory);
}

static void what_groups_do(void) {
  cachewarden_inventory* one = group_with("6380");
  cachewarden_inventory* same = group_with("6380-6380");
  cachewarden_inventory* other = group_with("6379-6380");
  cachewarden_document* document = NULL;
  cachewarden_nsg_options options = CACHEWARDEN_NSG_OPTIONS_INIT;
  options.verify = 1;
  CHECK(cachewarden_nsg_diff(&document, one, same, &options, NULL) == CACHEWARDEN_OK);
  CHECK(says(document, "\"equivalent\": true"));
  cachewarden_document_free(document);
  options.group = cachewarden_string_of("g");
  CHECK(cachewarden_nsg_diff(&document, one, other, &options, NULL) == CACHEWARDEN_OK);
  CHECK(says(document, "\"equivalent\": false"));
  CHECK(says(document, "203.0.113.0/24"));
  cachewarden_document_free(document);
  CHECK(cachewarden_nsg_lint(&document, one, &options, NULL) == CACHEWARDEN_OK);
  CHECK(says(document, "\"kind\": \"nsg-lint\""));
  cachewarden_document_free(document);
  options.group = cachewarden_string_of("nobody");
  CHECK(cachewarden_nsg_lint(&document, one, &options, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(cachewarden_nsg_diff(&document, one, NULL, NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  cachewarden_inventory_free(one);
  cachewarden_inventory_free(same);
  cachewarden_inventory_free(other);
}

int main(void) {
  who_reaches();
  what_groups_do();
  return failures == 0 ? 0 : 1;
}
