#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/base/byte_source.hpp"
#include "cachewarden/base/result.hpp"
#include "cachewarden/base/tasks.hpp"
#include "cachewarden/model/inventory.hpp"
#include "cachewarden/template/expand.hpp"

/// From documents to an inventory. Forms of input are told apart by what documents hold, never by
/// their names. Nothing is opened here: the caller hands over bytes.
namespace cachewarden::inline v0 {

/// A parameter file.
struct DeploymentParameters {
  std::string name{};
  std::shared_ptr<const std::string> text{};
};

/// What templates are deployed with. Parameter files among the documents are paired with templates
/// by name (`main.parameters.json` with `main.json`); these here hold for every template.
struct DeploymentOptions {
  templates::ScopeInputs scope{};
  std::vector<DeploymentParameters> parameters{};                ///< later ones are stronger
  std::vector<std::pair<std::string, std::string>> overrides{};  ///< name and text, strongest
  templates::DocumentSource source{};  ///< for linked templates; none: their content is unknown
  /// The path, as `source` knows it, of a document by its name; none: the name is the path.
  templates::PathText path_of{};
  /// How paths of further documents are shown; none: as they are.
  templates::PathText shown{};
  /// Folder, as `source` knows it, of the restore cache that Bicep keeps of registry modules;
  /// empty: only what a `bicepconfig.json` names.
  std::string module_cache{};
  std::uint32_t max_worlds = 8;  ///< combinations of unknown parameters that are tried
  templates::Limits limits{};
};

/// Limits and choices of reading.
struct ReadOptions {
  /// Of one document; of one resource in a list that is read in pieces from a `ByteSource`.
  std::size_t max_bytes = std::size_t{1} << 30;
  std::uint32_t max_depth = 256;      ///< nesting in a document
  bool plans_are_complete = true;     ///< a template declares all children of what it creates
  std::size_t max_diagnostics = 100;  ///< of one kind for one document; the others are counted
  DeploymentOptions deployment{};
  /// Large lists are read by so many bytes at a time; documents of less than four times as many are
  /// read as a whole.
  std::size_t piece_bytes = std::size_t{1} << 18;
  /// Runs what can be done at a time; empty: all of it is done by the calling thread. The result is
  /// the same.
  RunTasks run{};
  /// Told how far a large document was read; may be empty.
  std::function<void(std::uint64_t bytes)> progress{};
};

/// One document.
struct Input {
  std::string name{};                         ///< for reports: a path, `-`, any label
  std::shared_ptr<const std::string> text{};  ///< kept as long as the inventory
  /// In place of `text`, for documents that need not be kept in memory: a list of resources is read
  /// a piece at a time, and read again where a finding is shown. Other documents are kept all the
  /// same. Kept open as long as the inventory.
  std::shared_ptr<const ByteSource> source{};
  /// What the answer is about where it does not say: `ID` for properties of that resource,
  /// `ID#collection` for the complete list of its children, such as
  /// `/subscriptions/.../redis/orders#firewallRules`. Empty otherwise.
  std::string of{};
  /// The day on which it was collected. Nothing here looks at a clock or at a file; an envelope may
  /// say it of its own answer.
  std::optional<std::chrono::sys_days> collected{};
  /// The caller asked for this very document. Not recognising it is then an error; a document that
  /// was merely found in a folder is listed as ignored.
  bool is_named = true;
};

/// What is there and what will be there.
struct Change {
  Inventory before{};
  Inventory after{};
  std::vector<std::string> removed{};  ///< ids of what goes away, as documents spell them
};

/// Reads documents one by one and makes an inventory of all of them. The order of documents has no
/// influence on the result. Not for several threads at once.
class Reader {
 public:
  explicit Reader(const ReadOptions& options = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  /// Trouble with a document becomes diagnostics of the inventory; what can be read of it is read.
  void add(Input input);
  /// A document that the caller could not open; becomes a diagnostic.
  void add_failure(std::string name, const Error& error);

  /// The reader is empty afterwards. With `facts` null the built-in ones are taken.
  [[nodiscard]] Inventory finish(const Facts* facts = nullptr);
  /// The same beside what was there before: live resources, what a prediction (what-if) or a
  /// Terraform plan shows as its start. `after` is what `finish` gives.
  [[nodiscard]] Change finish_change(const Facts* facts = nullptr);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// One document in memory, read with the built-in facts.
[[nodiscard]] Inventory read(std::string text, std::string name = "input",
                             const ReadOptions& options = {});

/// The form of input, for lists and help: its name and what it is.
struct FormInfo {
  std::string_view name{};
  std::string_view description{};
};
[[nodiscard]] std::vector<FormInfo> input_forms();

}  // namespace cachewarden::inline v0
