#pragma once

#include <vector>

#include "cachewarden/reach/nsg.hpp"

namespace cachewarden::inline v0::reach {

/// What is wrong with the rules of a group as they are written, one by one and in number.
void add_group_lints(const Inventory& inventory, const Resource& group, std::vector<Lint>& out);

}  // namespace cachewarden::inline v0::reach
