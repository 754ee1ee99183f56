#pragma once

#include <cstddef>
#include <map>

#include "cachewarden/engine/assess.hpp"

namespace cachewarden::inline v0::detail {

/// What the worlds of the inventory's templates say of the unknown findings on planned resources,
/// by number of the finding. Findings on which they say nothing are left out.
[[nodiscard]] std::map<std::size_t, Assessment::WorldAnswer> ask_worlds(
    const Assessment& assessment, const AssessOptions& options);

}  // namespace cachewarden::inline v0::detail
