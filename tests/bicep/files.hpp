#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "bicep/program_text.hpp"
#include "cachewarden/bicep/lower.hpp"

namespace cachewarden::inline v0::bicep {

/// Files by path, in memory.
using Files = std::map<std::string, std::string, std::less<>>;

inline LowerOptions options_with(const Files& files) {
  LowerOptions options;
  options.source = [&files](std::string_view path) -> Result<std::string> {
    const auto found = files.find(path);
    if (found == files.end())
      return Error{ErrorCode::io, "no such file"};
    return found->second;
  };
  return options;
}

/// The diagnostics, a line each: code, document:offset, message.
inline std::string diagnostics_text(const templates::Unit& unit) {
  std::string out;
  for (const templates::Diagnostic& diagnostic : unit.diagnostics()) {
    const auto& documents = unit.documents();
    const std::string path = diagnostic.origin.document < documents.size()
                                 ? documents[diagnostic.origin.document].path
                                 : std::string("-");
    out += (out.empty() ? "" : "\n") + diagnostic.code + " " + path + ":" +
           std::to_string(diagnostic.origin.offset) + " " + diagnostic.message;
  }
  return out;
}

/// The program that `path` is lowered to, and after it the diagnostics.
inline std::string lowered(const Files& files, std::string_view path = "main.bicep",
                           LowerOptions options = {}) {
  if (!options.source)
    options.source = options_with(files).source;
  templates::Unit unit;
  Project project(unit, std::move(options));
  const auto program = project.lower(path);
  if (!program)
    return program.error().text();
  const std::string diagnostics = diagnostics_text(unit);
  return program_text(**program) + (diagnostics.empty() ? "" : "\n" + diagnostics);
}

/// The text after `marker` in the first line that starts with `start`, without the rest from `end`
/// on.
inline std::string part_of(const std::string& text, std::string_view start, std::string_view marker,
                           std::string_view end = {}) {
  std::size_t line = 0;
  while (line < text.size() && std::string_view(text).substr(line, start.size()) != start) {
    const std::size_t next = text.find('\n', line);
    line = next == std::string::npos ? text.size() : next + 1;
  }
  if (line >= text.size())
    return "no line `" + std::string(start) + "` in:\n" + text;
  std::string found = text.substr(line, text.find('\n', line) - line);
  if (const std::size_t at = found.find(marker); !marker.empty() && at != std::string::npos)
    found.erase(0, at + marker.size());
  if (const std::size_t at = end.empty() ? std::string::npos : found.find(end);
      at != std::string::npos)
    found.erase(at);
  return found;
}

}  // namespace cachewarden::inline v0::bicep
