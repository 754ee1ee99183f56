#pragma once

#include <string>

#include "cachewarden/template/program.hpp"

namespace cachewarden::inline v0::templates {

/// The expression as the template language writes it, without brackets. Recursive as deep as the
/// expression.
[[nodiscard]] std::string source_text(const Expr& expr);

}  // namespace cachewarden::inline v0::templates
