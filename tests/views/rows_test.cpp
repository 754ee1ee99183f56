#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "views/support.hpp"

using namespace cachewarden;        // NOLINT(google-build-using-namespace)
using namespace cachewarden::test;  // NOLINT(google-build-using-namespace)

namespace {

using Json = nlohmann::ordered_json;

Json rows_of(const std::string& view) {
  std::ifstream file(CACHEWARDEN_SOURCE_DIR "/tests/data/views/" + view + ".json");
  return Json::parse(file);
}

/// What a row names, or the one resource of the row.
std::string name_of(const Json& row) {
  return row.contains("of") ? row["of"] : row["resource"]["name"];
}

/// The documents of a row: given ones, or one with its resource.
Documents documents_of(const Json& row) {
  Documents result;
  if (row.contains("documents")) {
    for (const auto& document : row["documents"])
      result.emplace_back("d" + std::to_string(result.size()) + ".json", document.dump());
    return result;
  }
  Json resource = row["resource"];
  if (!resource.contains("id"))
    resource["id"] = "/subscriptions/s/resourceGroups/g/providers/Some.Thing/things/one";
  return {{"d.json", Json::array({resource}).dump()}};
}

}  // namespace

TEST_CASE("every row of the tables of the authorities holds") {
  for (const View* view : views_catalog()) {
    const std::string view_name(view->name);
    std::map<std::string, std::set<std::string>> verdicts;
    const Json rows = rows_of(view_name);
    for (const auto& row : rows) {
      const std::string text = row.dump();
      CAPTURE(text);
      const std::string check = row["check"];
      std::vector<std::string> settings;
      if (row.contains("settings"))
        settings = row["settings"].get<std::vector<std::string>>();
      const ViewAssessment assessment = ask(view_name, documents_of(row), settings);
      const std::string found = verdict(assessment, check, name_of(row));
      CHECK(found == row["verdict"].get<std::string>());
      verdicts[check].insert(found);
    }
    MESSAGE(view_name << ": " << view->checks.size() << " checks, " << rows.size() << " rows");
    for (const ViewCheck& check : view->checks) {
      CAPTURE(view_name);
      CAPTURE(check.id);
      CHECK(verdicts.count(std::string(check.id)) == 1);
    }
  }
}
