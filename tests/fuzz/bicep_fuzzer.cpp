// Any bytes as a project whose every file is these bytes: parsing and lowering end, positions lie
// in the text, trees keep to their limits, and the same bytes give the same program.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "bicep/program_text.hpp"
#include "cachewarden/bicep/lower.hpp"
#include "cachewarden/bicep/syntax.hpp"
#include "cachewarden/template/expand.hpp"

namespace {

using namespace cachewarden;

void require(bool holds) {
  if (!holds)
    std::abort();
}

void check_node(const bicep::Node& node, std::size_t size);

void check_statement(const bicep::Statement& statement, std::size_t size) {
  require(statement.begin <= statement.end && statement.end <= size);
  require(statement.name_begin <= size);
  for (const bicep::Node* part :
       {statement.target, statement.type, statement.value, statement.with}) {
    if (part != nullptr)
      check_node(*part, size);
  }
  for (const bicep::Node* decorator : statement.decorators)
    check_node(*decorator, size);
}

void check_node(const bicep::Node& node, std::size_t size) {
  require(node.begin <= node.end && node.end <= size);
  require(node.height >= 1 && node.height <= bicep::max_height);
  for (const bicep::Node* child : node.children) {
    require(child->height < node.height);
    check_node(*child, size);
  }
  if (node.statement != nullptr)
    check_statement(*node.statement, size);
}

std::string lowered(std::string_view text, bool evaluate) {
  bicep::LowerOptions options;
  options.source = [text](std::string_view path) -> Result<std::string> {
    if (path.size() > 40)
      return Error{ErrorCode::io, "no such file"};
    return std::string(text);
  };
  options.module_cache = "cache";
  options.max_nodes = 100'000;
  options.max_files = 20;
  const auto unit = std::make_shared<templates::Unit>();
  bicep::Project project(*unit, options);
  const auto parameters = project.lower_parameters("p.bicepparam");
  const auto program = project.lower("main.bicep");
  std::string result;
  if (parameters)
    result += bicep::program_text(*parameters->set.context);
  if (!program)
    return result + program.error().text();
  result += bicep::program_text(**program);
  for (const templates::Diagnostic& diagnostic : unit->diagnostics()) {
    result += diagnostic.code + diagnostic.message;
    const auto& documents = unit->documents();
    if (diagnostic.origin.document < documents.size())
      require(diagnostic.origin.offset <= documents[diagnostic.origin.document].text->size());
  }
  if (!evaluate)
    return result;
  templates::Options limits;
  limits.limits.steps = 20'000;
  limits.limits.depth = 200;
  limits.limits.module_depth = 3;
  limits.limits.resources = 200;
  limits.limits.memory = std::size_t{64} << 20;
  const auto expansion = templates::evaluate(unit, **program, {}, limits);
  if (expansion)
    static_cast<void>(templates::write_json(*expansion));
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bicep::File file = bicep::parse(text);
  for (const bicep::Statement* statement : file.statements)
    check_statement(*statement, size);
  for (const bicep::SyntaxError& error : file.errors)
    require(error.begin <= size && !error.message.empty());
  if (size > 20'000)
    return 0;
  require(lowered(text, true) == lowered(text, false));
  return 0;
}
