#include "bicep/project.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "bicep/lowering.hpp"
#include "cachewarden/base/fold.hpp"
#include "cachewarden/template/parse.hpp"

namespace cachewarden::inline v0::bicep {

using templates::DocumentId;
using templates::Origin;
using templates::Program;
using templates::Severity;

namespace {

bool is_json_path(std::string_view path) {
  return ends_with_folded(path, ".json") || ends_with_folded(path, ".jsonc") ||
         ends_with_folded(path, ".arm");
}

}  // namespace

void Project::State::report(Severity severity, std::string code, std::string message,
                            Origin origin) {
  if (!reported_.emplace(origin.document, origin.offset, message).second)
    return;
  unit.diagnostics().push_back({.severity = severity,
                                .code = std::move(code),
                                .message = std::move(message),
                                .origin = origin});
}

Result<std::string> Project::State::read(const std::string& path) {
  if (!options.source)
    return Error{ErrorCode::io, "`" + unit.shown(path) + "` is not at hand"};
  if (++files_read_ > options.max_files)
    return Error{ErrorCode::limit, "too many files"};
  auto text = options.source(path);
  if (!text)
    return Error{text.error().code,
                 "`" + unit.shown(path) + "` cannot be read: " + text.error().message};
  return text;
}

const SourceFile& Project::State::source_file(DocumentId document) {
  if (const auto known = by_document_.find(document); known != by_document_.end())
    return *known->second;
  const templates::SourceDocument& source = unit.documents()[document];
  std::unique_ptr<SourceFile>& slot = files_[source.path];
  auto file = std::make_unique<SourceFile>();
  file->path = source.path;
  file->document = document;
  file->syntax = options.syntax != nullptr ? options.syntax->parse(source.path, source.text)
                                           : parse(*source.text, source.text);
  for (const SyntaxError& error : file->syntax.errors)
    report(Severity::error, "bicep-syntax", error.message, {document, error.begin});
  std::vector<const Statement*> repeated;
  bind(*file, repeated);
  for (const Statement* statement : repeated)
    report(Severity::error, "bicep-name",
           "`" + std::string(statement->name) + "` is declared more than once",
           {document, statement->name_begin});
  SourceFile& result = *file;
  by_document_[document] = &result;
  if (slot == nullptr)
    slot = std::move(file);
  else
    files_.emplace(source.path + "#" + std::to_string(document), std::move(file));
  return result;
}

Result<DocumentId> Project::State::document(std::string_view path) {
  const std::string name(path);
  if (const auto known = files_.find(name); known != files_.end() && known->second != nullptr)
    return known->second->document;
  auto text = read(name);
  if (!text)
    return text.error();
  return unit.add_document(name, as_utf8(std::make_shared<const std::string>(std::move(*text))));
}

Target Project::State::bicep_target(const std::string& path) {
  if (const auto known = files_.find(path); known != files_.end()) {
    if (known->second == nullptr)
      return {.gap = missing_.at(path)};
    return {.bicep = known->second.get()};
  }
  auto text = read(path);
  if (!text) {
    files_[path] = nullptr;
    return {.gap = missing_[path] = text.error().message};
  }
  return {.bicep = &source_file(unit.add_document(
              path, as_utf8(std::make_shared<const std::string>(std::move(*text)))))};
}

Target Project::State::json_target(const std::string& path) {
  const auto [known, is_new] = json_.try_emplace(path);
  JsonSlot& slot = known->second;
  if (is_new) {
    auto text = read(path);
    if (!text) {
      slot.gap = text.error().message;
    } else {
      const auto program =
          templates::parse_template(unit, unit.add_document(path, std::move(*text)));
      if (program)
        slot.program = *program;
      else
        slot.gap = program.error().text();
    }
  }
  return {.json = slot.program, .gap = slot.gap};
}

Target Project::State::registry_target(const SourceFile& from, std::string_view reference) {
  const Config& settings = config(from.path);
  const auto below = cache_path(reference, settings);
  if (!below)
    return {.gap = below.error().message};
  const std::string& folder =
      settings.cache_root.empty() ? options.module_cache : settings.cache_root;
  const std::string not_there =
      "module `" + std::string(reference) + "` is not in the restore cache";
  if (folder.empty())
    return {.gap = not_there};
  Target found = json_target(folder + "/" + *below);
  if (found.json == nullptr)
    found.gap = not_there;
  return found;
}

Target Project::State::target(const SourceFile& from, std::string_view reference) {
  if (is_registry_reference(reference))
    return registry_target(from, reference);
  const auto path = templates::join_path(from.path, reference);
  if (!path)
    return {.gap = "`" + std::string(reference) + "` is not inside of the project's folder"};
  used.insert(*path);
  return is_json_path(*path) ? json_target(*path) : bicep_target(*path);
}

Result<std::string> Project::State::load(const SourceFile& from, std::string_view reference,
                                         std::string& path) {
  const auto joined = templates::join_path(from.path, reference);
  if (!joined)
    return Error{ErrorCode::argument,
                 "`" + std::string(reference) + "` is not inside of the project's folder"};
  path = *joined;
  auto text = read(path);
  if (text && text->size() > options.max_loaded_bytes)
    return Error{ErrorCode::limit, "`" + unit.shown(path) + "` is too big"};
  return text;
}

Result<std::vector<std::string>> Project::State::load_folder(const SourceFile& from,
                                                             std::string_view reference) {
  auto path = templates::join_path(from.path, std::string(reference) + "/*");
  if (!path)
    return Error{ErrorCode::argument,
                 "`" + std::string(reference) + "` is not inside of the project's folder"};
  path->pop_back();
  const auto list = read(path->empty() ? "./" : *path);
  if (!list)
    return list.error();
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < list->size();) {
    const std::size_t end = std::min(list->find('\n', begin), list->size());
    if (end > begin)
      names.push_back(list->substr(begin, end - begin));
    begin = end + 1;
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The nearest `bicepconfig.json` upward from the file.
const Config& Project::State::config(std::string_view path) {
  std::vector<std::string> without;
  std::string folder(path);
  const Config* found = nullptr;
  while (found == nullptr && !folder.empty()) {
    const std::size_t slash = folder.rfind('/');
    folder.resize(slash == folder.npos ? 0 : slash);
    if (const auto known = configs_.find(folder); known != configs_.end())
      found = &known->second;
    else if (const auto own = read_config(folder); own)
      found = &(configs_[folder] = *own);
    else
      without.push_back(folder);
  }
  const Config result = found != nullptr ? *found : Config();
  for (const std::string& below : without)
    configs_[below] = result;
  return configs_.try_emplace(folder, result).first->second;
}

std::optional<Config> Project::State::read_config(const std::string& folder) {
  const std::string path = folder.empty() ? "bicepconfig.json" : folder + "/bicepconfig.json";
  const auto text = read(path);
  if (!text)
    return std::nullopt;
  auto config = parse_config(*text);
  if (!config) {
    report(Severity::warning, "bicep-config",
           "`" + unit.shown(path) + "` cannot be read: " + config.error().text(), {});
    return std::nullopt;
  }
  if (!config->cache_root.empty())
    config->cache_root = templates::join_path(path, config->cache_root).value_or("");
  return *config;
}

const Program* Project::State::program(const SourceFile& file, std::string& gap) {
  const auto [known, is_new] = programs_.try_emplace(&file);
  ProgramSlot& slot = known->second;
  if (!is_new) {
    if (slot.busy)
      gap = "`" + unit.shown(file.path) + "` uses itself as a module";
    return slot.busy ? nullptr : slot.program;
  }
  if (nesting_ >= options.max_module_nesting) {
    programs_.erase(known);
    gap = "modules are nested too deeply";
    return nullptr;
  }
  ++nesting_;
  slot.busy = true;
  Program& program = unit.add_program();
  Lowering(*this, file, program).run();
  slot.busy = false;
  slot.program = &program;
  --nesting_;
  return &program;
}

Project::Project(templates::Unit& unit, LowerOptions options)
    : state_(std::make_unique<State>(unit, std::move(options))) {}

Project::~Project() = default;

Result<const Program*> Project::lower(DocumentId document) {
  if (document >= state_->unit.documents().size())
    return Error{ErrorCode::argument, "no such document"};
  std::string gap;
  const Program* program = state_->program(state_->source_file(document), gap);
  if (program == nullptr)
    return Error{ErrorCode::limit, gap};
  return program;
}

Result<const Program*> Project::lower(std::string_view path) {
  const auto document = state_->document(path);
  return document ? lower(*document) : Result<const Program*>(document.error());
}

Result<LoweredParameters> Project::lower_parameters(DocumentId document) {
  if (document >= state_->unit.documents().size())
    return Error{ErrorCode::argument, "no such document"};
  const SourceFile& file = state_->source_file(document);
  return Lowering(*state_, file, state_->unit.add_program()).parameters();
}

Result<LoweredParameters> Project::lower_parameters(std::string_view path) {
  const auto document = state_->document(path);
  return document ? lower_parameters(*document) : Result<LoweredParameters>(document.error());
}

std::vector<std::string> Project::used_files() const {
  return {state_->used.begin(), state_->used.end()};
}

}  // namespace cachewarden::inline v0::bicep
