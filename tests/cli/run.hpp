#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

/// Runs the built program in a folder of its own.
namespace cli_test {

namespace fs = std::filesystem;

/// A path from the project's root, for programs that run elsewhere.
inline std::string source_path(std::string_view path) {
  return (fs::absolute(CACHEWARDEN_SOURCE_DIR) / path).lexically_normal().string();
}

/// One word for the shell.
inline std::string shell_word(std::string_view text) {
  std::string result = "'";
  for (const char c : text)
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// What a run gave.
struct Run {
  int code = -1;
  std::string out;
  std::string err;
};

/// A temporary folder that goes with the object.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "cachewarden-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    for (auto at = fs::recursive_directory_iterator(
             path_, fs::directory_options::skip_permission_denied, ignored);
         at != fs::recursive_directory_iterator(); at.increment(ignored))
      fs::permissions(at->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  void write(const std::string& name, std::string_view text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream file(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  /// Runs a line of shell in the folder; `cachewarden` is the program. The environment holds
  /// nothing but what `environment` says.
  [[nodiscard]] Run shell(const std::string& line, const std::string& environment = "") const {
    const std::string command =
        "cd " + shell_word(path_.string()) + " && env -i PATH=\"$PATH\" LC_ALL=C " + environment +
        " bash -c " +
        shell_word("cachewarden() { " + shell_word(CACHEWARDEN_PROGRAM) + " \"$@\"; }; " + line) +
        " >.out 2>.err </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), text(".out"),
            text(".err")};
  }

 private:
  fs::path path_;
};

inline std::string cache(std::string_view name, std::string_view properties) {
  std::string text =
      R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.Cache/redis/)";
  text.append(name).append(R"(", "name": ")").append(name);
  text.append(R"(", "type": "Microsoft.Cache/redis", "properties": {)").append(properties);
  return text + "}}\n";
}

/// A folder with one file for each exit code, all about the rule redis-tls-only.
inline void write_estate(const Folder& folder) {
  folder.write("good.json", cache("good", R"("enableNonSslPort": false)"));
  folder.write("open.json", cache("open", R"("enableNonSslPort": true)"));
  folder.write("unclear.json", cache("unclear", R"("enableNonSslPort": {})"));
  folder.write("broken.json", "{\"id\": ");
  folder.write("other.json", R"({"hello": "world"})");
  folder.write("network.json",
               R"({"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/)"
               R"(providers/Microsoft.Network/networkSecurityGroups/n", "properties": {)"
               R"("securityRules": []}})");
  folder.write("empty/readme.txt", "no input");
  folder.write("mixed/good.json", cache("good", R"("enableNonSslPort": false)"));
  folder.write("mixed/other.json", R"({"hello": "world"})");
  folder.write("mixed/.hidden.json", "{");
  folder.write("mixed/.git/config.json", "{");
  folder.write("mixed/deep/er/open.json", cache("deep", R"("enableNonSslPort": true)"));
}

inline bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

}  // namespace cli_test
