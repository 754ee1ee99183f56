#pragma once

#include <string>
#include <string_view>

namespace cachewarden::inline v0::templates {

/// The 13 characters of uniqueString() for the joined arguments.
[[nodiscard]] std::string unique_text(std::string_view text);
/// The name-based UUID (version 5) of guid() for the joined arguments.
[[nodiscard]] std::string name_based_uuid(std::string_view text);

}  // namespace cachewarden::inline v0::templates
