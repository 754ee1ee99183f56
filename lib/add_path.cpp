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

std::optional<Error> add_file(Reader& reader, const host::FoundFile& file, Input input,
                              std::size_t max_bytes) {
  if (file.trouble)
    return file.trouble;
  input.name = file.path;
  input.is_named = input.is_named && file.is_named;
  Result<host::InputBytes> bytes = host::open_input(file.path);
  if (!bytes)
    return bytes.error();
  input.text = std::move(bytes->text);
  input.source = std::move(bytes->source);
  if (input.text != nullptr && input.text->size() > max_bytes)
    return Error{ErrorCode::limit, "is larger than " + std::to_string(max_bytes) + " bytes"};
  reader.add(std::move(input));
  return std::nullopt;
}

std::optional<Error> add_path(Reader& reader, const Input& input, std::size_t max_bytes) {
  const Result<std::vector<host::FoundFile>> files = host::find_files(input.name);
  if (!files)
    return at(files.error(), input.name);
  for (const host::FoundFile& file : *files) {
    const std::optional<Error> trouble = add_file(reader, file, input, max_bytes);
    if (trouble && file.is_named)
      return at(*trouble, file.path);
    if (trouble)
      reader.add_failure(file.path, *trouble);
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
