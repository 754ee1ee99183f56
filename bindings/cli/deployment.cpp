#include "deployment.hpp"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>

#include "terminal.hpp"

namespace cachewarden::cli {

namespace {

std::shared_ptr<const std::string> text_of(const std::string& path) {
  Result<std::shared_ptr<const std::string>> text = host::read_file(path, ReadOptions{}.max_bytes);
  if (!text)
    throw Mistake{path + ": " + text.error().message};
  return *text;
}

/// Where Bicep keeps what it has restored; empty if there is no such folder.
std::string restored_modules() {
  const char* const home = std::getenv("HOME");
  if (home == nullptr)
    return {};
  const std::filesystem::path folder = std::filesystem::path(home) / ".bicep";
  std::error_code ignored;
  return std::filesystem::is_directory(folder, ignored) ? folder.string() : std::string();
}

}  // namespace

void DeploymentWords::declare(CLI::App& app) {
  one_each(app.add_option("--parameters", parameters_,
                          "a parameters file for the templates; the last one that names a\n"
                          "parameter counts"))
      ->type_name("FILE")
      ->group("Templates");
  one_each(app.add_option("--set", values_,
                          "the value of one parameter, read by the parameter's type; stronger\n"
                          "than files"))
      ->type_name("NAME=VALUE")
      ->group("Templates");
  app.add_option("--scope", scope_,
                 "where templates are deployed to: a JSON object with some of tenantId,\n"
                 "managementGroup, subscriptionId, subscriptionName, resourceGroup, location,\n"
                 "deploymentName, cloud")
      ->type_name("FILE")
      ->group("Templates");
  one_each(app.add_option("--root", roots_,
                          "a folder from which linked templates and modules may be read\n"
                          "(default: the repository that the template is in, or the folder)"))
      ->type_name("FOLDER")
      ->group("Templates");
  app.add_option("--module-cache", module_cache_,
                 "the folder in which Bicep keeps registry modules (default: ~/.bicep if it is\n"
                 "there); of what is not in it the content is not known")
      ->type_name("FOLDER")
      ->group("Templates");
}

DeploymentOptions DeploymentWords::read(const std::vector<std::string>& inputs) const {
  DeploymentOptions options;
  for (const std::string& path : parameters_)
    options.parameters.push_back({path, text_of(path)});
  for (const std::string& word : values_) {
    const std::size_t cut = word.find('=');
    if (cut == 0 || cut == std::string::npos)
      throw Mistake{"--set: `" + word + "` is not like name=value"};
    options.overrides.emplace_back(word.substr(0, cut), word.substr(cut + 1));
  }
  if (!scope_.empty()) {
    Result<templates::ScopeInputs> scope = parse_scope(*text_of(scope_));
    if (!scope)
      throw Mistake{scope_ + ": " + scope.error().text()};
    options.scope = *std::move(scope);
  }
  const auto folders = std::make_shared<host::SourceFolders>();
  for (const std::string& root : roots_) {
    if (const Result<bool> is_allowed = folders->allow(root); !is_allowed)
      throw Mistake{"--root: " + is_allowed.error().text()};
  }
  if (roots_.empty()) {
    for (const std::string& path : inputs)
      folders->allow_project_of(path);
  }
  const std::string cache = module_cache_.empty() ? restored_modules() : module_cache_;
  if (!cache.empty()) {
    if (const Result<bool> is_allowed = folders->allow(cache); !is_allowed)
      throw Mistake{"--module-cache: " + is_allowed.error().text()};
    options.module_cache = host::SourceFolders::path_of(cache);
  }
  serve_files(options, folders);
  return options;
}

}  // namespace cachewarden::cli
