#include <algorithm>
#include <array>
#include <utility>

#include "bicep/lowering.hpp"
#include "bicep/text_encoding.hpp"
#include "bicep/yaml.hpp"
#include "cachewarden/base/fold.hpp"
#include "cachewarden/json/document.hpp"
#include "cachewarden/template/parse.hpp"

namespace cachewarden::inline v0::bicep {

using templates::Expr;
using templates::ExprKind;
using templates::Origin;
using templates::UnknownKind;

namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8U | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      out.push_back(j <= count ? digits[group >> (18U - 6U * j) & 63U] : '=');
  }
  return out;
}

}  // namespace

/// Functions that the compiler evaluates itself; nothing for all others.
std::optional<const Expr*> Lowering::compile_time(std::string_view name, const Node& node,
                                                  const Env& env) {
  const auto arguments = arguments_of(node);
  const Origin at = origin(node, env);
  if (name == "any" && arguments.size() == 1)
    return expression(*arguments[0], env);
  if (name == "nameof" && arguments.size() == 1)
    return text(last_name(bare(*arguments[0])), at);
  if (name == "loadTextContent")
    return load_text(node, env);
  if (name == "loadFileAsBase64")
    return load_base64(node, env);
  if (name == "loadJsonContent")
    return load_json(node, env);
  if (name == "loadYamlContent")
    return load_yaml(node, env);
  if (name == "loadDirectoryFileInfo")
    return load_folder(node, env);
  if (name == "readEnvironmentVariable" && is_parameters_file_)
    return environment_variable(node, env);
  if ((name == "readCliArg" || name == "externalInput") && is_parameters_file_)
    return unknown(std::string(name) + "()", at, UnknownKind::parameter);
  if (name == "getSecret" && is_parameters_file_)
    return unknown("getSecret()", at, UnknownKind::list, true);
  return std::nullopt;
}

/// The bytes of the file that the first argument names, or in `gap` the value to use instead.
std::optional<std::string> Lowering::loaded(const Node& node, const Env& env, std::string& path,
                                            const Expr*& gap) {
  const auto arguments = arguments_of(node);
  const Origin at = origin(node, env);
  const auto reference = arguments.empty() ? std::nullopt : constant_text(*arguments[0], env);
  const std::string residual = std::string(node.text) + "()";
  if (!reference) {
    gap = fail("bicep-file", "the path of `" + residual + "` is no constant", at);
    return std::nullopt;
  }
  auto text = project_.load(*env.space->file, *reference, path);
  if (text)
    return std::move(*text);
  project_.report(templates::Severity::warning, "bicep-file", text.error().message, at);
  gap = unknown(residual, at, UnknownKind::module);
  return std::nullopt;
}

/// The same as text, which argument number `encoding` may say how to read.
std::optional<std::string> Lowering::loaded_text(const Node& node, const Env& env,
                                                 std::size_t encoding, std::string& path,
                                                 const Expr*& gap) {
  const auto bytes = loaded(node, env, path, gap);
  if (!bytes)
    return std::nullopt;
  const auto arguments = arguments_of(node);
  const auto name = arguments.size() > encoding ? constant_text(*arguments[encoding], env)
                                                : std::optional<std::string>("utf-8");
  auto result = name ? decoded(*bytes, *name) : std::nullopt;
  if (result)
    return result;
  const Origin at = origin(node, env);
  project_.report(templates::Severity::warning, "bicep-file",
                  "the encoding of `" + unit_.shown(path) + "` is not known", at);
  gap = unknown(std::string(node.text) + "()", at, UnknownKind::module);
  return std::nullopt;
}

const Expr* Lowering::load_text(const Node& node, const Env& env) {
  std::string path;
  const Expr* gap = nullptr;
  const auto content = loaded_text(node, env, 1, path, gap);
  return content ? text(*content, origin(node, env)) : gap;
}

const Expr* Lowering::load_base64(const Node& node, const Env& env) {
  std::string path;
  const Expr* gap = nullptr;
  const auto content = loaded(node, env, path, gap);
  return content ? text(base64(*content), origin(node, env)) : gap;
}

const Expr* Lowering::load_json(const Node& node, const Env& env) {
  std::string path;
  const Expr* gap = nullptr;
  auto content = loaded_text(node, env, 2, path, gap);
  if (!content)
    return gap;
  const templates::DocumentId document = unit_.add_document(path, std::move(*content));
  const auto& source = unit_.documents()[document];
  const auto parsed = json::Document::parse(*source.text, {}, source.text);
  if (!parsed)
    return fail("bicep-file", "`" + unit_.shown(path) + "` is no JSON: " + parsed.error().text(),
                origin(node, env));
  return selected(templates::literal_expression(unit_, document, parsed->root()), node, env, path);
}

const Expr* Lowering::load_yaml(const Node& node, const Env& env) {
  std::string path;
  const Expr* gap = nullptr;
  auto content = loaded_text(node, env, 2, path, gap);
  if (!content)
    return gap;
  const templates::DocumentId document = unit_.add_document(path, std::move(*content));
  const auto parsed = read_yaml(unit_, document);
  if (!parsed)
    return fail("bicep-file",
                "`" + unit_.shown(path) + "` is no YAML that can be read: " + parsed.error().text(),
                origin(node, env));
  return selected(*parsed, node, env, path);
}

const Expr* Lowering::environment_variable(const Node& node, const Env& env) {
  const auto arguments = arguments_of(node);
  const Origin at = origin(node, env);
  const auto name = arguments.empty() ? std::nullopt : constant_text(*arguments[0], env);
  if (name) {
    for (const auto& [known, value] : project_.options.environment) {
      if (known == *name)
        return text(value, at);
    }
  }
  if (arguments.size() > 1)
    return expression(*arguments[1], env);
  return unknown("readEnvironmentVariable('" + name.value_or("") + "')", at,
                 UnknownKind::parameter);
}

}  // namespace cachewarden::inline v0::bicep
