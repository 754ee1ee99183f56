/* Sources to findings in one call, and findings as columns: the structures of the Arrow C data
 * interface are walked by their rules alone, and every one is released. */
#include "promise.h"

static const char two_caches[] =
    "[{\"id\": \"" CACHE_ID
    "\", \"name\": \"orders\", \"type\": \"Microsoft.Cache/redis\",\n"
    " \"properties\": {\"enableNonSslPort\": true}},\n"
    " {\"id\": \"" CACHE_ID
    "2\", \"name\": \"orders2\", \"type\": \"Microsoft.Cache/redis\",\n"
    " \"properties\": {\"enableNonSslPort\": false}}]";

static cachewarden_assessment* judged(void) {
  cachewarden_source first = CACHEWARDEN_SOURCE_INIT;
  cachewarden_source second = CACHEWARDEN_SOURCE_INIT;
  const cachewarden_source* sources[2];
  cachewarden_assessment* assessment = NULL;
  first.bytes = text(two_caches);
  second.path = text(CACHEWARDEN_SOURCE_DIR "/examples/estates/shop");
  sources[0] = &first;
  sources[1] = &second;
  CHECK(cachewarden_assess_sources(&assessment, sources, 2, NULL, NULL, NULL) == CACHEWARDEN_OK);
  return assessment;
}

static int is_valid(const struct ArrowArray* array, int64_t row) {
  const unsigned char* bits = (const unsigned char*)array->buffers[0];
  return bits == NULL || (bits[row / 8] >> (row % 8) & 1) != 0;
}

/* The text of a row of a column of texts, or of one with a dictionary; empty for none. */
static cachewarden_string text_at(const struct ArrowArray* array, int64_t row) {
  cachewarden_string result = {"", 0};
  const int32_t* offsets = NULL;
  if (!is_valid(array, row))
    return result;
  if (array->dictionary != NULL)
    return text_at(array->dictionary, ((const int32_t*)array->buffers[1])[row]);
  offsets = (const int32_t*)array->buffers[1];
  result.data = (const char*)array->buffers[2] + offsets[row];
  result.size = (size_t)(offsets[row + 1] - offsets[row]);
  return result;
}

/* A column must be what its schema says. */
static void check_array(const struct ArrowSchema* schema, const struct ArrowArray* array) {
  int64_t nulls = 0;
  int64_t i = 0;
  CHECK(array->release != NULL && schema->release != NULL);
  CHECK(array->offset == 0 && array->n_children == schema->n_children);
  for (i = 0; i < array->length; ++i)
    nulls += is_valid(array, i) ? 0 : 1;
  CHECK(array->null_count == nulls);
  CHECK((schema->flags & ARROW_FLAG_NULLABLE) != 0 || nulls == 0);
  if (strcmp(schema->format, "u") == 0 || strcmp(schema->format, "+l") == 0) {
    const int32_t* offsets = (const int32_t*)array->buffers[1];
    CHECK(array->n_buffers == (schema->format[0] == 'u' ? 3 : 2) && offsets[0] == 0);
    for (i = 0; i < array->length; ++i)
      CHECK(offsets[i] <= offsets[i + 1]);
    if (schema->n_children == 1)
      CHECK(offsets[array->length] == array->children[0]->length);
  } else if (strcmp(schema->format, "i") == 0) {
    CHECK(array->n_buffers == 2 && array->dictionary != NULL && schema->dictionary != NULL);
    for (i = 0; i < array->length; ++i) {
      const int32_t number = ((const int32_t*)array->buffers[1])[i];
      CHECK(!is_valid(array, i) || (number >= 0 && number < array->dictionary->length));
    }
    check_array(schema->dictionary, array->dictionary);
  } else if (strcmp(schema->format, "I") == 0) {
    CHECK(array->n_buffers == 2);
  } else {
    CHECK(strcmp(schema->format, "+s") == 0 && array->n_buffers == 1);
  }
  for (i = 0; i < schema->n_children; ++i) {
    CHECK(schema->children[i]->name != NULL);
    check_array(schema->children[i], array->children[i]);
  }
}

static int column_of(const struct ArrowSchema* schema, const char* name) {
  int64_t i = 0;
  for (i = 0; i < schema->n_children; ++i) {
    if (strcmp(schema->children[i]->name, name) == 0)
      return (int)i;
  }
  return -1;
}

static void columns_are_findings(void) {
  cachewarden_assessment* assessment = judged();
  cachewarden_arrow_options options = CACHEWARDEN_ARROW_OPTIONS_INIT;
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  struct ArrowArray array;
  size_t row = 0;
  int arrays = 0;
  options.show = CACHEWARDEN_SHOW_PASS | CACHEWARDEN_SHOW_FAIL | CACHEWARDEN_SHOW_UNKNOWN |
                 CACHEWARDEN_SHOW_NOT_APPLICABLE;
  options.batch_rows = 100;
  CHECK(cachewarden_assessment_arrow(&stream, assessment, &options, NULL) == CACHEWARDEN_OK);
  CHECK(stream.get_schema(&stream, &schema) == 0);
  CHECK((size_t)schema.n_children == cachewarden_column_count());
  for (;; ++arrays) {
    int64_t i = 0;
    CHECK(stream.get_next(&stream, &array) == 0);
    if (array.release == NULL)
      break;
    CHECK(array.length <= 100);
    check_array(&schema, &array);
    for (i = 0; i < array.length; ++i, ++row) {
      cachewarden_finding* finding = NULL;
      const cachewarden_evidence* evidence = NULL;
      CHECK(cachewarden_assessment_finding(&finding, assessment, row, NULL) == CACHEWARDEN_OK);
#define COLUMN(name) array.children[column_of(&schema, name)]
      CHECK(equal(text_at(COLUMN("rule"), i),
                  cachewarden_rule_id(cachewarden_finding_rule(finding)).data));
      CHECK(equal(text_at(COLUMN("status"), i),
                  cachewarden_status_name(cachewarden_finding_status(finding)).data));
      CHECK(equal(text_at(COLUMN("resource_id"), i),
                  cachewarden_resource_id(cachewarden_finding_resource(finding)).data));
      CHECK(equal(text_at(COLUMN("message"), i), cachewarden_finding_message(finding).data));
      CHECK(equal(text_at(COLUMN("cli"), i),
                  cachewarden_finding_remediation(finding, CACHEWARDEN_TOOL_AZ).data));
      evidence = cachewarden_finding_evidence(finding, 0);
      if (cachewarden_evidence_line(evidence) != 0) {
        CHECK(((const uint32_t*)COLUMN("line")->buffers[1])[i] ==
              cachewarden_evidence_line(evidence));
        CHECK(equal(text_at(COLUMN("pointer"), i), cachewarden_evidence_pointer(evidence).data));
        CHECK(equal(text_at(COLUMN("value"), i), cachewarden_evidence_value(evidence).data));
      }
      cachewarden_finding_free(finding);
    }
    array.release(&array);
    CHECK(array.release == NULL);
  }
  CHECK(row == cachewarden_assessment_size(assessment) && row > 100);
  CHECK(arrays == (int)((row + 99) / 100));
  CHECK(stream.get_next(&stream, &array) == 0 && array.release == NULL);
  schema.release(&schema);
  stream.release(&stream);
  CHECK(stream.release == NULL);
  cachewarden_assessment_free(assessment);
}

/* Arrays outlive all that they come from, and a column outlives the array that it was moved out of.
 */
static void columns_outlive_their_source(void) {
  cachewarden_assessment* assessment = judged();
  cachewarden_arrow_options options = CACHEWARDEN_ARROW_OPTIONS_INIT;
  cachewarden_string names[2];
  struct ArrowArrayStream stream;
  struct ArrowSchema schema;
  struct ArrowArray array;
  struct ArrowArray column;
  names[0] = text("message");
  names[1] = text("severity");
  options.columns = names;
  options.column_count = 2;
  CHECK(cachewarden_assessment_arrow(&stream, assessment, &options, NULL) == CACHEWARDEN_OK);
  cachewarden_assessment_free(assessment);
  CHECK(stream.get_next(&stream, &array) == 0 && array.length > 0);
  CHECK(stream.get_schema(&stream, &schema) == 0 && schema.n_children == 2);
  CHECK(strcmp(schema.children[0]->name, "message") == 0);
  stream.release(&stream);
  column = *array.children[1];
  array.children[1]->release = NULL;
  array.release(&array);
  CHECK(text_at(&column, column.length - 1).size > 0);
  check_array(schema.children[1], &column);
  column.release(&column);
  schema.release(&schema);
}

static void wrong_calls_are_refused(void) {
  cachewarden_assessment* assessment = judged();
  cachewarden_arrow_options options = CACHEWARDEN_ARROW_OPTIONS_INIT;
  cachewarden_source missing = CACHEWARDEN_SOURCE_INIT;
  const cachewarden_source* sources[2];
  cachewarden_string names[2];
  cachewarden_error* error = NULL;
  struct ArrowArrayStream stream;
  names[0] = names[1] = text("status");
  options.columns = names;
  options.column_count = 2;
  CHECK(cachewarden_assessment_arrow(&stream, assessment, &options, &error) ==
        CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(stream.release == NULL);
  CHECK(equal(cachewarden_error_message(error), "the column `status` is named twice"));
  cachewarden_error_free(error);
  names[1] = text("colour");
  CHECK(cachewarden_assessment_arrow(&stream, assessment, &options, &error) ==
        CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(equal(cachewarden_error_message(error), "no column of findings is called `colour`"));
  cachewarden_error_free(error);
  CHECK(cachewarden_assessment_arrow(&stream, NULL, NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(cachewarden_assessment_arrow(NULL, assessment, NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  cachewarden_assessment_free(assessment);

  missing.path = text("no/such/path");
  sources[0] = &missing;
  sources[1] = NULL;
  CHECK(cachewarden_assess_sources(&assessment, sources, 1, NULL, NULL, &error) ==
        CACHEWARDEN_ERROR_IO);
  CHECK(assessment == NULL && has_text(cachewarden_error_place(error), "no/such/path"));
  cachewarden_error_free(error);
  CHECK(cachewarden_assess_sources(&assessment, sources + 1, 1, NULL, NULL, &error) ==
        CACHEWARDEN_ERROR_ARGUMENT);
  cachewarden_error_free(error);
  {
    cachewarden_read_options many = CACHEWARDEN_READ_OPTIONS_INIT;
    cachewarden_assess_options asked = CACHEWARDEN_ASSESS_OPTIONS_INIT;
    cachewarden_source shop = CACHEWARDEN_SOURCE_INIT;
    shop.path = text(CACHEWARDEN_SOURCE_DIR "/examples/estates/shop");
    sources[1] = &shop;
    many.jobs = asked.jobs = -1;
    CHECK(cachewarden_assess_sources(&assessment, sources + 1, 1, &many, &asked, &error) ==
          CACHEWARDEN_OK);
    cachewarden_assessment_free(assessment);
    many.jobs = 1025;
    CHECK(cachewarden_assess_sources(&assessment, sources + 1, 1, &many, NULL, &error) ==
          CACHEWARDEN_ERROR_ARGUMENT);
    CHECK(assessment == NULL && error != NULL);
    cachewarden_error_free(error);
    error = NULL;
    many.jobs = 2;
    asked.jobs = -2;
    CHECK(cachewarden_assess_sources(&assessment, sources + 1, 1, &many, &asked, &error) ==
          CACHEWARDEN_ERROR_ARGUMENT);
    cachewarden_error_free(error);
    error = NULL;
  }
  CHECK(cachewarden_assess_sources(NULL, NULL, 0, NULL, NULL, NULL) == CACHEWARDEN_ERROR_ARGUMENT);
  CHECK(cachewarden_assess_sources(&assessment, NULL, 0, NULL, NULL, NULL) == CACHEWARDEN_OK);
  CHECK(cachewarden_assessment_size(assessment) == 0);
  CHECK(cachewarden_assessment_arrow(&stream, assessment, NULL, NULL) == CACHEWARDEN_OK);
  stream.release(&stream);
  cachewarden_assessment_free(assessment);
}

static void columns_are_described(void) {
  size_t i = 0;
  int light = 0;
  for (i = 0; i < cachewarden_column_count(); ++i) {
    CHECK(cachewarden_column_name(i).size > 0 && cachewarden_column_description(i).size > 0);
    light += cachewarden_column_has_evidence(i) == 0;
  }
  CHECK(light > 5 && light < (int)i);
  CHECK(cachewarden_column_name(i).size == 0 && cachewarden_column_has_evidence(i) == 0);
}

int main(void) {
  const struct promise promises[] = {
      {"one row a finding, in the order of the findings", columns_are_findings},
      {"is ended by its own `release`, and so are the schemas and arrays that come out of it",
       columns_outlive_their_source},
      {"columns that do not exist are an argument error; `out->release` is null then",
       wrong_calls_are_refused},
      {"columns of findings: their names, and what is in them", columns_are_described},
  };
  return run_promises(promises, sizeof promises / sizeof promises[0]);
}
