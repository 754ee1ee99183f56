#include "decisions.hpp"

#include <algorithm>
#include <iterator>

namespace cachewarden::cli {

namespace {

constexpr std::size_t max_bytes = std::size_t{1} << 24;

std::shared_ptr<const std::string> text_of(const std::string& path) {
  const Result<std::shared_ptr<const std::string>> text = host::read_file(path, max_bytes);
  if (!text)
    throw Mistake{path + ": " + text.error().message};
  return *text;
}

template <class T>
T taken(Parsed<T> parsed) {
  if (!parsed)
    throw Mistake{parsed.text()};
  return std::move(parsed.value);
}

std::string known_profiles() {
  std::string result;
  for (const std::string_view name : profile_names())
    result.append(result.empty() ? "" : ", ").append(name);
  return result;
}

}  // namespace

void Decisions::declare(CLI::App& app) {
  app.add_option("--profile", profile_,
                 "settings that ship with the library (default baseline):\n" + known_profiles())
      ->type_name("NAME")
      ->group("Rules");
  app.add_option("--config", config_file_, "a settings document; docs/settings.md tells its form")
      ->type_name("FILE")
      ->group("Rules");
  one_each(app.add_option("--exemptions", exemption_files_,
                          "a document of what is let off, by whom, why and until when"))
      ->type_name("FILE")
      ->group("Rules");
  one_each(app.add_option("--attestations", attestation_files_,
                          "a document of what somebody vouches for that no configuration shows"))
      ->type_name("FILE")
      ->group("Rules");
}

void Decisions::read() {
  if (!profile_.empty()) {
    const std::optional<SettingsDocument> profile = find_profile(profile_);
    if (!profile)
      refuse("--profile", profile_, known_profiles());
    settings_ = *profile;
  }
  if (!config_file_.empty())
    settings_ = taken(parse_settings(*text_of(config_file_), config_file_, settings_));
  const auto append = [](auto& all, auto more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  };
  for (const std::string& file : exemption_files_)
    append(exemptions_, taken(parse_exemptions(*text_of(file), file)));
  for (const std::string& file : attestation_files_)
    append(attestations_, taken(parse_attestations(*text_of(file), file)));
}

}  // namespace cachewarden::cli
