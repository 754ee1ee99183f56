#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/bicep/syntax.hpp"
#include "cachewarden/template/program.hpp"

namespace cachewarden::inline v0::bicep {

/// What lowering may use beside the file itself.
struct LowerOptions {
  /// Modules, imports, loaded files and `bicepconfig.json`; none: their content is unknown.
  templates::DocumentSource source = {};
  /// Folder, as `source` knows it, of the restore cache that Bicep keeps (with `br` and `ts` in
  /// it); empty: only what a `bicepconfig.json` names inside of the root.
  std::string module_cache = {};
  /// Files that other projects have read too, by the paths that `source` knows; or null.
  std::shared_ptr<SyntaxCache> syntax = {};
  /// What readEnvironmentVariable finds; of others the default counts, without one the value is
  /// unknown.
  std::vector<std::pair<std::string, std::string>> environment = {};
  std::size_t max_files = 20'000;           ///< read for one project, modules and loaded files
  std::size_t max_nodes = 10'000'000;       ///< expressions made for one project
  std::size_t max_module_nesting = 64;      ///< modules within modules
  std::size_t max_loaded_bytes = 16 << 20;  ///< of one loaded file
};

/// A lowered `.bicepparam` file.
struct LoweredParameters {
  templates::ParameterSet set;
  std::string template_path;  ///< of `using`, relative to the root; empty if it names no local file
  /// The template of `using`, lowered or read; null if it names none or it is not at hand.
  const templates::Program* program = nullptr;
};

/// Lowers files into one unit. Modules and imported files are read once, however many files use
/// them. Everything wrong in the texts goes to the unit's diagnostics; what is concerned is
/// unknown. One thread at a time; the unit and the options' source must outlive it.
class Project {
 public:
  Project(templates::Unit& unit, LowerOptions options);
  ~Project();
  Project(const Project&) = delete;
  Project& operator=(const Project&) = delete;

  /// A document of the unit that holds a `.bicep` file; its path is relative to the root.
  [[nodiscard]] Result<const templates::Program*> lower(templates::DocumentId document);
  /// A document of the unit that holds a `.bicepparam` file.
  [[nodiscard]] Result<LoweredParameters> lower_parameters(templates::DocumentId document);
  /// The same for files that the source gives. Error: those of the source.
  [[nodiscard]] Result<const templates::Program*> lower(std::string_view path);
  [[nodiscard]] Result<LoweredParameters> lower_parameters(std::string_view path);

  /// Local files that were used as a module, an import or a base, sorted: no main files.
  [[nodiscard]] std::vector<std::string> used_files() const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace cachewarden::inline v0::bicep
