#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "bicep/files.hpp"
#include "cachewarden/base/fold.hpp"
#include "cachewarden/template/expand.hpp"

namespace {

using namespace cachewarden;
using Json = nlohmann::json;

/// All files of a folder, as a project has them.
bicep::Files read_folder(const std::filesystem::path& folder) {
  bicep::Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file())
      continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path().lexically_relative(folder).generic_string()] =
        std::string(std::istreambuf_iterator<char>(in), {});
  }
  return files;
}

/// Unknown values as their kind, resources in an order of their own, types in lower case.
Json normalized(const templates::Expansion& expansion) {
  const auto written = templates::write_json(expansion);
  REQUIRE(written);
  Json whole = Json::parse(written->text);
  for (const Json& unknown : whole.at("unknown"))
    whole.at(Json::json_pointer(unknown.at("pointer").get<std::string>())) =
        "<" + unknown.at("kind").get<std::string>() + ">";
  std::vector<Json> resources = whole.at("predictedResources");
  for (Json& resource : resources) {
    std::string type = resource.at("type");
    std::transform(type.begin(), type.end(), type.begin(), cachewarden::fold);
    resource["type"] = type;
  }
  std::sort(resources.begin(), resources.end());
  return {{"resources", resources},
          {"outputs", whole.at("outputs")},
          {"diagnostics", whole.at("diagnostics")}};
}

Json expand_bicep(const bicep::Files& files, const std::string& parameters) {
  const auto unit = std::make_shared<templates::Unit>();
  bicep::Project project(*unit, bicep::options_with(files));
  std::vector<templates::ParameterSet> sets;
  if (!parameters.empty()) {
    auto set = project.lower_parameters(parameters);
    REQUIRE(set);
    sets.push_back(std::move(set->set));
  }
  const auto program = project.lower("main.bicep");
  REQUIRE(program);
  const auto expansion = templates::evaluate(unit, **program, sets);
  REQUIRE(expansion);
  return normalized(*expansion);
}

Json expand_json(const bicep::Files& files, const std::string& parameters) {
  const auto document = [&](const std::string& path) {
    return templates::InputDocument{path, std::make_shared<const std::string>(files.at(path))};
  };
  templates::Input input{.document = document("main.json")};
  if (!parameters.empty())
    input.parameters.push_back(document(parameters));
  const auto expansion = templates::expand(input);
  REQUIRE(expansion);
  return normalized(*expansion);
}

}  // namespace

TEST_CASE("a Bicep file expands to what its compiled template expands to") {
  const std::filesystem::path root =
      std::filesystem::path(CACHEWARDEN_SOURCE_DIR) / "tests/data/bicep/pairs";
  std::size_t count = 0;
  std::size_t resources = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    CAPTURE(entry.path().filename().string());
    const bicep::Files files = read_folder(entry.path());
    std::vector<std::pair<std::string, std::string>> runs = {{"", ""}};
    if (files.contains("main.bicepparam"))
      runs.emplace_back("main.bicepparam", "main.parameters.json");
    for (const auto& [bicep_parameters, json_parameters] : runs) {
      const Json of_bicep = expand_bicep(files, bicep_parameters);
      const Json of_json = expand_json(files, json_parameters);
      CAPTURE(Json::diff(of_bicep, of_json).dump(1));
      CHECK(of_bicep == of_json);
      CHECK(of_bicep.at("diagnostics").empty());
      resources += of_bicep.at("resources").size();
      ++count;
    }
  }
  CHECK(count >= 7);
  CHECK(resources >= 30);
}
