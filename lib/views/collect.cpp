#include "views/collect.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/json/property_path.hpp"
#include "views/terraform.hpp"

namespace cachewarden::inline v0::views {

namespace {

using json::Kind;
using json::Node;

constexpr std::uint32_t deepest = 100000;  ///< what was read was within the reader's limits

Node member(Node object, std::string_view key) {
  if (!object.is(Kind::object))
    return {};
  for (const Node& each : object) {
    if (equal_folded(each.key(), key))
      return each;
  }
  return {};
}

std::string_view text(Node object, std::string_view key) {
  return member(object, key).string();
}

std::string_view first_text(Node object, std::string_view key, std::string_view other) {
  const std::string_view found = text(object, key);
  return found.empty() ? text(object, other) : found;
}

/// Forms whose documents hold resources as they are.
bool holds_resources(const InputDocument& document) {
  for (const std::string_view form :
       {"attributed answer", "arm-template resource", "resource-graph", "psrule", "rest-list",
        "list", "resource", "terraform", "ndjson"}) {
    if (document.form == form)
      return true;
  }
  return false;
}

bool is_table(Node node) {
  return node.is(Kind::object) && node.find("columns").is(Kind::array) &&
         node.find("rows").is(Kind::array);
}

/// The az command line leaves `properties` out and shows what only it shows.
bool looks_flattened(Node node) {
  return !member(node, "properties") && (member(node, "resourceGroup") ||
                                         member(node, "provisioningState") || member(node, "etag"));
}

}  // namespace

Collector::Collector(const Inventory& inventory, std::vector<json::Document>& documents)
    : inventory_(inventory), documents_(documents) {
  for (const Resource& resource : inventory.resources()) {
    for (const Source& source : inventory.sources(resource)) {
      if (source.document != no_index)
        known_.insert_or_assign({source.document, source.offset},
                                Known{inventory.index_of(resource), source});
    }
  }
}

const Collector::Known* Collector::known(std::uint32_t document, std::uint64_t offset) const {
  const auto found = known_.find({document, offset});
  return found == known_.end() ? nullptr : &found->second;
}

/// Fills in what the resource and the inventory tell, and keeps what tools can name.
void Collector::add(ViewResource resource) {
  const Node node = resource.node;
  if (!node.is(Kind::object))
    return;
  const Known* const found = known(resource.document, resource.base + node.offset());
  if (found != nullptr) {
    resource.resource = found->resource;
    resource.intent = inventory_.resource(found->resource).intent;
    resource.id = inventory_.resource(found->resource).id.view();
    if (found->source.flattened && resource.shape == ViewShape::rest)
      resource.shape = ViewShape::az;
  }
  if (resource.intent == Intent::existing)
    return;
  if (resource.shape != ViewShape::terraform) {
    resource.type = first_text(node, "resourceType", "type");
    resource.name = first_text(node, "resourceName", "name");
    if (resource.id.empty())
      resource.id = first_text(node, "resourceId", "id");
    if (resource.shape == ViewShape::rest && looks_flattened(node))
      resource.shape = ViewShape::az;
    if (resource.shape == ViewShape::rest && member(node, "resourceType"))
      resource.shape = ViewShape::psrule;
    const std::optional<ResourceId> id = parse_resource_id(resource.id);
    if (id && resource.type.find('/') == std::string::npos)
      resource.type = id->type();
    if (id && resource.name.empty())
      resource.name = id->name;
  }
  if (!resource.type.empty() && !resource.name.empty())
    resources_.push_back(std::move(resource));
}

/// Rows of bare values beside the names of their columns become objects.
void Collector::read_rows(std::uint32_t document, std::uint64_t base, Node table) {
  for (const Node& row : table.find("rows")) {
    std::string made = "{";
    auto value = row.begin();
    for (const Node& column : table.find("columns")) {
      if (value == row.end())
        break;
      if (made.size() > 1)
        made += ',';
      made.append(json::quote(column.find("name").string())).append(":").append((*value).raw());
      ++value;
    }
    Result<json::Document> object =
        json::Document::parse_owned(std::move(made.append("}")), {.max_depth = deepest});
    if (!object)
      continue;
    ViewResource resource{.shape = ViewShape::resource_graph, .document = document};
    resource.node = resource.root = object->root();
    documents_.push_back(*std::move(object));
    if (const Known* const found = known(document, base + row.offset())) {
      resource.resource = found->resource;
      resource.id = inventory_.resource(found->resource).id.view();
    }
    resource.base = base + row.offset();
    add(std::move(resource));
  }
}

void Collector::walk(std::uint32_t document, std::uint64_t base, Node root) {
  ViewShape shape = ViewShape::rest;
  Node list = root;
  if (root.find("of") && root.find("body"))
    list = root.find("body");
  if (is_terraform(list))
    return read_terraform(document, list);
  if (list.is(Kind::object) && list.find("data")) {
    shape = ViewShape::resource_graph;
    list = list.find("data");
  }
  if (is_table(list))
    return read_rows(document, base, list);
  if (list.is(Kind::object) && list.find("value").is(Kind::array))
    list = list.find("value");
  const auto take = [&](Node node) {
    ViewResource resource{.shape = shape, .document = document, .base = base};
    resource.root = root;
    resource.node = node;
    const Known* const found = known(document, base + node.offset());
    if (found != nullptr && found->source.form == Form::arm_template) {
      resource.shape = ViewShape::planned;
      resource.intent = Intent::planned;
    }
    add(std::move(resource));
  };
  if (!list.is(Kind::array)) {
    take(list);
    return;
  }
  for (const Node& each : list)
    take(each);
}

/// Reads the values of a document, one after the other. What lies between them is passed over.
void Collector::read_values(std::uint32_t document, const Bytes& text) {
  const std::string_view all = *text;
  std::size_t at = all.find_first_of("{[");
  while (at != std::string_view::npos) {
    std::size_t end = 0;
    Result<json::Document> value = json::Document::parse_prefix(
        all.substr(at), &end, {.max_bytes = all.size() + 1, .max_depth = deepest}, text);
    if (!value) {
      read_sources(document, text);
      return;
    }
    documents_.push_back(*value);
    walk(document, at, value->root());
    at = end == 0 ? std::string_view::npos : all.find_first_of("{[", at + end);
  }
}

/// Of a document that is broken somewhere: the resources that could be read, one by one.
void Collector::read_sources(std::uint32_t document, const Bytes& text) {
  std::erase_if(resources_, [&](const ViewResource& each) { return each.document == document; });
  std::uint64_t covered = 0;
  for (auto at = known_.lower_bound({document, 0});
       at != known_.end() && at->first.first == document; ++at) {
    const Source& source = at->second.source;
    if (source.offset < covered || source.offset + source.length > text->size())
      continue;
    covered = source.offset + source.length;
    const Result<json::Document> value = json::Document::parse(
        std::string_view(*text).substr(source.offset, source.length), {.max_depth = deepest}, text);
    if (!value)
      continue;
    documents_.push_back(*value);
    walk(document, source.offset, value->root());
  }
}

/// What a template was expanded to. Resources in Terraform's terms were put together for the model,
/// not as tools see them.
void Collector::read_expanded(std::uint32_t document, const Bytes& text) {
  const Result<json::Document> value = json::Document::parse(*text, {.max_depth = deepest}, text);
  if (!value || !value->root().find("predictedResources"))
    return;
  documents_.push_back(*value);
  for (const Node& node : value->root().find("predictedResources")) {
    ViewResource resource{
        .intent = Intent::planned, .shape = ViewShape::planned, .document = document};
    resource.root = value->root();
    resource.node = node;
    add(std::move(resource));
  }
}

void Collector::read_terraform(std::uint32_t document, Node root) {
  // The resources of the model stand in a document of their own and remember where they come from.
  std::map<std::size_t, std::uint32_t> numbers;
  for (const auto& [place, found] : known_) {
    const InputDocument& input = inventory_.documents()[place.first];
    if (input.origins == nullptr || input.name != inventory_.documents()[document].name)
      continue;
    const OriginChain chain = input.origins->locate(static_cast<std::size_t>(place.second), "");
    if (!chain.places.empty())
      numbers.emplace(chain.places.front().offset, found.resource);
  }
  for (TerraformResource& each : terraform_resources(root)) {
    ViewResource resource{.name = std::move(each.address),
                          .type = std::move(each.type),
                          .intent = each.is_planned ? Intent::planned : Intent::live,
                          .shape = ViewShape::terraform,
                          .document = document};
    resource.root = root;
    resource.node = each.values;
    resource.expressions = each.expressions;
    const auto found = numbers.find(each.values.offset());
    if (found != numbers.end()) {
      resource.resource = found->second;
      resource.id = inventory_.resource(found->second).id.view();
    }
    add(std::move(resource));
  }
}

/// Tools that expand templates, or export what is there, see children below their parents. Children
/// beside their parent in a document of resources stay where they are.
void Collector::attach() {
  std::unordered_map<std::string, std::uint32_t> by_id;
  const auto key = [](const ViewResource& each, std::string_view id) {
    return folded(id) + (each.intent == Intent::planned ? "#planned" : "");
  };
  for (std::uint32_t i = 0; i < resources_.size(); ++i) {
    if (resources_[i].shape != ViewShape::terraform && !resources_[i].id.empty())
      by_id.emplace(key(resources_[i], canonical_id(resources_[i].id)), i);
  }
  for (std::uint32_t i = 0; i < resources_.size(); ++i) {
    ViewResource& child = resources_[i];
    const bool is_extension = equal_folded(child.type, "Microsoft.Insights/diagnosticSettings");
    if (child.shape == ViewShape::terraform ||
        (std::count(child.type.begin(), child.type.end(), '/') < 2 && !is_extension))
      continue;
    std::uint32_t parent = no_index;
    if (const std::optional<ResourceId> id = parse_resource_id(child.id)) {
      const auto found = by_id.find(key(child, id->parent()));
      parent = found == by_id.end() ? no_index : found->second;
    }
    // Names that a template leaves open: where there is one parent it is this one.
    const std::string_view above = std::string_view(child.type).substr(0, child.type.rfind('/'));
    for (std::uint32_t j = 0;
         parent == no_index && child.shape == ViewShape::planned && j < resources_.size(); ++j) {
      if (resources_[j].document == child.document && equal_folded(resources_[j].type, above) &&
          json::is_expression(child.name))
        parent = j;
    }
    const bool is_beside = parent != no_index && resources_[parent].document == child.document &&
                           child.shape != ViewShape::planned && !is_extension;
    if (parent == no_index || is_beside)
      continue;
    resources_[parent].children.push_back(i);
    child.is_attached = true;
  }
}

std::vector<ViewResource> Collector::run() {
  const auto documents = inventory_.documents();
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    const bool is_expanded = documents[i].origins != nullptr;
    if (documents[i].ignored || !(is_expanded || holds_resources(documents[i])))
      continue;
    // Tools see a document as a whole: one that was too large to keep is read once more.
    const Bytes text = documents[i].whole();
    if (text == nullptr)
      throw Exception({ErrorCode::io, "has changed while it was in use", documents[i].name});
    if (is_expanded)
      read_expanded(i, text);
    else
      read_values(i, text);
  }
  const auto order = [](const ViewResource& a, const ViewResource& b) {
    if (const auto ids = compare_folded(a.id, b.id); ids != 0)
      return ids < 0;
    return std::tuple(a.intent, std::string_view(a.name), std::string_view(a.type), a.node.raw()) <
           std::tuple(b.intent, std::string_view(b.name), std::string_view(b.type), b.node.raw());
  };
  std::stable_sort(resources_.begin(), resources_.end(), order);
  attach();
  return std::move(resources_);
}

}  // namespace cachewarden::inline v0::views
