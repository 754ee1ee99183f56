#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "cachewarden/cachewarden.hpp"
#include "columns.hpp"
#include "convert.hpp"
#include "module.hpp"

/// Documents and what templates are deployed with, from Python.
namespace cachewarden::python {

namespace {

/// A path (`is_path`), or the bytes of a document with a name for reports.
struct PythonSource {
  bool is_path = false;
  std::string name;
  std::shared_ptr<const std::string> bytes;
  std::string of;
};

/// What templates are deployed with, as Python hands it over.
struct PythonDeployment {
  using Texts = std::vector<std::pair<py::bytes, py::bytes>>;  ///< name and text
  Texts parameters;
  Texts values;
  std::string scope;  ///< JSON; empty: none
  std::vector<py::bytes> roots;
  py::bytes module_cache;
};

/// The same as the library takes it, and the folders that may be read.
struct Deployed {
  DeploymentOptions options{};
  std::shared_ptr<host::SourceFolders> folders{};
  bool has_roots = false;
};

void allow(host::SourceFolders& folders, const std::string& folder) {
  if (const Result<bool> is_allowed = folders.allow(folder); !is_allowed)
    throw Exception(is_allowed.error());
}

Deployed deployed(const PythonDeployment& given) {
  Deployed result{.folders = std::make_shared<host::SourceFolders>(),
                  .has_roots = !given.roots.empty()};
  for (const auto& [name, text] : given.parameters)
    result.options.parameters.push_back(
        {std::string(name), std::make_shared<const std::string>(text)});
  for (const auto& [name, text] : given.values)
    result.options.overrides.emplace_back(std::string(name), std::string(text));
  if (!given.scope.empty()) {
    Result<templates::ScopeInputs> scope = parse_scope(given.scope);
    if (!scope)
      throw Exception(scope.error());
    result.options.scope = *std::move(scope);
  }
  for (const py::bytes& root : given.roots)
    allow(*result.folders, root);
  if (const std::string cache = given.module_cache; !cache.empty()) {
    allow(*result.folders, cache);
    result.options.module_cache = host::SourceFolders::path_of(cache);
  }
  serve_files(result.options, result.folders);
  return result;
}

/// Reads the sources into a reader that has all of them.
Reader reader_of(const std::vector<PythonSource>& sources, const Deployed& deployment,
                 ReadOptions options,
                 std::optional<std::chrono::sys_days> collected = std::nullopt) {
  options.deployment = deployment.options;
  const std::size_t max_bytes = options.max_bytes;
  Reader reader(options);
  for (const PythonSource& source : sources) {
    if (source.is_path) {
      if (!deployment.has_roots)
        deployment.folders->allow_project_of(source.name);
      if (auto trouble = add_path(
              reader, {.name = source.name, .of = source.of, .collected = collected}, max_bytes))
        throw Exception(*std::move(trouble));
      continue;
    }
    reader.add(
        {.name = source.name, .text = source.bytes, .of = source.of, .collected = collected});
  }
  return reader;
}

/// A source as the Python half hands it over: path or not, name, bytes, what it is about.
using GivenSource = std::tuple<bool, py::bytes, py::buffer, py::bytes>;

std::vector<PythonSource> sources_of(const std::vector<GivenSource>& given) {
  std::vector<PythonSource> sources;
  for (const auto& [is_path, name, bytes, of] : given)
    sources.push_back({is_path, name, is_path ? nullptr : copy_of(bytes), of});
  return sources;
}

py::str expanded(const GivenSource& given, const PythonDeployment& deployment) {
  const PythonSource source = sources_of({given})[0];
  const Deployed how = deployed(deployment);
  std::string result;
  {
    const py::gil_scoped_release others_may_run;
    std::shared_ptr<const std::string> bytes = source.bytes;
    if (source.is_path) {
      Result<std::shared_ptr<const std::string>> read =
          host::read_file(source.name, ReadOptions{}.max_bytes);
      if (!read) {
        Error trouble = read.error();
        trouble.place = source.name;
        throw Exception(std::move(trouble));
      }
      bytes = *std::move(read);
      if (!how.has_roots)
        how.folders->allow_project_of(source.name);
    }
    Result<std::string> json =
        expand({.name = source.name, .text = bytes}, {.deployment = how.options, .indent = false});
    if (!json)
      throw Exception(json.error());
    result = *std::move(json);
  }
  return text(result);
}

}  // namespace

void add_inputs(py::module_& module) {
  py::class_<PythonDeployment>(module, "Deployment")
      .def(py::init([](PythonDeployment::Texts parameters, PythonDeployment::Texts values,
                       std::string scope, std::vector<py::bytes> roots, py::bytes module_cache) {
        return PythonDeployment{std::move(parameters), std::move(values), std::move(scope),
                                std::move(roots), std::move(module_cache)};
      }));
  module.def("read", [](const std::vector<GivenSource>& given, const PythonDeployment& deployment,
                        bool templates_are_complete, std::size_t max_bytes, std::uint32_t max_depth,
                        const std::string& collected, std::size_t jobs) {
    const std::optional<std::chrono::sys_days> day = parse_date(collected);
    const std::vector<PythonSource> sources = sources_of(given);
    const Deployed how = deployed(deployment);
    const py::gil_scoped_release others_may_run;
    host::Workers workers(jobs);
    Reader reader = reader_of(sources, how,
                              {.max_bytes = max_bytes,
                               .max_depth = max_depth,
                               .plans_are_complete = templates_are_complete,
                               .run = workers.tasks()},
                              day);
    return PythonInventory{std::make_shared<const Inventory>(reader.finish())};
  });
  module.def("read_change", [](const std::vector<GivenSource>& given,
                               const PythonDeployment& deployment, bool templates_are_complete) {
    const std::vector<PythonSource> sources = sources_of(given);
    const Deployed how = deployed(deployment);
    Change change;
    {
      const py::gil_scoped_release others_may_run;
      change =
          reader_of(sources, how, {.plans_are_complete = templates_are_complete}).finish_change();
    }
    py::list removed;
    for (const std::string& id : change.removed)
      removed.append(py::bytes(id));
    return py::make_tuple(
        PythonInventory{std::make_shared<const Inventory>(std::move(change.before))},
        PythonInventory{std::make_shared<const Inventory>(std::move(change.after))}, removed);
  });
  module.def("expand", expanded);
}

}  // namespace cachewarden::python
