#include "cachewarden/add_path.hpp"

#include <utility>

#include "cachewarden/host/files.hpp"

namespace cachewarden::inline v0 {

namespace {

std::optional<Error> at(Error error, const std::string& place) {
  error.place = place;
  return error;
}

}  // namespace

std::optional<Error> add_path(Reader& reader, const Input& input, std::size_t max_bytes) {
  const Result<std::vector<host::FoundFile>> files = host::find_files(input.name);
  if (!files)
    return at(files.error(), input.name);
  for (const host::FoundFile& file : *files) {
    const Result<std::shared_ptr<const std::string>> text =
        file.trouble ? *file.trouble : host::read_file(file.path, max_bytes);
    if (text)
      reader.add({.name = file.path,
                  .text = *text,
                  .of = input.of,
                  .collected = input.collected,
                  .is_named = file.is_named && input.is_named});
    else if (file.is_named)
      return at(text.error(), file.path);
    else
      reader.add_failure(file.path, text.error());
  }
  return std::nullopt;
}

void serve_files(DeploymentOptions& deployment, std::shared_ptr<const host::SourceFolders> folders,
                 std::size_t max_bytes) {
  deployment.source = [folders, max_bytes](std::string_view path) {
    return folders->read(path, max_bytes);
  };
  deployment.path_of = host::SourceFolders::path_of;
  deployment.shown = [folders](std::string_view path) { return folders->shown(path); };
}

}  // namespace cachewarden::inline v0
