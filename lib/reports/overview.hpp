#pragma once

#include "reports/page.hpp"

namespace cachewarden::inline v0::detail {

/// A row for each cache, its children counted in, and one for all the rest; nothing where there is
/// only one cache.
void write_overview(const Assessment& assessment, const Page& page);

}  // namespace cachewarden::inline v0::detail
