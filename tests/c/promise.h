/* A test of a promise: its name is a sentence of the comment at the head of cachewarden.h, which is
 * looked up there. Each program holds a table of tests and calls run_promises. */
#ifndef CACHEWARDEN_TESTS_C_PROMISE_H
#define CACHEWARDEN_TESTS_C_PROMISE_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cachewarden.h"

static int promise_failures = 0;
static int promise_checks = 0;

#define CHECK(condition)                                             \
  do {                                                               \
    ++promise_checks;                                                \
    if (!(condition)) {                                              \
      ++promise_failures;                                            \
      printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                \
  } while (0)

struct promise {
  const char* name;
  void (*test)(void);
};

/* The text of cachewarden.h in small letters, with every run of blanks, stars and lines as one
 * blank. */
static inline char* promise_header(void) {
  FILE* file = fopen(CACHEWARDEN_SOURCE_DIR "/include/cachewarden.h", "rb");
  char* text = (char*)malloc(1 << 20);
  size_t size = 0;
  int c = 0;
  if (file == NULL || text == NULL)
    exit(2);
  while ((c = fgetc(file)) != EOF && size + 1 < (1 << 20)) {
    const int is_blank = isspace(c) || c == '*';
    if (!is_blank)
      text[size++] = (char)tolower(c);
    else if (size > 0 && text[size - 1] != ' ')
      text[size++] = ' ';
  }
  text[size] = '\0';
  fclose(file);
  return text;
}

static inline int run_promises(const struct promise* promises, size_t count) {
  char* header = promise_header();
  size_t i = 0;
  for (i = 0; i < count; ++i) {
    const int before = promise_checks;
    CHECK(strstr(header, promises[i].name) != NULL);
    promises[i].test();
    CHECK(promise_checks > before + 1);
    printf("%s\n", promises[i].name);
  }
  free(header);
  printf("%d promises, %d checks, %d failed\n", (int)count, promise_checks, promise_failures);
  return promise_failures == 0 ? 0 : 1;
}

/* ---- what tests judge ------------------------------------------------------------------------ */

#define CACHE_ID                                                                       \
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/" \
  "Microsoft.Cache/redis/orders"

/* A cache with port 6379 open, and another one whose template leaves that to a parameter. */
static const char open_cache[] =
    "{\"id\": \"" CACHE_ID
    "\", \"name\": \"orders\", \"type\": \"Microsoft.Cache/redis\",\n"
    " \"location\": \"westeurope\", \"tags\": {\"owner\": \"shop\"}, \"zones\": [\"1\", \"2\"],\n"
    " \"properties\": {\"enableNonSslPort\": true, \"port\": 6379,\n"
    "   \"sku\": {\"name\": \"Premium\", \"family\": \"P\", \"capacity\": 1},\n"
    "   \"accessKeys\": {\"primaryKey\": \"CANARY\"}}}";

static inline cachewarden_string text(const char* z) {
  return cachewarden_string_of(z);
}

static inline int equal(cachewarden_string a, const char* z) {
  return a.size == strlen(z) && memcmp(a.data, z, a.size) == 0;
}

static inline int has_text(cachewarden_string a, const char* part) {
  return strstr(a.data, part) != NULL;
}

/* The inventory of one document. */
static inline cachewarden_inventory* inventory_of(const char* document) {
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  CHECK(cachewarden_reader_new(&reader, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_add(reader, text(document), NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_reader_finish(&inventory, reader, NULL) == CACHEWARDEN_OK);
  cachewarden_reader_free(reader);
  return inventory;
}

/* The finding of a rule on the first resource that it is asked of; NULL if there is none. */
static inline cachewarden_finding* finding_of(const cachewarden_assessment* assessment,
                                              const char* rule) {
  cachewarden_finding* finding = NULL;
  size_t i = 0;
  for (i = 0; i < cachewarden_assessment_size(assessment); ++i) {
    if (equal(cachewarden_rule_id(cachewarden_assessment_rule(assessment, i)), rule)) {
      CHECK(cachewarden_assessment_finding(&finding, assessment, i, NULL) == CACHEWARDEN_OK);
      return finding;
    }
  }
  return NULL;
}

#endif
