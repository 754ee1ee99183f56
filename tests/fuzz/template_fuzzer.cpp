#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "cachewarden/json/document.hpp"
#include "cachewarden/template/expand.hpp"

namespace {

using namespace cachewarden;             // NOLINT(google-build-using-namespace)
using namespace cachewarden::templates;  // NOLINT(google-build-using-namespace)

void demand(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void check_line(std::string_view message) {
  demand(message.size() <= 320, "a message is too long");
  for (const char c : message)
    demand(static_cast<unsigned char>(c) >= ' ', "a message is not one line");
}

/// Every pointer below a value of the written text leads somewhere.
void check_pointers(const Expansion& expansion, std::size_t resource, json::Node node,
                    const std::string& pointer, int depth) {
  demand(locate(expansion, resource, pointer).has_value(), "a pointer leads nowhere");
  std::size_t i = 0;
  for (const json::Node child : node) {
    if (depth == 0 || i > 50)
      return;
    const std::string token = child.is_member() ? std::string(child.key()) : std::to_string(i);
    check_pointers(expansion, resource, child, pointer + "/" + json::escape_pointer_token(token),
                   depth - 1);
    ++i;
  }
}

void check(const Expansion& expansion) {
  for (const Diagnostic& diagnostic : expansion.diagnostics)
    check_line(diagnostic.message);
  WriteOptions compact;
  compact.indent = false;
  compact.output_bytes = std::size_t{4} << 20;
  const auto written = write_json(expansion, compact);
  if (!written)
    return;
  json::ParseOptions strict;
  strict.relaxed = false;
  strict.max_depth = 1000;
  const auto document = json::Document::parse(written->text, strict);
  demand(document.has_value(), "what is written is not JSON");
  for (const auto& span : written->resources) {
    const json::Node node = json::resolve(document->root(), span.pointer);
    demand(node && node.offset() == span.offset && node.length() == span.length,
           "a resource is not where it is said to be");
    check_pointers(expansion, span.resource, node, "", 4);
  }
  demand(worlds(candidates(expansion)).size() <= 8, "there are too many worlds");
}

}  // namespace

/// The first byte says what the rest is: an expression, a template, or a template and a parameters
/// file with a zero byte between them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  Input input;
  if (*data % 3 == 0) {
    text =
        R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",)"
        R"("contentVersion": "1.0.0.0", "parameters": {"p": {"type": "string"}, "l": {"type": "array"},)"
        R"("s": {"type": "securestring", "defaultValue": "x"}, "b": {"type": "bool"}},)"
        R"("resources": [{"type": "A.B/c", "apiVersion": "1", "name": "n", "copy": {"name": "turn", "count": 2},)"
        R"("properties": {"v": )" +
        json::quote("[" + text + "]") + "}}]}";
  } else if (*data % 3 == 1) {
    const std::size_t zero = text.find('\0');
    if (zero != std::string::npos) {
      input.parameters.push_back(
          {"main.parameters.json", std::make_shared<const std::string>(text.substr(zero + 1))});
      text.resize(zero);
    }
  }
  input.document = {"main.json", std::make_shared<const std::string>(text)};
  Options options;
  options.limits.steps = 200000;
  options.limits.memory = std::size_t{64} << 20;
  options.limits.text_bytes = std::size_t{1} << 20;
  options.limits.resources = 2000;
  options.source = [&](std::string_view path) -> Result<std::string> {
    demand(!path.empty() && path.front() != '/' && path.find("..") != 0, "a path leaves the root");
    if (path == "self.json")
      return text;
    return Error{ErrorCode::io, "no such file"};
  };
  const auto expansion = expand(input, options);
  if (expansion)
    check(*expansion);
  else
    check_line(expansion.error().message);
  return 0;
}
