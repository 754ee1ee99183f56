#pragma once

#include <exception>
#include <new>

#include "cachewarden/rules/rule.hpp"

namespace cachewarden::inline v0::detail {

/// A rule that throws has said nothing: the verdict is unknown, never a pass and never skipped.
[[nodiscard]] inline Status ask(const Check& check, const Resource& resource,
                                const Context& context) {
  try {
    return check.status != nullptr ? check.status(check.user, resource, context)
                                   : check.run(check.user, resource, context).status;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    return Status::unknown;
  }
}

}  // namespace cachewarden::inline v0::detail
