#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/json/property_path.hpp"
#include "cachewarden/model/resource_type.hpp"

/// The paths of a table of fields as a tree, so that an object is looked through once for all
/// fields and not once for each.
namespace cachewarden::inline v0::detail {

/// One name on a path.
struct PathStep {
  std::string_view name{};
  std::uint64_t hash = 0;
  std::uint32_t parent = 0;
  bool is_properties = false;  ///< flattened forms leave it out
  /// Stands right below `properties`, and beside it means something else.
  bool is_envelope = false;
  std::vector<std::uint32_t> children{};
  std::vector<std::uint32_t> slots{};  ///< children by hash; empty without any
  /// The names of the object that was looked through last and the children that they are, or the
  /// root, in order: of many resources most have the same ones.
  struct Seen {
    std::string name{};
    std::uint32_t child = 0;
  };
  std::vector<Seen> seen{};
};

/// What `json::follow` finds at every step of the tree.
class FoundPaths {
 public:
  [[nodiscard]] json::Found at(std::uint32_t step, const json::Dialect& dialect) const;

 private:
  friend class FieldPaths;
  struct Raw {
    json::Node node{};
    json::Node at{};
    json::Node other{};
    bool is_stuck = false;        ///< something else than an object is on the way
    bool is_passed_over = false;  ///< `properties` that is not there
  };
  std::vector<Raw> raw_{};
};

/// The tree of a table of fields.
class FieldPaths {
 public:
  /// The paths of embedded resources have no `[]`.
  FieldPaths(std::span<const FieldRow> fields, std::span<const Embedded> embedded);

  [[nodiscard]] std::span<const FieldRow> fields() const noexcept { return fields_; }

  /// A spelling of a field.
  struct Path {
    std::string_view text{};
    std::string_view rest{};  ///< behind its first `[]`
    std::uint32_t step = 0;   ///< where the part before that leads
    bool goes_on = false;     ///< it has a `[]`
  };
  [[nodiscard]] std::span<const Path> of(const FieldRow& row) const {
    return paths_[static_cast<std::size_t>(&row - fields_.data())];
  }

  /// Where the path of an embedded resource leads.
  [[nodiscard]] std::uint32_t embedded(std::size_t number) const { return embedded_[number]; }

  void find(json::Node object, FoundPaths& found);

 private:
  std::uint32_t step_to(std::string_view path);
  std::uint32_t child(std::uint32_t parent, std::string_view name);
  void look_through(std::uint32_t step, FoundPaths& found);
  [[nodiscard]] std::uint32_t child_named(const PathStep& step, std::string_view key) const;

  std::span<const FieldRow> fields_;
  std::vector<PathStep> steps_{};  ///< a parent stands before its children
  std::vector<std::vector<Path>> paths_{};
  std::vector<std::uint32_t> embedded_{};
};

}  // namespace cachewarden::inline v0::detail
