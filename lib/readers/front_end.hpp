#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "cachewarden/bicep/syntax.hpp"
#include "cachewarden/readers/expand.hpp"
#include "cachewarden/template/expand.hpp"

/// From a document to the program that it declares. A language is one row in `front_end.cpp`.
namespace cachewarden::inline v0::detail {

/// What a front end works with.
struct FrontEndContext {
  templates::Unit& unit;
  const DeploymentOptions& deployment;
  std::shared_ptr<bicep::SyntaxCache> syntax{};  ///< of Bicep files that several expansions read
};

/// A program, and values that its document brings for the parameters (a parameters file that names
/// its template).
struct Deployable {
  const templates::Program* program = nullptr;
  std::vector<templates::ParameterSet> parameters{};
};

/// One language.
struct FrontEnd {
  std::string_view name{};
  /// Whether a document of that path and text is written in it. Rows are asked in order; the last
  /// one takes everything.
  bool (*knows)(std::string_view path, std::string_view text) = nullptr;
  /// Trouble inside of the text goes to the unit's diagnostics. Errors: it is no template (or no
  /// parameters file) at all.
  Result<Deployable> (*read)(const FrontEndContext& context,
                             templates::DocumentId document) = nullptr;
  Result<templates::ParameterSet> (*read_parameters)(const FrontEndContext& context,
                                                     templates::DocumentId document) = nullptr;
};

[[nodiscard]] std::span<const FrontEnd> front_ends() noexcept;

// bicep_front_end.cpp
[[nodiscard]] Result<Deployable> read_bicep(const FrontEndContext& context,
                                            templates::DocumentId document);
/// The template that a parameters file names, and its values.
[[nodiscard]] Result<Deployable> read_bicep_deployment(const FrontEndContext& context,
                                                       templates::DocumentId document);
[[nodiscard]] Result<templates::ParameterSet> read_bicep_values(const FrontEndContext& context,
                                                                templates::DocumentId document);
[[nodiscard]] Result<templates::ParameterSet> refuse_bicep_values(const FrontEndContext& context,
                                                                  templates::DocumentId document);

/// Reads a document and what it is deployed with, in whatever language each is written, and expands
/// it. Parameters of `deployment` come after those of `input`.
[[nodiscard]] Result<templates::Expansion> expand_deployment(
    const templates::Input& input, const DeploymentOptions& deployment,
    const std::vector<std::pair<std::string, std::string>>& assignments = {},
    const std::shared_ptr<bicep::SyntaxCache>& syntax = nullptr);

}  // namespace cachewarden::inline v0::detail
