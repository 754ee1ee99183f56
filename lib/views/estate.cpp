#include "cachewarden/views/estate.hpp"

#include <algorithm>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "views/collect.hpp"
#include "views/subject.hpp"

namespace cachewarden::inline v0 {

namespace {

using json::Kind;
using json::Node;

/// The pointer from one value to one below it; nothing if it is not below.
std::optional<std::string> pointer_between(Node from, Node to) {
  std::string pointer;
  Node at = from;
  while (at.offset() != to.offset() || at.length() != to.length()) {
    Node next;
    std::size_t number = 0;
    std::size_t found = 0;
    for (const Node& each : at) {
      if (each.offset() <= to.offset() &&
          to.offset() + to.length() <= each.offset() + each.length()) {
        next = each;
        found = number;
      }
      ++number;
    }
    if (!next)
      return std::nullopt;
    pointer += '/';
    pointer += next.is_member() ? json::escape_pointer_token(next.key()) : std::to_string(found);
    at = next;
  }
  return pointer;
}

/// `/properties/subnets/0/name` as `properties.subnets[0].name`.
std::string dotted(std::string_view pointer) {
  std::string result;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = pointer.find('/');
    const std::string_view token = pointer.substr(0, slash);
    const bool is_number =
        !token.empty() && token.find_first_not_of("0123456789") == std::string_view::npos;
    if (is_number) {
      result.append("[").append(token).append("]");
    } else {
      if (!result.empty())
        result += '.';
      result.append(token);
    }
    pointer = slash == std::string_view::npos ? std::string_view{} : pointer.substr(slash);
  }
  return result;
}

/// Turns what was looked at into places of the documents. `lines` is null for a document that was
/// not kept.
std::vector<ViewEvidence> evidence_of(const Inventory& inventory, const json::LineIndex* lines,
                                      const ViewResource& resource,
                                      const std::vector<views::Subject::Seen>& seen) {
  std::vector<ViewEvidence> result;
  const InputDocument& input = inventory.documents()[resource.document];
  const std::string above = pointer_between(resource.root, resource.node).value_or("");
  for (const views::Subject::Seen& each : seen) {
    const Node at = each.value ? each.value : each.from;
    const std::optional<std::string> below = pointer_between(resource.node, at);
    if (!below)
      continue;
    ViewEvidence evidence{.property = dotted(*below), .is_present = static_cast<bool>(each.value)};
    if (each.value)
      evidence.value = std::string(each.value.raw());
    else
      evidence.property += (evidence.property.empty() ? "" : ".") + each.path;
    const bool is_known = std::any_of(result.begin(), result.end(), [&](const auto& other) {
      return other.property == evidence.property;
    });
    if (is_known)
      continue;
    const bool has_key = at.is_member() && !below->empty();
    const std::uint64_t offset = resource.base + (has_key ? at.key_offset() : at.offset());
    evidence.document = input.name;
    evidence.pointer = above + *below;
    if (lines != nullptr) {
      const json::Position position = lines->position(static_cast<std::size_t>(offset));
      evidence.line = position.line;
      evidence.column = position.column;
    } else if (input.marks != nullptr) {
      const PlaceMark place = input.place(offset);
      evidence.line = place.line;
      evidence.column = place.column;
    }
    if (input.origins != nullptr) {
      const OriginChain chain = input.origins->locate(resource.node.offset(), *below);
      if (!chain.places.empty()) {
        evidence.document = chain.places.front().document;
        evidence.pointer.clear();
        evidence.line = chain.places.front().line;
        evidence.column = chain.places.front().column;
      }
    }
    result.push_back(std::move(evidence));
  }
  return result;
}

}  // namespace

ViewEstate::ViewEstate(std::shared_ptr<const Inventory> inventory)
    : inventory_(std::move(inventory)) {
  resources_ = views::Collector(*inventory_, documents_).run();
  for (const ViewResource& resource : resources_) {
    const auto& text = inventory_->documents()[resource.document].text;
    if (text != nullptr && !lines_.contains(resource.document))
      lines_.emplace(resource.document, json::LineIndex(*text));
  }
}

bool ViewEstate::is_about(const View& view, const ViewCheck& check,
                          const ViewResource& resource) noexcept {
  // Children that the tool sees below their parent are not looked at on their own.
  if (resource.is_attached && !view.exact_case)
    return false;
  if (check.types == "*")
    return resource.shape != ViewShape::terraform;
  std::string_view types = check.types;
  while (!types.empty()) {
    const std::size_t blank = types.find(' ');
    const std::string_view type = types.substr(0, blank);
    if (view.exact_case ? type == resource.type : equal_folded(type, resource.type))
      return true;
    types = blank == std::string_view::npos ? std::string_view{} : types.substr(blank + 1);
  }
  return false;
}

ViewAnswer ViewEstate::ask(const View& view, const ViewCheck& check, const ViewResource& resource,
                           const ViewSettings& settings,
                           std::vector<ViewEvidence>* evidence) const {
  const bool is_live =
      resource.shape != ViewShape::planned && resource.shape != ViewShape::terraform;
  if (is_live && !view.reads_live)
    return views::unknown(std::string(view.authority) +
                          " reads templates and plans, and this is what is there");
  const views::Subject subject(*this, view, resource, settings);
  ViewAnswer answer = check.ask(subject);
  if (subject.saw_open()) {
    answer = views::unknown("the template leaves open what the check looks at");
    answer.open = subject.open();
  }
  if (evidence != nullptr && answer.verdict != ViewVerdict::none) {
    const auto lines = lines_.find(resource.document);
    *evidence = evidence_of(*inventory_, lines == lines_.end() ? nullptr : &lines->second, resource,
                            subject.seen());
  }
  return answer;
}

}  // namespace cachewarden::inline v0
