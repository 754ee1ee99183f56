#include "readers/terraform_plan.hpp"

#include <algorithm>
#include <utility>

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;

constexpr auto npos = std::string_view::npos;

/// Steps from a reference to what it means, through modules.
constexpr std::uint32_t max_steps = 32;

/// The offset behind an index that begins at `at`: `["a.b"]`.
std::size_t skip_index(std::string_view text, std::size_t at) {
  bool is_quoted = false;
  for (; at < text.size(); ++at) {
    if (is_quoted && text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && text[at] == ']')
      return at + 1;
  }
  return text.size();
}

/// An address without `[0]` and `["key"]`.
std::string without_indices(std::string_view address) {
  std::string result;
  for (std::size_t i = 0; i < address.size();) {
    if (address[i] == '[')
      i = skip_index(address, i);
    else
      result += address[i++];
  }
  return result;
}

/// Takes a name and the index behind it off an address: `cache["a"].id` leaves `id`.
struct Segment {
  std::string_view name{};
  std::string_view index{};
};

Segment next_segment(std::string_view& address) {
  const std::size_t end = std::min(address.find_first_of(".["), address.size());
  Segment result{.name = address.substr(0, end)};
  std::size_t at = end;
  if (at < address.size() && address[at] == '[') {
    at = skip_index(address, at);
    result.index = address.substr(end, at - end);
  }
  address.remove_prefix(std::min(at, address.size()));
  if (address.starts_with('.'))
    address.remove_prefix(1);
  return result;
}

/// The module around a module; the rest is its own last segment.
std::pair<std::string, std::string> split_module(std::string_view module) {
  std::size_t last = 0;
  for (std::size_t at = 0; at < module.size();) {
    if (module[at] == '[') {
      at = skip_index(module, at);
    } else {
      if (module.substr(at).starts_with(".module."))
        last = at;
      ++at;
    }
  }
  if (last == 0)
    return {std::string(), std::string(module)};
  return {std::string(module.substr(0, last)), std::string(module.substr(last + 1))};
}

std::string joined(std::string_view module, std::string_view name) {
  return module.empty() ? std::string(name) : std::string(module) + "." + std::string(name);
}

/// The node of a nested block that holds its attributes.
Node only(Node node) {
  return node.is(Kind::array) ? node.at(0) : node;
}

/// What will not be there after the plan, or is only read.
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

}  // namespace

bool TerraformPlan::is_terraform(Node root) {
  return root.is(Kind::object) && !root.find("format_version").string().empty() &&
         (root.find("resource_changes") || root.find("planned_values") || root.find("values"));
}

TerraformPlan::TerraformPlan(Node root) {
  read_configuration(root.find("configuration").find("root_module"));
  is_partial_ = root.find("errored").boolean().value_or(false) ||
                !root.find("complete").boolean().value_or(true) ||
                root.find("deferred_changes").size() != 0;
  if (root.find("resource_changes").is(Kind::array)) {
    read_changes(root.find("resource_changes"));
    return;
  }
  const Node planned = root.find("planned_values");
  is_state_ = !planned;
  read_module((planned ? planned : root.find("values")).find("root_module"));
}

void TerraformPlan::add(Node resource, Node values, Node unknown, Node sensitive) {
  if (resource.find("mode").string() == "data" || !values.is(Kind::object))
    return;
  TerraformInstance instance{.address = std::string(resource.find("address").string()),
                             .module = std::string(resource.find("module_address").string()),
                             .type = std::string(resource.find("type").string()),
                             .values = values,
                             .unknown = unknown,
                             .sensitive = sensitive,
                             .has_marks = static_cast<bool>(unknown)};
  const Node index = resource.find("index");
  if (index && !index.is(Kind::null))
    instance.index = "[" + std::string(index.raw()) + "]";
  const std::string plain = without_indices(instance.address);
  const auto found = configuration_.find(plain);
  instance.is_configured = found != configuration_.end();
  if (instance.is_configured)
    instance.expressions = found->second;
  if (instance.module.empty() && instance.address.starts_with("module.")) {
    const std::string tail =
        instance.type + "." + std::string(resource.find("name").string()) + instance.index;
    if (instance.address.size() > tail.size() && instance.address.ends_with(tail))
      instance.module = instance.address.substr(0, instance.address.size() - tail.size() - 1);
  }
  for (std::string module = instance.module; !module.empty(); module = split_module(module).first)
    modules_.insert(module);
  by_address_.emplace(plain, instances_.size());
  instances_.push_back(std::move(instance));
}

void TerraformPlan::read_changes(Node changes) {
  for (const Node& resource : changes) {
    const Node change = resource.find("change");
    if (!is_gone(change))
      add(resource, change.find("after"), change.find("after_unknown"),
          change.find("after_sensitive"));
  }
}

std::vector<std::string> TerraformPlan::removed(Node root) {
  std::vector<std::string> ids;
  for (const Node& resource : root.find("resource_changes")) {
    const Node change = resource.find("change");
    const std::string_view id = change.find("before").find("id").string();
    if (is_gone(change) && resource.find("mode").string() != "data" && !id.empty())
      ids.emplace_back(id);
  }
  return ids;
}

void TerraformPlan::read_module(Node module) {
  std::vector<Node> pending{module};
  while (!pending.empty()) {
    const Node at = pending.back();
    pending.pop_back();
    for (const Node& resource : at.find("resources"))
      add(resource, resource.find("values"), {}, resource.find("sensitive_values"));
    for (const Node& child : at.find("child_modules"))
      pending.push_back(child);
  }
}

void TerraformPlan::read_configuration(Node module) {
  std::vector<std::pair<Node, std::string>> pending{{module, std::string()}};
  while (!pending.empty()) {
    const auto [at, path] = pending.back();
    pending.pop_back();
    for (const Node& resource : at.find("resources"))
      configuration_.emplace(joined(path, resource.find("address").string()),
                             resource.find("expressions"));
    for (const Node& call : at.find("module_calls")) {
      std::string name = joined(path, "module." + std::string(call.key()));
      calls_.emplace(name, call);
      pending.emplace_back(call.find("module"), std::move(name));
    }
  }
}

TerraformValue TerraformPlan::value(const TerraformInstance& instance, std::string_view path) {
  TerraformValue result{
      .node = instance.values, .unknown = instance.unknown, .sensitive = instance.sensitive};
  while (true) {
    const std::size_t dot = path.find('.');
    const std::string_view segment = path.substr(0, dot);
    result.node = only(result.node).find(segment);
    result.unknown = only(result.unknown).find(segment);
    result.sensitive = only(result.sensitive).find(segment);
    result.is_unknown = result.is_unknown || result.unknown.boolean().value_or(false);
    result.is_sensitive = result.is_sensitive || result.sensitive.boolean().value_or(false);
    if (dot == npos)
      break;
    path = path.substr(dot + 1);
  }
  const Node node = result.node;
  if (result.is_unknown || !node || node.is(Kind::null) ||
      (node.is(Kind::string) && node.string().empty()))
    result.node = {};
  return result;
}

Node TerraformPlan::expression(const TerraformInstance& instance, std::string_view path) {
  Node at = instance.expressions;
  while (at && !path.empty()) {
    const std::size_t dot = path.find('.');
    if (at.is(Kind::array) && at.size() != 1)
      return {};
    at = only(at).find(path.substr(0, dot));
    path = dot == npos ? std::string_view{} : path.substr(dot + 1);
  }
  return at;
}

TerraformReferences TerraformPlan::references(const TerraformInstance& instance,
                                              Node expression) const {
  TerraformReferences found;
  const Node all = expression.find("references");
  found.text = std::string(all.at(0).string());
  if (all.is(Kind::array))
    follow({instance.module, instance.index}, expression, 0, found);
  else
    found.is_whole = false;
  return found;
}

void TerraformPlan::follow(const Place& place, Node expression, std::uint32_t depth,
                           TerraformReferences& found) const {
  if (depth > max_steps) {
    found.is_whole = false;
    return;
  }
  // `a.b.id` is followed by its beginnings `a.b` and `a`, which say no more.
  std::vector<std::string_view> all;
  bool has_key = false;
  bool is_bare = true;
  for (const Node& each : expression.find("references")) {
    const std::string_view text = each.string();
    const bool is_beginning = !all.empty() && all.back().starts_with(text) &&
                              all.back().size() > text.size() &&
                              std::string_view(".[").find(all.back()[text.size()]) != npos;
    if (text.empty() || is_beginning)
      continue;
    all.push_back(text);
    const bool is_key = text == "each.key" || text == "count.index";
    has_key = has_key || is_key;
    is_bare = is_bare && (is_key || (text.find('_') < text.find('.') &&
                                     text.find_first_of(".[", text.find('.') + 1) == npos));
  }
  for (std::string_view text : all) {
    const std::string_view whole = text;
    const std::string_view first = next_segment(text).name;
    if (first == "var")
      follow_variable(place, next_segment(text).name, depth, found);
    else if (first == "module")
      follow_output(place, text, depth, found);
    else if (first == "local" || first == "data" || first == "self" || first == "ephemeral" ||
             (first == "each" && whole != "each.key"))
      found.is_whole = false;
    else if (first != "each" && first != "count" && first != "path" && first != "terraform")
      follow_resource(place, whole, has_key && is_bare, found);
  }
}

void TerraformPlan::follow_variable(const Place& place, std::string_view name, std::uint32_t depth,
                                    TerraformReferences& found) const {
  // A variable of the root is known, and so is one that nobody sets.
  const auto call = calls_.find(without_indices(place.module));
  if (call == calls_.end())
    return;
  const Node given = call->second.find("expressions").find(name);
  auto [module, own] = split_module(place.module);
  const std::size_t index = own.find('[');
  follow({std::move(module), index == std::string::npos ? "" : own.substr(index)}, given, depth + 1,
         found);
}

void TerraformPlan::follow_output(const Place& place, std::string_view reference,
                                  std::uint32_t depth, TerraformReferences& found) const {
  const Segment called = next_segment(reference);
  const Segment output = next_segment(reference);
  const std::string name = joined(place.module, "module." + std::string(called.name));
  const auto call = calls_.find(without_indices(name));
  std::string module = name + std::string(called.index);
  if (called.index.empty() && modules_.find(module) == modules_.end()) {
    // The instance is chosen by an expression: there may be but one.
    const auto first = modules_.lower_bound(name + "[");
    const bool is_there = first != modules_.end() && first->starts_with(name + "[");
    if (is_there)
      module = first->substr(0, skip_index(*first, name.size()));
    for (auto other = first; is_there && other != modules_.end(); ++other) {
      if (!other->starts_with(name + "["))
        break;
      found.is_whole = found.is_whole && other->starts_with(module);
    }
  }
  if (output.name.empty() || !output.index.empty() || !reference.empty() || call == calls_.end()) {
    found.is_whole = false;  // a part of an output may be anything
    return;
  }
  const Node value =
      call->second.find("module").find("outputs").find(output.name).find("expression");
  if (!value)
    found.is_whole = false;
  follow({std::move(module), {}}, value, depth + 1, found);
}

void TerraformPlan::follow_resource(const Place& place, std::string_view reference,
                                    bool has_same_key, TerraformReferences& found) const {
  std::string name(next_segment(reference).name);
  const Segment label = next_segment(reference);
  name.append(".").append(label.name);
  const auto [from, to] = by_address_.equal_range(without_indices(joined(place.module, name)));
  std::vector<std::size_t> candidates;
  for (auto each = from; each != to; ++each) {
    const TerraformInstance& other = instances_[each->second];
    if (other.module != place.module || (!label.index.empty() && other.index != label.index))
      continue;
    // Without an index the expression chooses one: by its own key, or else by a value nobody shows.
    if (label.index.empty() && !other.index.empty() && has_same_key && other.index == place.index) {
      candidates = {each->second};
      break;
    }
    candidates.push_back(each->second);
  }
  if (candidates.size() != 1) {
    found.is_whole = false;
    return;
  }
  TerraformReferences::Target target{candidates[0], std::string(reference)};
  if (std::find(found.targets.begin(), found.targets.end(), target) == found.targets.end())
    found.targets.push_back(std::move(target));
}

}  // namespace cachewarden::inline v0::detail
