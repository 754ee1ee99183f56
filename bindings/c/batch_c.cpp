#include <optional>

#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

/// Much in one call: sources to findings, findings to columns.
namespace {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, FreeWith<Free>>;

cachewarden_code add_source(cachewarden_reader* reader, const cachewarden_source* source,
                            cachewarden_error** error) {
  cachewarden_source given{};
  const cachewarden_code code = guarded(error, [&] {
    require_pointer(source, "sources[]");
    given = adopted(source, 72, "sources[]");
  });
  if (code != CACHEWARDEN_OK)
    return code;
  cachewarden_input_options options = CACHEWARDEN_INPUT_OPTIONS_INIT;
  options.is_found = given.is_found;
  options.name = given.name;
  options.of = given.of;
  options.collected = given.collected;
  return given.path.size != 0 ? cachewarden_reader_add_path(reader, given.path, &options, error)
                              : cachewarden_reader_add(reader, given.bytes, &options, error);
}

}  // namespace

cachewarden_code cachewarden_assess_sources(cachewarden_assessment** out,
                                            const cachewarden_source* const* sources,
                                            size_t source_count,
                                            const cachewarden_read_options* read_options,
                                            const cachewarden_assess_options* options,
                                            cachewarden_error** error) {
  if (out != nullptr)
    *out = nullptr;
  cachewarden_reader* reader = nullptr;
  cachewarden_code code = guarded(error, [&] {
    require_pointer(out, "out");
    if (source_count != 0)
      require_pointer(sources, "sources");
  });
  if (code == CACHEWARDEN_OK)
    code = cachewarden_reader_new(&reader, read_options, error);
  const Owned<cachewarden_reader, cachewarden_reader_free> reader_owner(reader);
  for (size_t i = 0; i < source_count && code == CACHEWARDEN_OK; ++i)
    code = add_source(reader, sources[i], error);
  cachewarden_inventory* inventory = nullptr;
  if (code == CACHEWARDEN_OK)
    code = cachewarden_reader_finish(&inventory, reader, error);
  const Owned<cachewarden_inventory, cachewarden_inventory_free> inventory_owner(inventory);
  return code == CACHEWARDEN_OK ? cachewarden_assess(out, inventory, options, error) : code;
}

// ---- columns ----------------------------------------------------------------------------------

namespace {

/// Constant texts, so that asking for them cannot fail.
std::optional<ArrowColumn> column(size_t index) noexcept {
  const std::span<const ArrowColumn> all = arrow_columns();
  return index < all.size() ? std::optional(all[index]) : std::nullopt;
}

}  // namespace

size_t cachewarden_column_count(void) {
  return arrow_columns().size();
}

cachewarden_string cachewarden_column_name(size_t index) {
  return borrowed(column(index).value_or(ArrowColumn{}).name);
}

cachewarden_string cachewarden_column_description(size_t index) {
  return borrowed(column(index).value_or(ArrowColumn{}).description);
}

int32_t cachewarden_column_has_evidence(size_t index) {
  return column(index).value_or(ArrowColumn{}).has_evidence ? 1 : 0;
}

cachewarden_code cachewarden_assessment_arrow(struct ArrowArrayStream* out,
                                              const cachewarden_assessment* assessment,
                                              const cachewarden_arrow_options* options,
                                              cachewarden_error** error) {
  if (out != nullptr)
    *out = {};
  return guarded(error, [&] {
    require_pointer(out, "out");
    require_pointer(assessment, "assessment");
    const cachewarden_arrow_options given = adopted(options, 32, "options");
    const std::shared_ptr<const AssessmentView>& view = assessment->view;
    const std::shared_ptr<const Assessment> judged(view, &view->assessment);
    ArrowOptions own{.columns = texts_of(given.columns, given.column_count, "options->columns")};
    own.findings = listed_findings(*judged, listing(given.show, given.min_severity));
    if (given.batch_rows != 0)
      own.batch_rows = static_cast<std::size_t>(given.batch_rows);
    if (std::optional<Error> trouble = export_arrow(judged, own, *out))
      throw Exception(*std::move(trouble));
  });
}
