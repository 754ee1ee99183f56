#include "views/terraform.hpp"

#include <map>
#include <utility>

namespace cachewarden::inline v0::views {

namespace {

using json::Kind;
using json::Node;

bool is_gone(Node change) {
  bool is_deleted = false;
  for (const Node& action : change.find("actions")) {
    const std::string_view word = action.string();
    if (word == "create" || word == "update" || word == "no-op")
      return false;
    is_deleted = true;
  }
  return is_deleted;
}

std::map<std::string, Node> expressions_of(Node root) {
  std::map<std::string, Node> result;
  std::vector<std::pair<Node, std::string>> pending{
      {root.find("configuration").find("root_module"), std::string()}};
  while (!pending.empty()) {
    const auto [at, prefix] = std::move(pending.back());
    pending.pop_back();
    for (const Node& each : at.find("resources"))
      result.emplace(prefix + std::string(each.find("address").string()), each.find("expressions"));
    for (const Node& call : at.find("module_calls"))
      pending.emplace_back(call.find("module"), prefix + "module." + std::string(call.key()) + ".");
  }
  return result;
}

}  // namespace

std::string without_indices(std::string_view address) {
  std::string result;
  bool is_index = false;
  bool is_quoted = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (is_quoted && c == '\\')
      ++i;
    else if (is_index && c == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && c == '[')
      is_index = true;
    else if (!is_quoted && c == ']')
      is_index = false;
    else if (!is_index)
      result += c;
  }
  return result;
}

bool is_terraform(Node root) {
  return root.is(Kind::object) && !root.find("format_version").string().empty() &&
         (root.find("resource_changes") || root.find("planned_values") || root.find("values"));
}

std::vector<TerraformResource> terraform_resources(Node root) {
  const std::map<std::string, Node> expressions = expressions_of(root);
  std::vector<TerraformResource> result;
  const auto add = [&](Node resource, Node values, bool is_planned) {
    if (resource.find("mode").string() == "data" || !values.is(Kind::object))
      return;
    TerraformResource made{.address = std::string(resource.find("address").string()),
                           .type = std::string(resource.find("type").string()),
                           .values = values,
                           .is_planned = is_planned};
    const auto found = expressions.find(without_indices(made.address));
    if (found != expressions.end())
      made.expressions = found->second;
    result.push_back(std::move(made));
  };
  const Node changes = root.find("resource_changes");
  if (changes.is(Kind::array)) {
    for (const Node& resource : changes) {
      const Node change = resource.find("change");
      if (!is_gone(change))
        add(resource, change.find("after"), true);
    }
    return result;
  }
  const Node planned = root.find("planned_values");
  std::vector<Node> pending{(planned ? planned : root.find("values")).find("root_module")};
  while (!pending.empty()) {
    const Node at = pending.back();
    pending.pop_back();
    for (const Node& resource : at.find("resources"))
      add(resource, resource.find("values"), static_cast<bool>(planned));
    for (const Node& child : at.find("child_modules"))
      pending.push_back(child);
  }
  return result;
}

}  // namespace cachewarden::inline v0::views
