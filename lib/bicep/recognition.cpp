#include <algorithm>

#include "bicep/lexer.hpp"
#include "cachewarden/bicep/config.hpp"
#include "cachewarden/bicep/syntax.hpp"

namespace cachewarden::inline v0::bicep {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The text behind blanks, comments and lines that begin with `#`.
std::string_view behind_comments(std::string_view text) noexcept {
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.starts_with("/*")) {
      const std::size_t close = text.find("*/", 2);
      text.remove_prefix(close == text.npos ? text.size() : close + 2);
    } else if (text.starts_with("//") || text.starts_with('#')) {
      text.remove_prefix(std::min(text.find_first_of("\r\n"), text.size()));
    } else {
      return text;
    }
  }
}

}  // namespace

bool begins_like_bicep(std::string_view text) noexcept {
  if (text.starts_with(byte_order_mark))
    text.remove_prefix(byte_order_mark.size());
  return starts_statement(behind_comments(text).substr(0, statement_start));
}

bool is_parameters_file(const File& file) noexcept {
  return std::any_of(file.statements.begin(), file.statements.end(), [](const Statement* each) {
    return each->kind == StatementKind::using_template || each->kind == StatementKind::extends;
  });
}

std::vector<std::string_view> references(const File& file) {
  std::vector<std::string_view> result;
  for (const Statement* each : file.statements) {
    switch (each->kind) {
      case StatementKind::module:
      case StatementKind::import_list:
      case StatementKind::import_all:
      case StatementKind::using_template:
      case StatementKind::extends:
        break;
      default:
        continue;
    }
    const bool is_path = each->target != nullptr && each->target->is(NodeKind::string);
    if (is_path && !is_registry_reference(each->target->text))
      result.push_back(each->target->text);
  }
  return result;
}

}  // namespace cachewarden::inline v0::bicep
