#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

namespace {

std::vector<std::string> words(std::string_view list) {
  std::vector<std::string> result;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (const std::string_view word = trim(list.substr(0, comma)); !word.empty())
      result.emplace_back(word);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return result;
}

ViewOptions options_of(const cachewarden_view_options& given) {
  require_text(given.views, "options->views");
  require_text(given.settings, "options->settings");
  require_text(given.as_of, "options->as_of");
  ViewOptions options{.views = select_views(words(view(given.views))).value()};
  if (given.settings.size != 0)
    options.settings = parse_view_settings(view(given.settings)).value();
  return options;
}

}  // namespace

cachewarden_code cachewarden_view_assess(cachewarden_document** out,
                                         const cachewarden_inventory* inventory,
                                         const cachewarden_view_options* options,
                                         cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(inventory, "inventory");
    const ViewAssessment assessment(inventory->view->inventory,
                                    options_of(adopted(options, 56, "options")));
    auto document = std::make_unique<cachewarden_document>();
    const ReportOptions all{.show_pass = true, .show_not_applicable = true};
    render(assessment, "json", all, [&](std::string_view piece) { document->text += piece; });
    return document;
  });
}

cachewarden_code cachewarden_compare(cachewarden_document** out,
                                     const cachewarden_inventory* inventory,
                                     const cachewarden_view_options* options,
                                     cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(inventory, "inventory");
    const cachewarden_view_options given = adopted(options, 56, "options");
    const ViewAssessment views(inventory->view->inventory, options_of(given));
    const SettingsDocument config = document(given.config, "options->config", read_settings);
    const RuleSelection selection = select_rules(catalog(), config.rules).value();
    AssessOptions ours{.rules = selection.rules(), .settings = config.settings};
    if (given.as_of.size != 0) {
      ours.as_of = parse_date(view(given.as_of));
      if (!ours.as_of)
        refuse(ErrorCode::argument,
               "`" + std::string(view(given.as_of)) + "` is not a date like 2026-01-31");
    }
    const std::vector<Comparison> comparisons =
        compare(assess(inventory->view->inventory, ours), views, given.all != 0);
    auto document = std::make_unique<cachewarden_document>();
    render(comparisons, views, "json", {},
           [&](std::string_view piece) { document->text += piece; });
    return document;
  });
}
