#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bicep/files.hpp"
#include "cachewarden/template/expand.hpp"

// Projects that together use what the documentation of the language shows. What each would deploy
// is pinned in tests/data/bicep/language/expected.txt; CACHEWARDEN_ACCEPT=1 writes that file.

namespace {

using namespace cachewarden;
namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The files of a project, and of a folder (`name/`) the names.
templates::DocumentSource source_of(const fs::path& folder) {
  return [folder](std::string_view path) -> Result<std::string> {
    const fs::path file = folder / path;
    if (!fs::exists(file))
      return Error{ErrorCode::io, "no such file"};
    if (!path.ends_with('/'))
      return read_file(file);
    std::string names;
    for (const auto& entry : fs::directory_iterator(file))
      names += entry.is_regular_file() ? entry.path().filename().string() + "\n" : "";
    return names;
  };
}

std::string shown(const templates::Value* value) {
  if (value == nullptr)
    return "-";
  return value->is_known() ? templates::json_text(*value) : "unknown";
}

/// What a project would deploy, a line each, and what is said of it.
std::string expanded(const fs::path& folder) {
  const auto unit = std::make_shared<templates::Unit>();
  bicep::LowerOptions options;
  options.source = source_of(folder);
  bicep::Project project(*unit, options);
  std::vector<templates::ParameterSet> sets;
  if (fs::exists(folder / "main.bicepparam")) {
    auto set = project.lower_parameters("main.bicepparam");
    REQUIRE(set);
    sets.push_back(std::move(set->set));
  }
  const auto program = project.lower("main.bicep");
  REQUIRE(program);
  const auto expansion = templates::evaluate(unit, **program, sets);
  REQUIRE(expansion);
  std::vector<std::string> lines;
  for (const templates::Predicted& each : expansion->resources)
    lines.push_back((each.existing ? "  existing " : "  ") + each.type + " " + shown(each.name));
  for (const templates::PredictedOutput& each : expansion->outputs)
    lines.push_back("  output " + each.name + (each.value->is_known() ? "" : " unknown"));
  for (const templates::Diagnostic& each : expansion->diagnostics)
    lines.push_back("  " + each.code + " " + each.message);
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines)
    text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("projects with every construct of the language are read and expanded without a word") {
  const fs::path root = fs::path(CACHEWARDEN_SOURCE_DIR) / "tests/data/bicep/language";
  std::set<std::string> folders;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const fs::path path = entry.path().lexically_relative(root);
    if (entry.is_regular_file() && path.has_parent_path())
      folders.insert(path.begin()->string());
    if (path.extension() != ".bicep" && path.extension() != ".bicepparam")
      continue;
    CAPTURE(path.string());
    const bicep::File file = bicep::parse(read_file(entry.path()));
    CHECK(file.errors.empty());
  }
  std::string all;
  for (const std::string& folder : folders) {
    CAPTURE(folder);
    const std::string text = expanded(root / folder);
    CHECK(text.find("bicep-") == std::string::npos);
    all += folder + "\n" + text;
  }
  CHECK(folders.size() >= 12);
  const fs::path golden = root / "expected.txt";
  if (std::getenv("CACHEWARDEN_ACCEPT") != nullptr)
    std::ofstream(golden, std::ios::binary) << all;
  CHECK(read_file(golden) == all);
}
