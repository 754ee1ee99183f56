#include "reports/diagnostic_json.hpp"

namespace cachewarden::inline v0::detail {

nlohmann::ordered_json diagnostic_json(const Diagnostic& diagnostic) {
  constexpr const char* severities[] = {"", "note", "warning", "error"};
  return {{"severity", severities[static_cast<std::size_t>(diagnostic.severity)]},
          {"code", diagnostic.code},
          {"message", diagnostic.message},
          {"document", diagnostic.document},
          {"line", diagnostic.line},
          {"column", diagnostic.column}};
}

nlohmann::ordered_json diagnostics_json(const Inventory& inventory) {
  auto result = nlohmann::ordered_json::array();
  for (const Diagnostic& each : inventory.diagnostics())
    result.push_back(diagnostic_json(each));
  return result;
}

}  // namespace cachewarden::inline v0::detail
