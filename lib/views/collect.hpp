#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cachewarden/views/estate.hpp"

/// From the documents of an inventory to the resources that tools would be given.
namespace cachewarden::inline v0::views {

/// Walks through the documents.
class Collector {
 public:
  Collector(const Inventory& inventory, std::vector<json::Document>& documents);
  [[nodiscard]] std::vector<ViewResource> run();

 private:
  /// What the inventory knows of a resource, by its place.
  struct Known {
    std::uint32_t resource = no_index;
    Source source{};
  };

  using Bytes = std::shared_ptr<const std::string>;

  void read_values(std::uint32_t document, const Bytes& text);
  void read_sources(std::uint32_t document, const Bytes& text);
  void read_expanded(std::uint32_t document, const Bytes& text);
  void read_terraform(std::uint32_t document, json::Node root);
  void walk(std::uint32_t document, std::uint64_t base, json::Node root);
  void read_rows(std::uint32_t document, std::uint64_t base, json::Node table);
  void add(ViewResource resource);
  [[nodiscard]] const Known* known(std::uint32_t document, std::uint64_t offset) const;
  void attach();

  const Inventory& inventory_;
  std::vector<json::Document>& documents_;
  std::vector<ViewResource> resources_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, Known> known_;
};

}  // namespace cachewarden::inline v0::views
