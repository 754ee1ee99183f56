#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "cachewarden/engine/assess.hpp"
#include "cachewarden/rules/rule.hpp"
#include "readers/inventory_text.hpp"

// tests/data/bad: each file is bad in one way, its README says what must happen. What the library
// says of each is pinned in tests/data/bad/expected.txt; CACHEWARDEN_ACCEPT=1 writes that file.

using namespace inventory_text;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::string_view folder = "tests/data/bad";

constexpr std::string_view sound_id =
    "/subscriptions/s/resourceGroups/sound/providers/Microsoft.Cache/Redis/sound";

Input input_of(std::string name, std::string text, bool is_named = true) {
  return {.name = std::move(name),
          .text = std::make_shared<const std::string>(std::move(text)),
          .is_named = is_named};
}

Input sound_input() {
  return input_of("sound.json", "{\"id\": \"" + std::string(sound_id) +
                                    "\", \"properties\": {\"enableNonSslPort\": true}}");
}

std::string severity_of(const Diagnostic& diagnostic) {
  constexpr std::string_view names[] = {"", "note", "warning", "error"};
  return std::string(names[static_cast<std::size_t>(diagnostic.severity)]);
}

std::string line_of(const Diagnostic& each) {
  std::string line = "  " + severity_of(each) + " " + each.code;
  if (each.line != 0)
    line += " " + std::to_string(each.line) + ":" + std::to_string(each.column);
  return line + " " + each.message + "\n";
}

/// What became of one file, and of a sound document beside it.
std::string outcome(const std::string& file, const std::string& text) {
  Reader reader;
  reader.add(input_of(file, text));
  reader.add(sound_input());
  const auto inventory = std::make_shared<const Inventory>(reader.finish());
  const Rule* const rule = find_rule("redis-tls-only");
  REQUIRE(rule != nullptr);
  const Assessment assessment = assess(inventory, {.rules = {&rule, 1}});
  std::string statuses;
  bool is_sound_judged = false;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    const Resource& resource = inventory->resource(item.resource);
    const bool is_sound = resource.id.view() == sound_id;
    is_sound_judged = is_sound_judged || (is_sound && item.status == Status::fail);
    if (!is_sound)
      statuses.append(" ").append(name(item.status));
  }
  CHECK(is_sound_judged);
  std::string result = file.substr(folder.size() + 1) + ":" +
                       (statuses.empty() ? " nothing judged" : statuses) + "\n";
  for (const Diagnostic& each : inventory->diagnostics()) {
    const bool is_one_line = std::none_of(each.message.begin(), each.message.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
    CHECK(is_one_line);
    CHECK(each.message.size() < 400);
    CHECK(each.document == file);
    CHECK(each.message.find("CANARY") == std::string::npos);
    result += line_of(each);
  }
  return result;
}

}  // namespace

TEST_CASE("of every bad document is said what is wrong and where, and others are judged") {
  std::string all;
  std::size_t count = 0;
  for (const std::string& file : files_of(folder)) {
    if (file.ends_with(".gitattributes") || file.ends_with("expected.txt"))
      continue;
    CAPTURE(file);
    const std::string text = read_file(source_path(file));
    const std::string first = outcome(file, text);
    CHECK(first == outcome(file, text));
    all += first;
    ++count;
  }
  CHECK(count > 100);
  const std::string golden = source_path(std::string(folder) + "/expected.txt");
  if (std::getenv("CACHEWARDEN_ACCEPT") != nullptr)
    std::ofstream(golden, std::ios::binary) << all;
  CHECK(read_file(golden) == all);
}

TEST_CASE("what is not recognised is an error if it was named and else ignored") {
  for (const std::string_view text :
       {"null", "true", "42", "\"a string\"", "{}", "[[[]]]", "{\"primaryKey\": \"CANARY\"}"}) {
    CAPTURE(text);
    for (const bool is_named : {true, false}) {
      Reader reader;
      reader.add(input_of("input", std::string(text), is_named));
      const Inventory inventory = reader.finish();
      CHECK(inventory.has_errors() == is_named);
      CHECK(inventory.documents()[0].ignored == !is_named);
      for (const Diagnostic& each : inventory.diagnostics())
        CHECK(each.message.find("CANARY") == std::string::npos);
    }
  }
}

TEST_CASE("what cannot be read is an error, named or found in a folder") {
  for (const std::string_view text :
       {"", "{\"id\": ", "[{\"id\": \"x\"}, ", "text", "\xff\xfe{", "{\"a\": \"\xff\"}"}) {
    CAPTURE(text);
    for (const bool is_named : {true, false}) {
      Reader reader;
      reader.add(input_of("input", std::string(text), is_named));
      const Inventory inventory = reader.finish();
      CHECK(inventory.has_errors());
      CHECK_FALSE(inventory.documents()[0].ignored);
      CHECK_FALSE(inventory.diagnostics().empty());
    }
  }
}

TEST_CASE("a document that could not be opened is an error and others are judged") {
  Reader reader;
  reader.add_failure("locked.json", {ErrorCode::io, "permission denied", ""});
  reader.add(sound_input());
  const Inventory inventory = reader.finish();
  CHECK(inventory.has_errors());
  REQUIRE(inventory.diagnostics().size() == 1);
  CHECK(line_of(inventory.diagnostics()[0]) == "  error unreadable permission denied\n");
  CHECK(inventory.diagnostics()[0].document == "locked.json");
  CHECK(inventory.find(sound_id) != nullptr);
}

TEST_CASE("hostile sizes and depths end in one line") {
  const std::string deep(100000, '[');
  struct Row {
    std::string_view what;
    std::string text;
    std::string_view code;
  };
  const std::string start = "{\"id\": \"" + std::string(sound_id) + "x\", \"properties\": {\"a\": ";
  const Row rows[] = {
      {"open lists", deep, "limit"},
      {"lists", deep + std::string(100000, ']'), "limit"},
      {"lists in a property", start + deep + std::string(100000, ']') + "}}", "limit"},
      {"a long string", start + "\"" + std::string(std::size_t{1} << 22, 'x'), "syntax"},
      {"many objects", "[" + std::string(50000, ' ') + "{}, {}]", "unattributed"}};
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Reader reader;
    reader.add(input_of("hostile", row.text));
    reader.add(sound_input());
    const Inventory inventory = reader.finish();
    CHECK(inventory.has_errors());
    REQUIRE(!inventory.diagnostics().empty());
    CHECK(inventory.diagnostics()[0].code == row.code);
    CHECK(inventory.diagnostics()[0].line == 1);
    CHECK(inventory.diagnostics().size() < 3);
    CHECK(inventory.find(sound_id) != nullptr);
  }
  const Inventory small = read(std::string(200, ' ') + "{}", "big", {.max_bytes = 100});
  REQUIRE(small.diagnostics().size() == 1);
  CHECK(small.diagnostics()[0].code == "limit");
}

TEST_CASE("of one kind only so much is said of a document") {
  std::string text = "[";
  for (int i = 0; i < 5000; ++i)
    text += std::string(i == 0 ? "" : ", ") + "{\"id\": \"" + std::string(sound_id) +
            std::to_string(i) + "\", \"properties\": {\"enableNonSslPort\": []}}";
  const Inventory inventory = read(text + "]");
  CHECK(inventory.diagnostics().size() == 101);
  CHECK(inventory.bodies<RedisCache>().size() == 5000);
  for (const RedisCache& cache : inventory.bodies<RedisCache>())
    CHECK(cache.enable_non_ssl_port.state() == State::malformed);
  CHECK(std::count_if(inventory.diagnostics().begin(), inventory.diagnostics().end(),
                      [](const Diagnostic& each) { return each.code == "more"; }) == 1);
}
