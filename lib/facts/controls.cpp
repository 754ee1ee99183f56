#include "cachewarden/facts/controls.hpp"

#include <string_view>
#include <utility>

#include "cachewarden/json/document.hpp"
#include "facts/embedded.hpp"

namespace cachewarden::inline v0 {

namespace {

using json::Node;

std::string text_of(Node object, std::string_view key) {
  return std::string(object.find(key).string());
}

/// The link of an entry from that of its framework, in which `{id}` may stand.
std::string link_to(std::string pattern, const std::string& id) {
  constexpr std::string_view place = "{id}";
  const std::size_t at = pattern.find(place);
  return at == std::string::npos ? pattern : pattern.replace(at, place.size(), id);
}

std::vector<InitiativeControl> initiatives_of(Node row, Node names) {
  std::vector<InitiativeControl> result;
  for (const Node& controls : row.find("initiatives")) {
    const std::string name = text_of(names, controls.key());
    if (controls.size() == 0)
      result.push_back({name, {}});
    for (const Node& control : controls)
      result.push_back({name, std::string(control.string())});
  }
  return result;
}

}  // namespace

ControlTable built_in_controls() {
  const Result<json::Document> document =
      json::Document::parse(detail::embedded_file("facts/controls.json"));
  if (!document)
    return {};
  const Node root = document->root();
  ControlTable table{.version = text_of(root, "version")};
  std::vector<std::string> links;
  for (const Node& row : root.find("frameworks")) {
    table.frameworks.push_back({text_of(row, "name"), text_of(row, "title")});
    links.push_back(text_of(row, "link"));
  }
  for (const Node& row : root.find("controls")) {
    ControlEntry entry{.framework = text_of(row, "framework"),
                       .id = text_of(row, "id"),
                       .title = text_of(row, "title"),
                       .asked_as = text_of(row, "as"),
                       .out_of_scope = text_of(row, "out_of_scope"),
                       .is_group = static_cast<bool>(row.find("group")),
                       .initiatives = initiatives_of(row, root.find("initiatives"))};
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (table.frameworks[i].name == entry.framework)
        entry.link = link_to(links[i], entry.id);
    }
    table.entries.push_back(std::move(entry));
  }
  return table;
}

}  // namespace cachewarden::inline v0
