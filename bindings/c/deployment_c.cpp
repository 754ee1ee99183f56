#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

namespace cachewarden::c {

namespace {

/// The texts of a list; `count` of them.
std::vector<std::pair<std::string, std::string>> pairs(const cachewarden_named_text* items,
                                                       std::uint32_t count, const char* name) {
  if (count != 0)
    require_pointer(items, name);
  std::vector<std::pair<std::string, std::string>> result;
  for (std::uint32_t i = 0; i < count; ++i) {
    require_text(items[i].name, name);
    require_text(items[i].text, name);
    result.emplace_back(view(items[i].name), view(items[i].text));
  }
  return result;
}

void allow(host::SourceFolders& folders, cachewarden_string folder, const char* name) {
  require_text(folder, name);
  if (const Result<bool> is_allowed = folders.allow(std::string(view(folder))); !is_allowed)
    throw Exception(is_allowed.error());
}

}  // namespace

DeploymentOptions deployment_of(const cachewarden_deployment_options* options,
                                const std::shared_ptr<host::SourceFolders>& folders) {
  const cachewarden_deployment_options given = adopted(options, 72, "deployment");
  DeploymentOptions result;
  for (auto& [name, text] :
       pairs(given.parameters, given.parameters_count, "deployment->parameters"))
    result.parameters.push_back(
        {std::move(name), std::make_shared<const std::string>(std::move(text))});
  result.overrides = pairs(given.values, given.value_count, "deployment->values");
  require_text(given.scope, "deployment->scope");
  if (given.scope.size != 0) {
    Result<templates::ScopeInputs> scope = parse_scope(view(given.scope));
    if (!scope)
      throw Exception(scope.error());
    result.scope = *std::move(scope);
  }
  if (given.root_count != 0)
    require_pointer(given.roots, "deployment->roots");
  for (std::uint32_t i = 0; i < given.root_count; ++i)
    allow(*folders, given.roots[i], "deployment->roots");
  require_text(given.module_cache, "deployment->module_cache");
  if (given.module_cache.size != 0) {
    allow(*folders, given.module_cache, "deployment->module_cache");
    result.module_cache = host::SourceFolders::path_of(view(given.module_cache));
  }
  serve_files(result, folders);
  return result;
}

namespace {

std::unique_ptr<cachewarden_document> expanded(const Input& input,
                                               const cachewarden_deployment_options* options,
                                               bool is_file) {
  const auto folders = std::make_shared<host::SourceFolders>();
  ExpandOptions own{.deployment = deployment_of(options, folders)};
  if (is_file && (options == nullptr || options->root_count == 0))
    folders->allow_project_of(input.name);
  Result<std::string> text = expand(input, own);
  if (!text)
    throw Exception(text.error());
  return std::make_unique<cachewarden_document>(cachewarden_document{*std::move(text)});
}

}  // namespace

}  // namespace cachewarden::c

cachewarden_code cachewarden_expand(cachewarden_document** out, cachewarden_string bytes,
                                    cachewarden_string name,
                                    const cachewarden_deployment_options* options,
                                    cachewarden_error** error) {
  return made(out, error, [&] {
    require_text(bytes, "bytes");
    require_text(name, "name");
    const Input input{.name = std::string(name.size == 0 ? "input" : view(name)),
                      .text = std::make_shared<const std::string>(view(bytes))};
    return expanded(input, options, false);
  });
}

cachewarden_code cachewarden_expand_path(cachewarden_document** out, cachewarden_string path,
                                         const cachewarden_deployment_options* options,
                                         cachewarden_error** error) {
  return made(out, error, [&] {
    require_text(path, "path");
    std::string name(view(path));
    Result<std::shared_ptr<const std::string>> text =
        host::read_file(name, ReadOptions{}.max_bytes);
    if (!text) {
      Error trouble = text.error();
      trouble.place = name;
      throw Exception(std::move(trouble));
    }
    return expanded({.name = std::move(name), .text = *std::move(text)}, options, true);
  });
}
