#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "bicep/source_file.hpp"
#include "cachewarden/bicep/config.hpp"
#include "cachewarden/bicep/lower.hpp"

namespace cachewarden::inline v0::bicep {

/// What a reference to another file leads to: one of the two, or the reason why not.
struct Target {
  const SourceFile* bicep = nullptr;
  const templates::Program* json = nullptr;
  std::string gap = {};
};

/// The files of one project and what became of them.
struct Project::State {
  State(templates::Unit& the_unit, LowerOptions the_options)
      : unit(the_unit), options(std::move(the_options)) {}

  /// A Bicep file, read and bound once.
  const SourceFile& source_file(templates::DocumentId document);
  /// The document of a path, read unless it was before.
  Result<templates::DocumentId> document(std::string_view path);
  /// What a module's path, an import or `using` in `from` names.
  Target target(const SourceFile& from, std::string_view reference);
  /// The lowered file; null and the reason in `gap` if it uses itself or is nested too deeply.
  const templates::Program* program(const SourceFile& file, std::string& gap);
  /// The text of a file named in `from`, and its path in `path`. Error: why there is none.
  Result<std::string> load(const SourceFile& from, std::string_view reference, std::string& path);
  /// The names of the files of a folder named in `from`, sorted. Error: why there are none.
  Result<std::vector<std::string>> load_folder(const SourceFile& from, std::string_view reference);
  const Config& config(std::string_view path);

  /// Once for each place and message.
  void report(templates::Severity severity, std::string code, std::string message,
              templates::Origin origin);

  templates::Unit& unit;
  const LowerOptions options;
  std::set<std::string> used;
  std::size_t nodes = 0;
  bool out_of_nodes = false;

 private:
  struct JsonSlot {
    const templates::Program* program = nullptr;
    std::string gap = {};
  };
  struct ProgramSlot {
    bool busy = false;
    const templates::Program* program = nullptr;
  };

  Result<std::string> read(const std::string& path);
  std::optional<Config> read_config(const std::string& folder);
  Target bicep_target(const std::string& path);
  Target json_target(const std::string& path);
  Target registry_target(const SourceFile& from, std::string_view reference);

  std::map<std::string, std::unique_ptr<SourceFile>> files_;  ///< null: in `missing_`
  std::map<std::string, std::string> missing_;                ///< why a file cannot be read
  std::map<templates::DocumentId, const SourceFile*> by_document_;
  std::map<std::string, JsonSlot> json_;
  std::map<const SourceFile*, ProgramSlot> programs_;
  std::map<std::string, Config> configs_;
  std::set<std::tuple<templates::DocumentId, std::uint32_t, std::string>> reported_;
  std::size_t files_read_ = 0;
  std::size_t nesting_ = 0;
};

}  // namespace cachewarden::inline v0::bicep
