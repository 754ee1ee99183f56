#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/json/document.hpp"
#include "cachewarden/model/inventory.hpp"
#include "cachewarden/views/view.hpp"

namespace cachewarden::inline v0 {

/// A resource as its input shows it, of any type.
struct ViewResource {
  std::string id{};    ///< as found; empty if the input does not say
  std::string name{};  ///< as tools name it; in Terraform the address
  std::string type{};  ///< as the input spells it
  Intent intent = Intent::live;
  ViewShape shape = ViewShape::rest;
  std::uint32_t resource = no_index;      ///< number in the inventory; `no_index` if it has none
  std::uint32_t document = no_index;      ///< number of the document in the inventory
  std::uint64_t base = 0;                 ///< offset in that document that the nodes count from
  json::Node root{};                      ///< of the JSON value that holds it
  json::Node node{};                      ///< the resource
  json::Node expressions{};               ///< Terraform: the expressions of its configuration
  std::vector<std::uint32_t> children{};  ///< shown elsewhere, that tools see below it
  bool is_attached = false;               ///< is in `children` of another one
};

/// Where a value stands that an answer rests on.
struct ViewEvidence {
  std::string property{};  ///< path below the resource, divided by dots
  bool is_present = false;
  std::string value{};  ///< JSON as spelled
  std::string document{};
  std::string pointer{};  ///< RFC 6901, from the root of the document
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// All resources of an inventory in the form of their inputs: what tools would be given. Constant;
/// keeps the inventory. Throws `Exception`, `io`, if a document that was not kept has changed.
class ViewEstate {
 public:
  explicit ViewEstate(std::shared_ptr<const Inventory> inventory);

  /// Ordered by id, name, type, and place.
  [[nodiscard]] std::span<const ViewResource> resources() const noexcept { return resources_; }
  [[nodiscard]] const Inventory& inventory() const noexcept { return *inventory_; }
  [[nodiscard]] std::shared_ptr<const Inventory> shared_inventory() const { return inventory_; }

  /// Whether a check is about a resource at all.
  [[nodiscard]] static bool is_about(const View& view, const ViewCheck& check,
                                     const ViewResource& resource) noexcept;
  /// What a check says. With `evidence` what it looked at is written there.
  [[nodiscard]] ViewAnswer ask(const View& view, const ViewCheck& check,
                               const ViewResource& resource, const ViewSettings& settings,
                               std::vector<ViewEvidence>* evidence = nullptr) const;

 private:
  std::shared_ptr<const Inventory> inventory_;
  std::vector<json::Document> documents_;
  std::vector<ViewResource> resources_;
  std::map<std::uint32_t, json::LineIndex> lines_{};  ///< of documents that were kept
};

}  // namespace cachewarden::inline v0
