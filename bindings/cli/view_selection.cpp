#include "view_selection.hpp"

namespace cachewarden::cli {

void ViewSelection::declare(CLI::App& app, const std::string& help) {
  std::string known;
  for (const View* view : views_catalog())
    known.append(known.empty() ? "" : ", ").append(view->name);
  one_each(app.add_option("--view", names_, help + ":\n" + known))
      ->type_name("VIEW,...")
      ->group("Rules");
  one_each(app.add_option("--view-setting", settings_,
                          "configuration of an authority's tool, as the tool names it, such as\n"
                          "AZURE_REDIS_CACHE_NAME_FORMAT=^redis-; lists as JSON"))
      ->type_name("NAME=VALUE")
      ->group("Rules");
}

ViewOptions ViewSelection::options() const {
  Result<std::vector<const View*>> views = select_views(split(names_));
  if (!views)
    throw Mistake{"--view: " + views.error().message};
  ViewOptions result{.views = *std::move(views)};
  for (const std::string& text : settings_) {
    Result<ViewSettings::Entry> entry = parse_view_setting(text);
    if (!entry)
      throw Mistake{"--view-setting: " + entry.error().message};
    result.settings.entries.push_back(*std::move(entry));
  }
  return result;
}

}  // namespace cachewarden::cli
