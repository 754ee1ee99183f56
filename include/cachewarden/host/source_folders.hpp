#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/result.hpp"

namespace cachewarden::inline v0::host {

/// Folders whose files may be read by what other files say: linked templates, modules, loaded
/// files. Paths are those of the file system from its root on, without the first slash. Nothing
/// outside of the folders is opened, symbolic links followed.
class SourceFolders {
 public:
  /// Everything below the folder may be read from now on. Error: `io`.
  [[nodiscard]] Result<bool> allow(const std::string& folder);
  /// Everything may be read that is below the folder of the file's project: the nearest folder
  /// above it with a `.git`, else the working folder if the file is in it, else its own folder.
  void allow_project_of(const std::string& file);

  /// The bytes of a file below one of the folders; if the path ends in `/`, the names of the files
  /// in that folder, one a line. Errors: `io`, `limit`.
  [[nodiscard]] Result<std::string> read(std::string_view path, std::size_t max_bytes) const;

  /// The path that the name of a file, as people give it, stands for.
  [[nodiscard]] static std::string path_of(std::string_view name);
  /// The shortest name of a file that has the path: from the working folder on, if it is not
  /// farther up than the file's project.
  [[nodiscard]] std::string shown(std::string_view path) const;

 private:
  std::vector<std::string> folders_{};  ///< absolute, symbolic links resolved
};

}  // namespace cachewarden::inline v0::host
