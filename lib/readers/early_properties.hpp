#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "cachewarden/template/expand.hpp"

namespace cachewarden::inline v0::detail {

/// A property of a predicted resource that the api-version of the resource does not have.
struct EarlyProperty {
  std::size_t resource = 0;  ///< number in `Expansion::resources`
  std::string pointer{};     ///< from the resource: to the property, or to what is not known
  std::string what{};        ///< which one, for people; of what is not known the expression
  bool is_certain = true;    ///< false: it hangs on something that is not known
};

/// Calls `take` for each of them.
void find_early_properties(const templates::Expansion& expansion,
                           const std::function<void(EarlyProperty)>& take);

}  // namespace cachewarden::inline v0::detail
