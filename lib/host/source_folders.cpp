#include "cachewarden/host/source_folders.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cachewarden/host/files.hpp"

namespace cachewarden::inline v0::host {

namespace {

namespace fs = std::filesystem;

/// Whether the path is the folder or below it. Both are absolute and normal.
bool is_below(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
         folder.end();
}

fs::path absolute(std::string_view name) {
  std::error_code ignored;
  return fs::absolute(fs::path(name), ignored).lexically_normal();
}

fs::path working_folder() {
  std::error_code ignored;
  return fs::current_path(ignored).lexically_normal();
}

/// The nearest folder from this one upward that is a repository; empty if there is none.
fs::path repository(fs::path folder) {
  std::error_code ignored;
  while (!fs::exists(folder / ".git", ignored)) {
    if (folder == folder.parent_path())
      return {};
    folder = folder.parent_path();
  }
  return folder;
}

/// The names of the files in a folder, one a line, in no order.
Result<std::string> names_of_files(const fs::path& folder) {
  std::string names;
  std::error_code code;
  fs::directory_iterator at(folder, code);
  for (; !code && at != fs::directory_iterator(); at.increment(code)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored))
      names += at->path().filename().string() + "\n";
  }
  if (code)
    return Error{ErrorCode::io, "the folder cannot be listed"};
  return names;
}

}  // namespace

Result<bool> SourceFolders::allow(const std::string& folder) {
  std::error_code code;
  const fs::path real = fs::canonical(folder, code);
  if (code || !fs::is_directory(real, code))
    return Error{ErrorCode::io, "is no folder", folder};
  if (std::find(folders_.begin(), folders_.end(), real.string()) == folders_.end())
    folders_.push_back(real.string());
  return true;
}

void SourceFolders::allow_project_of(const std::string& file) {
  std::error_code ignored;
  const fs::path path = absolute(file);
  const fs::path own = fs::is_directory(path, ignored) ? path : path.parent_path();
  fs::path folder = repository(own);
  if (folder.empty())
    folder = is_below(own, working_folder()) ? working_folder() : own;
  static_cast<void>(allow(folder.string()));
}

Result<std::string> SourceFolders::read(std::string_view path, std::size_t max_bytes) const {
  std::error_code code;
  const fs::path name = "/" + std::string(path);
  const fs::path real = fs::canonical(name, code);
  if (code)
    return Error{ErrorCode::io, "there is no such file"};
  const bool is_allowed = std::any_of(folders_.begin(), folders_.end(),
                                      [&](const auto& folder) { return is_below(real, folder); });
  if (!is_allowed)
    return Error{ErrorCode::io, "it is outside of the folder that files are taken from"};
  if (path.ends_with('/'))
    return names_of_files(real);
  if (!fs::is_regular_file(real, code))
    return Error{ErrorCode::io, "it is no file"};
  Result<std::shared_ptr<const std::string>> text = read_file(real.string(), max_bytes);
  if (!text)
    return text.error();
  return **text;
}

std::string SourceFolders::path_of(std::string_view name) {
  return absolute(name).relative_path().generic_string();
}

std::string SourceFolders::shown(std::string_view path) const {
  const fs::path file = fs::path("/" + std::string(path));
  const fs::path here = working_folder();
  const bool is_near = std::any_of(folders_.begin(), folders_.end(), [&](const auto& folder) {
    return is_below(file, folder) && is_below(here, folder);
  });
  return is_near || is_below(file, here) ? file.lexically_relative(here).generic_string()
                                         : file.generic_string();
}

}  // namespace cachewarden::inline v0::host
