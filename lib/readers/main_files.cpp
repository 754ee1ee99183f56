#include <map>
#include <utility>

#include "cachewarden/bicep/syntax.hpp"
#include "cachewarden/json/document.hpp"
#include "readers/deployment.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

std::string_view folder(std::string_view path) {
  return path.substr(0, path.rfind('/') + 1);
}

bool is_compiled(std::string_view text) {
  const Result<json::Document> document = json::Document::parse(text);
  return document &&
         document->root().find("metadata").find("_generator").find("name").string() == "bicep";
}

/// The names that the Bicep file next to a template compiled from it goes by.
std::vector<std::string> sources_of(const std::string& path) {
  std::vector<std::string> result = {path.substr(0, path.rfind('.')) + ".bicep"};
  if (equal_folded(path.substr(folder(path).size()), "azuredeploy.json"))
    result.push_back(std::string(folder(path)) + "main.bicep");
  return result;
}

/// Marks all that a file leads to.
void reach(std::size_t from, const std::vector<std::vector<std::size_t>>& uses,
           std::vector<bool>& reached) {
  std::vector<std::size_t> pending = {from};
  while (!pending.empty()) {
    const std::size_t at = pending.back();
    pending.pop_back();
    if (reached[at])
      continue;
    reached[at] = true;
    pending.insert(pending.end(), uses[at].begin(), uses[at].end());
  }
}

}  // namespace

/// Without `.` and `..` in it.
std::string Deployments::path_of(const Item& item, const DeploymentOptions& deployment) {
  const std::string path = deployment.path_of ? deployment.path_of(item.name) : item.name;
  return templates::join_path(path, path.substr(path.rfind('/') + 1)).value_or(path);
}

void Deployments::keep_main_files(const DeploymentOptions& deployment, InventoryBuilder& builder) {
  const std::size_t count = templates_.size();
  std::map<std::string, std::size_t, std::less<>> numbers;
  std::vector<std::string> paths;
  for (const Item& item : templates_) {
    paths.push_back(path_of(item, deployment));
    numbers.emplace(paths.back(), paths.size() - 1);
  }
  std::vector<std::vector<std::size_t>> uses(count);
  std::vector<bool> is_used(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (templates_[i].text == nullptr)
      continue;
    const std::string_view text = *templates_[i].text;
    const bool is_values = is_bicep_parameters(text, templates_[i].name);
    if (!is_values && !is_bicep(text, templates_[i].name))
      continue;
    for (const std::string_view reference :
         bicep::references(syntax_->parse(paths[i], bicep::as_utf8(templates_[i].text)))) {
      const auto path = templates::join_path(paths[i], reference);
      const auto found = path ? numbers.find(*path) : numbers.end();
      if (found == numbers.end() || found->second == i)
        continue;
      uses[i].push_back(found->second);
      // Parameters of two files make two deployments.
      if (!is_values || pairs_of(templates_[found->second]).empty())
        is_used[found->second] = true;
    }
  }
  std::vector<bool> reached(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_used[i])
      reach(i, uses, reached);
  }
  std::vector<Item> kept;
  for (std::size_t i = 0; i < count; ++i) {
    // Files that use each other in a circle: the first one stands for all.
    if (!reached[i]) {
      reach(i, uses, reached);
      is_used[i] = false;
    }
    bool is_twin = false;
    if (!templates_[i].is_named && ends_with_folded(paths[i], ".json")) {
      for (const std::string& source : sources_of(paths[i])) {
        is_twin = is_twin || (numbers.contains(source) && templates_[i].text != nullptr &&
                              is_compiled(*templates_[i].text));
      }
    }
    if (is_twin)
      builder.add_diagnostic({.code = "compiled",
                              .message = "compiled from the Bicep file beside it, which is read",
                              .document = templates_[i].name});
    if (!is_used[i] && !is_twin)
      kept.push_back(std::move(templates_[i]));
  }
  templates_ = std::move(kept);
}

}  // namespace cachewarden::inline v0::detail
