#include "inputs.hpp"

#include <filesystem>

#include "terminal.hpp"

namespace cachewarden::cli {

void Inputs::declare(CLI::App& app) {
  one_each(app.add_option("paths", paths_, "files, folders, or - for standard input"))
      ->expected(-1)
      ->type_name("PATH");
  app.add_option("--of", of_,
                 "FILE is an answer that does not say which resource it is about: this one, or\n"
                 "with #COLLECTION the complete list of its children, such as #firewallRules")
      ->type_name("ID[#COLLECTION] FILE")
      ->allow_extra_args(false);
  app.add_option("--templates", templates_,
                 "complete: a template declares all children of what it creates, which findings\n"
                 "name as an assumption (default); partial: there may be others")
      ->type_name("HOW")
      ->group("Templates");
  app.add_option("--jobs", jobs_, "threads to work with (default 0: one for each processor)")
      ->type_name("N")
      ->check(CLI::Range(0, 1024));
  deployment_.declare(app);
}

void Inputs::declare_dates(CLI::App& app) {
  app.add_option("--collected", collected_,
                 "the day on which all that is read was collected, for the setting\n"
                 "max_evidence_age_days; file-time: each file on the day of its last change")
      ->type_name("DAY");
}

/// When a file was collected, as far as anybody says so.
std::optional<std::chrono::sys_days> Inputs::day_of(const std::string& path) const {
  if (collected_ != "file-time")
    return day_;
  std::error_code error;
  const std::filesystem::file_time_type changed = std::filesystem::last_write_time(path, error);
  if (error)
    return std::nullopt;
  return std::chrono::floor<std::chrono::days>(std::chrono::file_clock::to_sys(changed));
}

void Inputs::add(Reader& reader, const std::string& path, const std::string& of) {
  const Result<std::vector<host::FoundFile>> files = host::find_files(path);
  if (!files) {
    reader.add_failure(path, files.error());
    return;
  }
  for (const host::FoundFile& file : *files) {
    if (!seen_.emplace(of, file.path).second)
      continue;
    std::error_code no_size;
    const std::uintmax_t size = std::filesystem::file_size(file.path, no_size);
    progress_.start(file.path, no_size ? 0 : size);
    if (const auto trouble =
            add_file(reader, file, {.of = of, .collected = day_of(file.path)}, options_.max_bytes))
      reader.add_failure(file.path, *trouble);
    progress_.end();
  }
}

Reader Inputs::reader(bool templates_are_complete) {
  if (paths_.empty() && of_.empty())
    throw Mistake{"name files or folders, or - for standard input"};
  options_.plans_are_complete =
      templates_.empty() ? templates_are_complete : templates_ == "complete";
  if (!templates_.empty() && templates_ != "complete" && templates_ != "partial")
    refuse("--templates", templates_, "complete, partial");
  day_ = parse_date(collected_);
  if (!collected_.empty() && !day_ && collected_ != "file-time")
    throw Mistake{"--collected: `" + collected_ +
                  "` is neither a day like 2026-01-31 nor file-time"};
  options_.deployment = deployment_.read(paths_);
  workers_ = std::make_unique<host::Workers>(jobs_);
  options_.run = workers_->tasks();
  options_.progress = [this](std::uint64_t bytes) { progress_.update(bytes); };
  Reader reader(options_);
  for (const std::string& path : paths_)
    add(reader, path, {});
  for (const auto& [of, path] : of_)
    add(reader, path, of);
  return reader;
}

std::shared_ptr<const Inventory> Inputs::read(bool templates_are_complete) {
  return std::make_shared<const Inventory>(reader(templates_are_complete).finish());
}

Inputs::Change Inputs::read_change(bool templates_are_complete) {
  cachewarden::Change change = reader(templates_are_complete).finish_change();
  return {std::make_shared<const Inventory>(std::move(change.before)),
          std::make_shared<const Inventory>(std::move(change.after)), std::move(change.removed)};
}

bool Inputs::holds(const std::string& path) const {
  for (const auto& [of, name] : seen_) {
    std::error_code ignored;
    if (name != "-" && std::filesystem::equivalent(name, path, ignored))
      return true;
  }
  return false;
}

void complain_about(const Inventory& inventory) {
  for (const Diagnostic& each : inventory.diagnostics()) {
    if (each.severity != Diagnostic::Severity::error)
      continue;
    std::string place = each.document;
    if (each.line != 0)
      place += ":" + std::to_string(each.line) + ":" + std::to_string(each.column);
    complain(place + ": " + each.message);
  }
}

bool complain_about_changes(const Inventory& inventory) {
  bool is_unchanged = true;
  for (const InputDocument& each : inventory.documents()) {
    if (each.source == nullptr || !each.bytes(0, 1).empty())
      continue;
    complain(each.name + ": has changed while it was in use; places of findings are missing");
    is_unchanged = false;
  }
  return is_unchanged;
}

}  // namespace cachewarden::cli
