#include "readers/arm_tree.hpp"

#include <algorithm>

#include "cachewarden/json/document.hpp"

namespace cachewarden::inline v0::detail {

ArmTree& ArmTree::step(std::string_view name) {
  for (auto& [key, child] : children_) {
    if (key == name)
      return *child;
  }
  children_.emplace_back(name, std::make_unique<ArmTree>());
  return *children_.back().second;
}

const ArmTree* ArmTree::find(std::string_view path) const {
  const ArmTree* at = this;
  while (at != nullptr && !path.empty()) {
    const std::size_t dot = path.find('.');
    const std::string_view segment = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    const auto found = std::find_if(at->children_.begin(), at->children_.end(),
                                    [&](const auto& child) { return child.first == segment; });
    at = found == at->children_.end() ? nullptr : found->second.get();
  }
  return at;
}

bool ArmTree::has(std::string_view path) const {
  return find(path) != nullptr;
}

bool ArmTree::is_list(std::string_view path) const {
  const ArmTree* const found = find(path);
  return found != nullptr && found->kind_ == Kind::list;
}

void ArmTree::put(std::string_view path, std::string raw, std::size_t origin) {
  ArmTree* at = this;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    std::string_view segment = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    const bool is_list = segment.ends_with("[]");
    if (is_list)
      segment.remove_suffix(2);
    at = &at->step(segment);
    if (is_list) {
      at->kind_ = Kind::list;
      at->children_.emplace_back("", std::make_unique<ArmTree>());
      at = at->children_.back().second.get();
    }
  }
  if (at->kind_ == Kind::leaf || at->kind_ == Kind::list) {
    if (at->kind_ == Kind::leaf) {
      auto first = std::make_unique<ArmTree>();
      first->kind_ = Kind::leaf;
      first->raw_ = std::move(at->raw_);
      first->origin_ = at->origin_;
      at->children_.emplace_back("", std::move(first));
      at->kind_ = Kind::list;
    }
    at->children_.emplace_back("", std::make_unique<ArmTree>());
    at = at->children_.back().second.get();
  }
  at->kind_ = Kind::leaf;
  at->raw_ = std::move(raw);
  at->origin_ = origin;
}

void ArmTree::set(std::string_view path, std::string raw, std::size_t origin) {
  ArmTree* at = this;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    at = &at->step(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    if (at->kind_ == Kind::object || path.empty())
      continue;
    raw = "\"[changed]\"";
    break;
  }
  at->children_.clear();
  at->kind_ = Kind::leaf;
  at->raw_ = std::move(raw);
  at->origin_ = origin;
}

void ArmTree::append(std::string_view path, ArmTree child) {
  ArmTree* at = this;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    at = &at->step(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  }
  at->kind_ = Kind::list;
  at->children_.emplace_back("", std::make_unique<ArmTree>(std::move(child)));
}

std::string ArmTree::write(std::vector<Mark>* marks) const {
  std::string text;
  write(text, {}, marks);
  if (marks != nullptr)
    std::sort(marks->begin(), marks->end(),
              [](const Mark& a, const Mark& b) { return a.pointer < b.pointer; });
  return text;
}

void ArmTree::write(std::string& text, const std::string& pointer, std::vector<Mark>* marks) const {
  if (marks != nullptr && origin_ != nowhere)
    marks->push_back({pointer, origin_});
  if (kind_ == Kind::leaf) {
    text += raw_;
    return;
  }
  text += kind_ == Kind::list ? '[' : '{';
  std::size_t index = 0;
  for (const auto& [name, child] : children_) {
    if (index != 0)
      text += ',';
    if (kind_ == Kind::object)
      text.append(json::quote(name)).append(":");
    child->write(
        text,
        pointer + "/" +
            (kind_ == Kind::list ? std::to_string(index) : json::escape_pointer_token(name)),
        marks);
    ++index;
  }
  text += kind_ == Kind::list ? ']' : '}';
}

}  // namespace cachewarden::inline v0::detail
