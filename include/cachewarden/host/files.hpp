#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cachewarden/base/byte_source.hpp"
#include "cachewarden/base/result.hpp"

/// The only part of the library that opens files.
namespace cachewarden::inline v0::host {

/// A file to be read.
struct FoundFile {
  std::string path{};
  bool is_named = true;  ///< asked for by name, not found in a folder
  /// A folder that could not be listed, and why: what is in it is not known.
  std::optional<Error> trouble{};
};

/// The files below a path, ordered by path: the path itself if it is no folder, else every `.json`,
/// `.ndjson`, `.jsonl`, `.bicep` and `.bicepparam` file of the folder and its sub folders, symbolic
/// links to files among them. Names that begin with a dot are passed over, and so are symbolic
/// links to folders. Error: `io` if there is no such path, or the folder cannot be listed.
[[nodiscard]] Result<std::vector<FoundFile>> find_files(const std::string& path);

/// The bytes of a file, or of standard input for `-`. Errors: `io`, `limit`.
[[nodiscard]] Result<std::shared_ptr<const std::string>> read_file(const std::string& path,
                                                                   std::size_t max_bytes);

/// The bytes of an input: one of the two.
struct InputBytes {
  std::shared_ptr<const std::string> text{};
  /// To be read a piece at a time and again later; what is behind it stays open. A file that has
  /// changed since is an error of reading.
  std::shared_ptr<const ByteSource> source{};
};

/// What a path or, for `-`, standard input holds. A file stays where it is. What can be read only
/// once, such as a pipe, is kept in memory up to `most_kept` bytes; more of it goes to a temporary
/// file without a name. Error: `io`.
[[nodiscard]] Result<InputBytes> open_input(const std::string& path,
                                            std::size_t most_kept = std::size_t{1} << 24);

}  // namespace cachewarden::inline v0::host
