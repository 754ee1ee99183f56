#pragma once

#include "cachewarden/base/result.hpp"
#include "cachewarden/template/program.hpp"

namespace cachewarden::inline v0::bicep {

/// Reads a YAML document of the unit as an expression. Known: mappings and sequences in block and
/// flow form, plain, quoted and block scalars, comments, anchors and aliases, the tags of the core
/// schema, the first document of several. Other tags and keys that are no scalars are errors
/// (`format`), as are nesting over 64 levels and aliases that repeat too much.
[[nodiscard]] Result<const templates::Expr*> read_yaml(templates::Unit& unit,
                                                       templates::DocumentId document);

}  // namespace cachewarden::inline v0::bicep
