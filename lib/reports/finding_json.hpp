#pragma once

#include <span>
#include <string_view>

#include "cachewarden/engine/finding.hpp"
#include "reports/json_writer.hpp"

/// What findings of rules and of authorities' checks have in common where they are JSON.
namespace cachewarden::inline v0::detail {

void write_resource(std::string_view id, std::string_view name, std::string_view type,
                    Intent intent, JsonWriter& json);
void write_evidence(std::span<const Evidence> evidence, JsonWriter& json);
void write_missing(std::span<const Missing> missing, JsonWriter& json);
void write_remediation(std::string_view cli, std::string_view bicep, std::string_view terraform,
                       JsonWriter& json);

}  // namespace cachewarden::inline v0::detail
