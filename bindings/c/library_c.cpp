#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

static_assert(version == CACHEWARDEN_VERSION_STRING);

cachewarden_string cachewarden_string_of(const char* text) {
  return text == nullptr ? cachewarden_string{"", 0} : cachewarden_string{text, std::strlen(text)};
}

uint32_t cachewarden_version_number(void) {
  return CACHEWARDEN_VERSION_NUMBER;
}

cachewarden_string cachewarden_version(void) {
  return borrowed(version);
}

cachewarden_string cachewarden_rule_set_version(void) {
  return borrowed(rule_set_version());
}

// ---- errors ---------------------------------------------------------------

cachewarden_string cachewarden_code_name(cachewarden_code code) {
  switch (code) {
    case CACHEWARDEN_OK:
      return borrowed("ok");
    case CACHEWARDEN_ERROR_INTERNAL:
      return borrowed("internal");
    case CACHEWARDEN_ERROR_NO_MEMORY:
      return borrowed("no_memory");
    case CACHEWARDEN_ERROR_ARGUMENT:
      return borrowed("argument");
    case CACHEWARDEN_ERROR_NEWER_CALLER:
      return borrowed("newer_caller");
    case CACHEWARDEN_ERROR_SYNTAX:
      return borrowed("syntax");
    case CACHEWARDEN_ERROR_FORMAT:
      return borrowed("format");
    case CACHEWARDEN_ERROR_LIMIT:
      return borrowed("limit");
    case CACHEWARDEN_ERROR_IO:
      return borrowed("io");
    default:
      return borrowed("");
  }
}

cachewarden_code cachewarden_error_code(const cachewarden_error* error) {
  return asked(error, [](const auto& e) { return static_cast<cachewarden_code>(e.error.code); });
}

cachewarden_string cachewarden_error_message(const cachewarden_error* error) {
  return text_of(
      error, [](const auto& e) -> auto& { return e.error.message; });
}

cachewarden_string cachewarden_error_place(const cachewarden_error* error) {
  return text_of(
      error, [](const auto& e) -> auto& { return e.error.place; });
}

void cachewarden_error_free(cachewarden_error* error) {
  delete error;
}

// ---- reports --------------------------------------------------------------

cachewarden_string cachewarden_document_text(const cachewarden_document* document) {
  return text_of(
      document, [](const auto& d) -> auto& { return d.text; });
}

void cachewarden_document_free(cachewarden_document* document) {
  delete document;
}

namespace {

/// The formats live as long as the program, the list of them does not.
template <class Member>
cachewarden_string format_text(size_t index, Member member) noexcept {
  const std::span<const ReportFormat> formats = report_formats();
  return index < formats.size() ? borrowed(formats[index].*member) : borrowed("");
}

}  // namespace

size_t cachewarden_report_format_count(void) {
  return report_formats().size();
}

cachewarden_string cachewarden_report_format_name(size_t index) {
  return format_text(index, &ReportFormat::name);
}

cachewarden_string cachewarden_report_format_media_type(size_t index) {
  return format_text(index, &ReportFormat::media_type);
}

cachewarden_string cachewarden_report_format_description(size_t index) {
  return format_text(index, &ReportFormat::description);
}

namespace cachewarden::c {

std::unique_ptr<cachewarden_document> rendered(const Assessment& assessment,
                                               cachewarden_string format,
                                               const cachewarden_report_options* options,
                                               const ChangeReview* change) {
  require_text(format, "format");
  const cachewarden_report_options given = adopted(options, 16, "options");
  ReportOptions report = listing(given.show, given.min_severity);
  report.change = change;
  report.colour = given.colour != 0;
  auto document = std::make_unique<cachewarden_document>();
  const ReportSink append = [&](std::string_view piece) { document->text += piece; };
  if (!render(assessment, view(format), report, append))
    refuse(ErrorCode::argument,
           "no format of reports is called `" + std::string(view(format)) + "`");
  return document;
}

}  // namespace cachewarden::c

cachewarden_code cachewarden_assessment_render(cachewarden_document** out,
                                               const cachewarden_assessment* assessment,
                                               cachewarden_string format,
                                               const cachewarden_report_options* options,
                                               cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(assessment, "assessment");
    return rendered(assessment->view->assessment, format, options);
  });
}
