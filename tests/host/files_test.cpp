#include "cachewarden/host/files.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace {

namespace fs = std::filesystem;
using cachewarden::ErrorCode;
using cachewarden::Result;
using cachewarden::host::find_files;
using cachewarden::host::FoundFile;
using cachewarden::host::InputBytes;
using cachewarden::host::open_input;
using cachewarden::host::read_file;

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "cachewarden-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~Folder() { fs::remove_all(path); }
  void write(const std::string& name, std::string_view text = "{}") const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
  }
  fs::path path;
};

/// Names below a folder, those of folders that could not be listed with a mark.
std::vector<std::string> names(const fs::path& path) {
  const Result<std::vector<FoundFile>> files = find_files(path.string());
  REQUIRE(files);
  std::vector<std::string> result;
  for (const FoundFile& file : *files) {
    CHECK_FALSE(file.is_named);
    result.push_back(file.path.substr(path.string().size() + 1) + (file.trouble ? " !" : ""));
  }
  return result;
}

}  // namespace

TEST_CASE("a folder is its inputs, ordered by path") {
  const Folder folder;
  for (const char* name : {"b.json", "a.JSON", "c.ndjson", "d.jsonl", "e.txt", "f", "json",
                           ".hidden.json", "m.bicep", "m.bicepparam", ".git/g.json", "sub/h.json",
                           "sub/deeper/i.json", "name.json/j.json", "sub-1/k.json"})
    folder.write(name);
  const std::vector<std::string> expected = {
      "a.JSON",       "b.json",           "c.ndjson",     "d.jsonl",           "m.bicep",
      "m.bicepparam", "name.json/j.json", "sub-1/k.json", "sub/deeper/i.json", "sub/h.json"};
  CHECK(names(folder.path) == expected);
  CHECK(names(folder.path / "sub/deeper") == std::vector<std::string>{"i.json"});
}

TEST_CASE("links lead to files, not through folders") {
  const Folder folder;
  folder.write("a/file.json");
  fs::create_directory_symlink(folder.path, folder.path / "a/loop");
  fs::create_directory_symlink("nowhere", folder.path / "a/gone");
  fs::create_symlink("file.json", folder.path / "a/link.json");
  fs::create_symlink("nowhere", folder.path / "a/dangling.json");
  fs::create_symlink("dangling.json", folder.path / "a/self.json");
  REQUIRE(mkfifo((folder.path / "a/pipe.json").c_str(), 0600) == 0);
  CHECK(names(folder.path) ==
        std::vector<std::string>{"a/dangling.json", "a/file.json", "a/link.json", "a/self.json"});
  fs::create_directory_symlink("a", folder.path / "way");
  CHECK(find_files((folder.path / "way").string())->size() == 4);
}

TEST_CASE("a folder that cannot be listed is named, and the others are listed") {
  const Folder folder;
  folder.write("a/file.json");
  folder.write("locked/file.json");
  if (geteuid() == 0)
    return;  // may list anything
  fs::permissions(folder.path / "locked", fs::perms::none);
  CHECK(names(folder.path) == std::vector<std::string>{"a/file.json", "locked !"});
  const Result<std::vector<FoundFile>> locked = find_files((folder.path / "locked").string());
  REQUIRE_FALSE(locked);
  CHECK(locked.error().message == "permission denied");
  fs::permissions(folder.path / "locked", fs::perms::owner_all);
}

TEST_CASE("a path that is no folder is itself") {
  const Folder folder;
  folder.write("any.txt");
  for (const std::string& path : {(folder.path / "any.txt").string(), std::string("-")}) {
    const Result<std::vector<FoundFile>> files = find_files(path);
    REQUIRE(files);
    REQUIRE(files->size() == 1);
    CHECK((*files)[0].path == path);
    CHECK((*files)[0].is_named);
  }
  for (const char* path : {"/nowhere/at/all", ""}) {
    const Result<std::vector<FoundFile>> files = find_files(path);
    REQUIRE_FALSE(files);
    CHECK(files.error().code == ErrorCode::io);
    CHECK(files.error().message == "no such file or directory");
  }
}

TEST_CASE("files are read as they are, up to the limit") {
  const Folder folder;
  const std::string name = (folder.path / "file").string();
  std::string text(200000, 'x');
  text[7] = '\0';
  text += "\r\n\xff";
  folder.write("file", text);
  folder.write("empty", "");
  REQUIRE(read_file(name, text.size()));
  CHECK(**read_file(name, text.size()) == text);
  CHECK((*read_file((folder.path / "empty").string(), 0))->empty());

  const auto past_limit = read_file(name, text.size() - 1);
  REQUIRE_FALSE(past_limit);
  CHECK(past_limit.error().code == ErrorCode::limit);
  CHECK(past_limit.error().message == "is larger than 200002 bytes");
  const auto missing = read_file((folder.path / "missing").string(), 1);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::io);
  CHECK(missing.error().message == "no such file or directory");
  const auto directory = read_file(folder.path.string(), 1);
  REQUIRE_FALSE(directory);
  CHECK(directory.error().message == "is a directory");
}

namespace {

std::string all_of(const InputBytes& bytes) {
  if (bytes.text != nullptr)
    return *bytes.text;
  std::string text(bytes.source->size() + 1, '\0');
  const Result<std::size_t> count = bytes.source->read(0, text);
  REQUIRE(count);
  text.resize(*count);
  return text;
}

/// What comes out of a pipe that something is put into.
Result<InputBytes> through_pipe(const Folder& folder, const std::string& text, std::size_t kept) {
  const std::string name = (folder.path / "pipe").string();
  REQUIRE(mkfifo(name.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(name, std::ios::binary) << text; });
  Result<InputBytes> result = open_input(name, kept);
  writer.join();
  fs::remove(name);
  return result;
}

}  // namespace

TEST_CASE("files stay where they are, and what can be read only once is kept or put aside") {
  const Folder folder;
  std::string text(300000, 'x');
  for (std::size_t i = 0; i < text.size(); i += 7)
    text[i] = static_cast<char>('a' + i % 26);
  folder.write("file", text);
  const Result<InputBytes> file = open_input((folder.path / "file").string(), 0);
  REQUIRE(file);
  CHECK(file->text == nullptr);
  CHECK(all_of(*file) == text);
  folder.write("file", "other");
  std::string piece(10, '\0');
  CHECK_FALSE(file->source->read(0, piece));  // it has changed

  folder.write("empty", "");
  const Result<InputBytes> empty = open_input((folder.path / "empty").string());
  REQUIRE(empty);
  CHECK(all_of(*empty).empty());

  for (const std::size_t kept :
       {text.size() + 1, text.size(), text.size() - 1, std::size_t{1000}, std::size_t{0}}) {
    CAPTURE(kept);
    const Result<InputBytes> bytes = through_pipe(folder, text, kept);
    REQUIRE(bytes);
    CHECK((bytes->text != nullptr) == (kept >= text.size()));
    CHECK(all_of(*bytes) == text);
  }
  const Result<InputBytes> nothing = through_pipe(folder, "", 1000);
  REQUIRE(nothing);
  CHECK(all_of(*nothing).empty());
  CHECK_FALSE(open_input((folder.path / "missing").string()));
  CHECK_FALSE(open_input(folder.path.string()));
}
