/* Reads a folder of exported configuration, judges it, and prints what fails. */
#include <cachewarden.h>
#include <stdio.h>

int main(int argc, char** argv) {
  cachewarden_reader* reader = NULL;
  cachewarden_inventory* inventory = NULL;
  cachewarden_assessment* assessment = NULL;
  cachewarden_error* error = NULL;
  const cachewarden_string path = cachewarden_string_of(argc > 1 ? argv[1] : ".");
  size_t i = 0;

  const int failed = cachewarden_reader_new(&reader, NULL, &error) ||
                     cachewarden_reader_add_path(reader, path, NULL, &error) ||
                     cachewarden_reader_finish(&inventory, reader, &error) ||
                     cachewarden_assess(&assessment, inventory, NULL, &error);
  if (failed)
    fprintf(stderr, "%s\n", cachewarden_error_message(error).data);
  for (i = 0; i < cachewarden_assessment_size(assessment); ++i) {
    cachewarden_finding* finding = NULL;
    if (cachewarden_assessment_status(assessment, i) != CACHEWARDEN_STATUS_FAIL ||
        cachewarden_assessment_finding(&finding, assessment, i, NULL) != CACHEWARDEN_OK)
      continue;
    printf("%s: %s\n  %s\n", cachewarden_resource_name(cachewarden_finding_resource(finding)).data,
           cachewarden_finding_message(finding).data,
           cachewarden_finding_remediation(finding, CACHEWARDEN_TOOL_AZ).data);
    cachewarden_finding_free(finding);
  }
  printf("%zu fail\n", cachewarden_assessment_count(assessment, CACHEWARDEN_STATUS_FAIL));
  cachewarden_assessment_free(assessment);
  cachewarden_inventory_free(inventory);
  cachewarden_reader_free(reader);
  cachewarden_error_free(error);
  return failed;
}
