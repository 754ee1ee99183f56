#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "cachewarden/bicep/syntax.hpp"
#include "cachewarden/model/inventory_builder.hpp"
#include "cachewarden/readers/reader.hpp"
#include "cachewarden/template/expand.hpp"

/// From templates to planned resources: a template is expanded, and the result, which is JSON
/// again, is read as any other resource list, with the origins of its values beside it.
namespace cachewarden::inline v0::detail {

/// A value of each parameter of one world, by name, as JSON text.
using Assignments = std::vector<std::pair<std::string, std::string>>;

/// Document, line, column and text of a diagnostic.
using Said = std::tuple<std::string, std::uint32_t, std::uint32_t, std::string>;

/// The templates of a run. They wait until every document is there, since parameter files, modules
/// and linked templates may come in any order.
class Deployments {
 public:
  /// A template in any language that a front end reads.
  void add_template(std::string name, std::shared_ptr<const std::string> text,
                    std::uint32_t document, bool is_named) {
    templates_.push_back({std::move(name), std::move(text), document, is_named});
  }
  void add_parameters(std::string name, std::shared_ptr<const std::string> text) {
    parameters_.push_back({std::move(name), std::move(text)});
  }
  [[nodiscard]] std::size_t size() const noexcept { return templates_.size(); }

  /// Expands all templates into the builder, and once more for each world: each choice of values
  /// for parameters that have few and are not known.
  void expand_all(const ReadOptions& options, const Facts& facts, InventoryBuilder& builder);

 private:
  struct Item {
    std::string name;
    std::shared_ptr<const std::string> text;
    std::uint32_t document = 0;
    bool is_named = true;
  };
  [[nodiscard]] static std::string path_of(const Item& item, const DeploymentOptions& deployment);
  [[nodiscard]] templates::DocumentSource source(const DeploymentOptions& deployment) const;
  /// Takes out what is judged as a part of another template: modules, and what was compiled from a
  /// file that is here too.
  void keep_main_files(const DeploymentOptions& deployment, InventoryBuilder& builder);
  /// What a template makes, ready to be read into any number of builders.
  struct Expanded;
  [[nodiscard]] Expanded expand(std::size_t number, const Assignments& assignments,
                                const ReadOptions& options) const;
  /// Diagnostics in `said` are not repeated.
  void read(std::size_t number, const Expanded& expanded, const ReadOptions& options,
            InventoryBuilder& builder, std::set<Said>& said) const;
  /// The parameters files that belong to a template by their names.
  [[nodiscard]] std::vector<templates::InputDocument> pairs_of(const Item& item) const;

  std::shared_ptr<bicep::SyntaxCache> syntax_ = std::make_shared<bicep::SyntaxCache>();
  std::vector<Item> templates_;
  std::vector<Item> parameters_;
};

}  // namespace cachewarden::inline v0::detail
