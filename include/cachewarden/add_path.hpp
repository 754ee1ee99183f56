#pragma once

#include <memory>
#include <optional>

#include "cachewarden/base/result.hpp"
#include "cachewarden/host/files.hpp"
#include "cachewarden/host/source_folders.hpp"
#include "cachewarden/readers/reader.hpp"

namespace cachewarden::inline v0 {

/// Adds one file; the name and the text of `input` are not used. Of a large list of resources, all
/// but what it says of the model stays in the file, which is kept open as long as the inventory.
/// `max_bytes` bounds what must be read as a whole. Errors: `io`, `limit`.
[[nodiscard]] std::optional<Error> add_file(Reader& reader, const host::FoundFile& file,
                                            Input input,
                                            std::size_t max_bytes = ReadOptions{}.max_bytes);

/// Adds the file, the folder or, for `-`, the standard input that `input.name` says; its text is
/// not used. Error: `io` if there is no such path, or the file that it names cannot be read. Files
/// and folders below it that cannot be read become diagnostics, so that nothing is missing unsaid.
[[nodiscard]] std::optional<Error> add_path(Reader& reader, const Input& input,
                                            std::size_t max_bytes = ReadOptions{}.max_bytes);

/// Lets templates lead to the files of the folders: linked templates, modules, loaded files.
void serve_files(DeploymentOptions& deployment, std::shared_ptr<const host::SourceFolders> folders,
                 std::size_t max_bytes = ReadOptions{}.max_bytes);

}  // namespace cachewarden::inline v0
