#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/engine/view_assessment.hpp"
#include "cachewarden/readers/reader.hpp"

/// Asks views of documents that tests write.
namespace cachewarden::test {

using Documents = std::vector<std::pair<std::string, std::string>>;

inline std::shared_ptr<const Inventory> read_all(const Documents& documents) {
  Reader reader;
  for (const auto& [name, text] : documents)
    reader.add({.name = name, .text = std::make_shared<const std::string>(text)});
  return std::make_shared<const Inventory>(reader.finish());
}

inline ViewAssessment ask(std::string_view view, const Documents& documents,
                          const std::vector<std::string>& settings = {}) {
  ViewOptions options;
  options.views = select_views({std::string(view)}).value();
  for (const std::string& each : settings)
    options.settings.entries.push_back(parse_view_setting(each).value());
  return {read_all(documents), std::move(options)};
}

/// The verdict of a check on the resource of that name; `-` if it was not asked.
inline std::string verdict(const ViewAssessment& assessment, std::string_view check,
                           std::string_view resource) {
  std::string result = "-";
  for (const ViewAssessment::Item& item : assessment.items()) {
    if (item.check->id != check || assessment.estate().resources()[item.resource].name != resource)
      continue;
    CHECK(result == "-");
    result = name(item.verdict);
  }
  return result;
}

}  // namespace cachewarden::test
