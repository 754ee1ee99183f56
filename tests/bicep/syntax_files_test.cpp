#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "cachewarden/bicep/syntax.hpp"

namespace {

using namespace cachewarden;

std::string with_line_ends(const std::string& text, const char* line_end) {
  std::string out;
  for (const char c : text)
    out += c == '\n' ? line_end : std::string(1, c);
  return out;
}

}  // namespace

TEST_CASE("files with every construct of the language are read without an error") {
  const std::filesystem::path folder =
      std::filesystem::path(CACHEWARDEN_SOURCE_DIR) / "tests/data/bicep/syntax";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    CAPTURE(entry.path().filename().string());
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const std::size_t statements = bicep::parse(text).statements.size();
    for (const char* line_end : {"\n", "\r\n", "\r", " // comment\n", "\n\n"}) {
      // comments would end up in strings of several lines
      if (line_end[0] == ' ' && text.find("'''") != std::string::npos)
        continue;
      CAPTURE(line_end);
      const std::string varied = with_line_ends(text, line_end);
      const bicep::File file = bicep::parse(varied);
      CHECK(file.statements.size() == statements);
      const std::string first = file.errors.empty() ? "" : file.errors[0].message;
      CHECK(first == "");
    }
    CHECK(statements >= 2);
    ++count;
  }
  CHECK(count == 6);
}
