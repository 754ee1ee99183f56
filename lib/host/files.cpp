#include "cachewarden/host/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "cachewarden/base/fold.hpp"

namespace cachewarden::inline v0::host {

namespace {

namespace fs = std::filesystem;

Error io_error(const std::error_code& code) {
  std::string message = code.message();
  if (!message.empty())
    message[0] = fold(message[0]);
  return {ErrorCode::io, message.empty() ? "cannot be read" : message};
}

/// Of the call that failed last.
Error last_error() {
  return io_error({errno, std::generic_category()});
}

bool is_input_name(const fs::path& path) {
  const std::string extension = folded(path.extension().string());
  return extension == ".json" || extension == ".ndjson" || extension == ".jsonl" ||
         extension == ".bicep" || extension == ".bicepparam";
}

bool is_hidden(const fs::path& path) {
  return path.filename().string().starts_with('.');
}

/// Adds the sub folders and the inputs of one folder. A list that broke off keeps what it had.
std::error_code list(const fs::path& folder, std::vector<fs::path>& folders,
                     std::vector<FoundFile>& files) {
  std::error_code code;
  fs::directory_iterator at(folder, code);
  for (; !code && at != fs::directory_iterator(); at.increment(code)) {
    if (is_hidden(at->path()))
      continue;
    std::error_code ignored;
    const fs::file_status status = at->status(ignored);
    if (fs::is_directory(status) && !at->is_symlink(ignored))
      folders.push_back(at->path());
    // A link that leads nowhere is an input that cannot be read. Pipes and devices are none.
    else if (is_input_name(at->path()) && (fs::is_regular_file(status) || !fs::exists(status)))
      files.push_back({at->path().string(), false});
  }
  return code;
}

/// A file that is closed when it goes.
struct Closer {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

/// Bytes by `read_some(into)`, a call of the system; fewer only at the end.
template <class ReadSome>
Result<std::size_t> fill(std::span<char> into, ReadSome&& read_some) {
  std::span<char> rest = into;
  while (!rest.empty()) {
    const ssize_t got = read_some(rest);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return last_error();
    if (got == 0)
      break;
    rest = rest.subspan(static_cast<std::size_t>(got));
  }
  return into.size() - rest.size();
}

/// Bytes from where the descriptor stands.
Result<std::size_t> read_on(int descriptor, std::span<char> into) {
  return fill(into, [descriptor](std::span<char> rest) {
    return ::read(descriptor, rest.data(), rest.size());
  });
}

/// A regular file that stays open.
class OpenFile final : public ByteSource {
 public:
  explicit OpenFile(int descriptor) noexcept : descriptor_(descriptor) {}
  ~OpenFile() override { ::close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  /// Remembers what the file is like now.
  [[nodiscard]] bool look() noexcept { return ::fstat(descriptor_, &seen_) == 0; }
  [[nodiscard]] bool is_regular() const noexcept { return S_ISREG(seen_.st_mode); }

  [[nodiscard]] std::uint64_t size() const noexcept override {
    return static_cast<std::uint64_t>(seen_.st_size);
  }
  [[nodiscard]] Result<std::size_t> read(std::uint64_t offset,
                                         std::span<char> into) const override {
    const Result<std::size_t> count = fill(into, [&](std::span<char> rest) {
      const std::uint64_t at = offset + (into.size() - rest.size());
      return ::pread(descriptor_, rest.data(), rest.size(), static_cast<off_t>(at));
    });
    if (!count)
      return count;
    struct stat now {};
    if (::fstat(descriptor_, &now) != 0 || now.st_size != seen_.st_size ||
        now.st_mtim.tv_sec != seen_.st_mtim.tv_sec || now.st_mtim.tv_nsec != seen_.st_mtim.tv_nsec)
      return Error{ErrorCode::io, "has changed while it was in use"};
    return count;
  }

 private:
  int descriptor_;
  struct stat seen_ {};
};

Result<std::shared_ptr<const std::string>> read_stream(std::FILE* file, std::size_t max_bytes) {
  std::string text;
  std::array<char, 1 << 16> block;
  while (const std::size_t count = std::fread(block.data(), 1, block.size(), file)) {
    if (text.size() + count > max_bytes)
      return Error{ErrorCode::limit, "is larger than " + std::to_string(max_bytes) + " bytes"};
    text.append(block.data(), count);
  }
  if (std::ferror(file) != 0)
    return last_error();
  return std::make_shared<const std::string>(std::move(text));
}

std::optional<Error> write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(descriptor, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR)
      continue;
    if (done < 0)
      return last_error();
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return std::nullopt;
}

/// What can be read only once.
Result<InputBytes> take_stream(int descriptor, std::size_t most_kept) {
  std::string block;
  std::size_t size = 0;
  for (bool is_all = false; !is_all;) {
    const std::size_t room = std::min(most_kept + 1, std::max<std::size_t>(size * 2, 1 << 16));
    block.resize(room);
    const Result<std::size_t> count = read_on(descriptor, std::span(block).subspan(size));
    if (!count)
      return count.error();
    is_all = size + *count < room || room > most_kept;
    size += *count;
  }
  block.resize(size);
  if (size <= most_kept)
    return InputBytes{.text = std::make_shared<const std::string>(std::move(block))};
  std::error_code code;
  std::string name = (fs::temp_directory_path(code) / "cachewarden-XXXXXX").string();
  const int temporary = code ? -1 : ::mkstemp(name.data());
  if (temporary < 0)
    return code ? io_error(code) : last_error();
  auto file = std::make_shared<OpenFile>(temporary);
  ::unlink(name.c_str());
  while (size != 0) {
    if (auto trouble = write_all(temporary, std::string_view(block).substr(0, size)))
      return *std::move(trouble);
    const Result<std::size_t> count = read_on(descriptor, block);
    if (!count)
      return count.error();
    size = *count;
  }
  if (!file->look())
    return last_error();
  return InputBytes{.source = std::move(file)};
}

}  // namespace

Result<std::vector<FoundFile>> find_files(const std::string& path) {
  if (path == "-")
    return std::vector<FoundFile>{{path, true}};
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status))
    return io_error(code ? code : std::make_error_code(std::errc::no_such_file_or_directory));
  if (!fs::is_directory(status))
    return std::vector<FoundFile>{{path, true}};
  std::vector<FoundFile> result;
  std::vector<fs::path> folders{path};
  while (!folders.empty()) {
    const fs::path folder = std::move(folders.back());
    folders.pop_back();
    std::error_code trouble = list(folder, folders, result);
    if (!trouble)
      continue;
    if (folder == path)
      return io_error(trouble);
    result.push_back({folder.string(), false, io_error(trouble)});
  }
  std::sort(result.begin(), result.end(),
            [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  return result;
}

Result<std::shared_ptr<const std::string>> read_file(const std::string& path,
                                                     std::size_t max_bytes) {
  if (path == "-")
    return read_stream(stdin, max_bytes);
  std::error_code code;
  if (fs::is_directory(path, code))
    return io_error(std::make_error_code(std::errc::is_a_directory));
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr)
    return last_error();
  return read_stream(file.get(), max_bytes);
}

Result<InputBytes> open_input(const std::string& path, std::size_t most_kept) {
  std::error_code code;
  if (path != "-" && fs::is_directory(path, code))
    return io_error(std::make_error_code(std::errc::is_a_directory));
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return last_error();
  auto file = std::make_shared<OpenFile>(descriptor);
  if (!file->look())
    return last_error();
  // Files that the system makes up as they are read have no size.
  if (path != "-" && file->is_regular() && file->size() != 0)
    return InputBytes{.source = std::move(file)};
  return take_stream(descriptor, most_kept);
}

}  // namespace cachewarden::inline v0::host
