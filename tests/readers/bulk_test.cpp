#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/engine/assess.hpp"
#include "cachewarden/host/workers.hpp"
#include "cachewarden/readers/reader.hpp"
#include "cachewarden/reports/report.hpp"

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::size_t whole = std::size_t{1}
                              << 28;  ///< pieces so large that nothing is read in them

/// A document whose bytes are not kept, and how often they were asked for.
class Bytes final : public ByteSource {
 public:
  explicit Bytes(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return text_.size(); }
  [[nodiscard]] Result<std::size_t> read(std::uint64_t offset,
                                         std::span<char> into) const override {
    if (has_changed)
      return Error{ErrorCode::io, "has changed"};
    const std::size_t at = std::min<std::size_t>(offset, text_.size());
    const std::size_t count = std::min(into.size(), text_.size() - at);
    std::copy_n(text_.data() + at, count, into.data());
    return count;
  }

  bool has_changed = false;

 private:
  std::string text_;
};

struct How {
  std::size_t piece = whole;
  RunTasks run{};
  bool is_kept = true;
};

std::shared_ptr<const Inventory> inventory_of(const std::string& text, const How& how) {
  Reader reader({.max_diagnostics = 1000, .piece_bytes = how.piece, .run = how.run});
  if (how.is_kept)
    reader.add({.name = "estate", .text = std::make_shared<const std::string>(text)});
  else
    reader.add({.name = "estate", .source = std::make_shared<const Bytes>(text)});
  return std::make_shared<const Inventory>(reader.finish());
}

std::string report_of(const std::string& text, const How& how) {
  return render(assess(inventory_of(text, how), {.run = how.run}), "json",
                {.show_pass = true, .show_not_applicable = true});
}

/// Whether a document was read in pieces: only those have a list, or marks.
bool is_piecewise(const std::string& text, std::size_t piece) {
  const auto inventory = inventory_of(text, {.piece = piece, .is_kept = false});
  return inventory->documents()[0].text == nullptr;
}

std::string group(std::size_t number) {
  return "/subscriptions/00000000-0000-0000-0000-00000000000" + std::to_string(number % 3) +
         "/resourceGroups/rg-" + std::to_string(number % 7) + "/providers/";
}

std::string cache(std::size_t number) {
  const std::string id = group(number) + "Microsoft.Cache/Redis/cache-" + std::to_string(number);
  return R"({"id":")" + id +
         R"(","name":"cache","type":"Microsoft.Cache/Redis","location":"West Europe",)" +
         R"("tags":{"text":"a \"quoted\" {[ \u00fc, \\"},"properties":{"sku":{"name":"Premium","family":"P",)" +
         R"("capacity":1},"enableNonSslPort":)" + (number % 2 == 0 ? "true" : "false") +
         R"(,"minimumTlsVersion":"1.2","redisConfiguration":{"maxmemory-reserved":"642","aad-enabled":"true"},)" +
         R"("privateEndpointConnections":[{"id":")" + id +
         R"(/privateEndpointConnections/c","name":"c","properties":{"privateLinkServiceConnectionState":{"status":"Approved"}}}]}})";
}

std::string security_group(std::size_t number) {
  const std::string id =
      group(number) + "Microsoft.Network/networkSecurityGroups/nsg-" + std::to_string(number);
  std::string rules;
  for (std::size_t i = 0; i < 1 + number % 9; ++i)
    rules +=
        std::string(i == 0 ? "" : ",") + R"({"name":"r)" + std::to_string(i) + R"(","id":")" + id +
        "/securityRules/r" + std::to_string(i) + R"(","properties":{"priority":)" +
        std::to_string(100 + i) +
        R"(,"direction":"Inbound","access":"Allow","protocol":"Tcp","sourceAddressPrefix":"*",)" +
        R"("sourcePortRange":"*","destinationAddressPrefix":"*","destinationPortRange":"6380"}})";
  return R"({"id":")" + id +
         R"(","type":"Microsoft.Network/networkSecurityGroups","properties":{"securityRules":[)" +
         rules + "]}}";
}

std::string machine(std::size_t number) {
  return R"({"id":")" + group(number) + "Microsoft.Compute/virtualMachines/vm-" +
         std::to_string(number) +
         R"(","type":"Microsoft.Compute/virtualMachines","properties":{"size":1e3,"list":[],"none":{},"n":null,)" +
         R"("text":"},{\"id\":1},{ "}})";
}

std::vector<std::string> resources(std::size_t count) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < count; ++i)
    result.push_back(i % 5 == 0 ? cache(i) : i % 5 == 1 ? security_group(i) : machine(i));
  return result;
}

std::string joined(const std::vector<std::string>& all, std::string_view between) {
  std::string text;
  for (const std::string& each : all)
    text.append(text.empty() ? "" : between).append(each);
  return text;
}

/// The same list in the forms of exports.
std::vector<std::pair<std::string, std::string>> documents(const std::vector<std::string>& all) {
  const std::string list = "[" + joined(all, ",") + "]";
  return {
      {"array", list},
      {"array of lines", "[\n  " + joined(all, ",\r\n  ") + "\r\n]\r\n"},
      {"ndjson", joined(all, "\n") + "\n"},
      {"byte order mark", "\xef\xbb\xbf" + list},
      {"value", R"({"value":)" + list + R"(,"nextLink":"https://next"})"},
      {"value behind others", R"({"odata":{"a":[1,{}]},"value":)" + list + "}"},
      {"data", R"({"totalRecords":)" + std::to_string(all.size()) + R"(,"count":1,"data":)" + list +
                   R"(,"facets":[],"resultTruncated":"false"})"},
  };
}

}  // namespace

TEST_CASE("a list that is read in pieces gives the report of one that is read whole") {
  for (const auto& named : documents(resources(60))) {
    const std::string& form = named.first;
    const std::string& text = named.second;
    CAPTURE(form);
    const std::string expected = report_of(text, {});
    CHECK(expected.find("CW-REDIS-001") != std::string::npos);
    for (const std::size_t piece : {std::size_t{1000}, std::size_t{1537}, std::size_t{4096}}) {
      CAPTURE(piece);
      CHECK(is_piecewise(text, piece));
      CHECK(report_of(text, {.piece = piece}) == expected);
      CHECK(report_of(text, {.piece = piece, .is_kept = false}) == expected);
    }
  }
}

TEST_CASE("the number of threads has no influence") {
  host::Workers two(2);
  host::Workers four(4);
  for (const auto& named : documents(resources(80))) {
    const std::string& form = named.first;
    const std::string& text = named.second;
    CAPTURE(form);
    const std::string expected = report_of(text, {.piece = 1024, .is_kept = false});
    CHECK(report_of(text, {.piece = 1024, .run = two.tasks(), .is_kept = false}) == expected);
    CHECK(report_of(text, {.piece = 1024, .run = four.tasks(), .is_kept = false}) == expected);
    CHECK(report_of(text, {.piece = 777, .run = four.tasks()}) == expected);
  }
}

TEST_CASE("the order of a list has no influence on verdicts") {
  std::vector<std::string> all = resources(60);
  const auto counts = [](const std::vector<std::string>& list) {
    return assess(inventory_of("[" + joined(list, ",") + "]", {.piece = 1024})).counts();
  };
  const StatusCounts before = counts(all);
  std::reverse(all.begin(), all.end());
  CHECK(counts(all) == before);
}

TEST_CASE("what is not by the book gives what reading it whole gives") {
  const std::vector<std::string> good = resources(16);
  const auto with = [&good](std::string_view odd, std::size_t at = 8) {
    std::vector<std::string> all = good;
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(at), std::string(odd));
    return all;
  };
  const std::string id =
      R"("id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/odd")";
  const std::string machine_id =
      R"("id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/odd")";
  const std::vector<std::string> odd_ones{
      "{" + id + R"(,"properties":{"enableNonSslPort":true,"enableNonSslPort":false}})",
      "{" + id + R"(,"properties":{"enableNonSslPort":true,"enable\u004eonSslPort":false}})",
      "{" + id + R"(,"properties":{"shardCount":123456789012345678901234567890}})",
      "{" + id + R"(,"properties":{"shardCount":1e400}})",
      "{" + id + R"(,"properties":{"shardCount":01}})",
      "{" + id + R"(,"properties":{"hostName":"\x"}})",
      "{" + id + R"(,"properties":{"hostName":"\ud800"}})",
      "{" + id + ",\"properties\":{\"hostName\":\"\xff\"}}",
      "{" + id + R"(,"properties":{"a":[1 2]}})",
      "{" + id + R"(,"properties":{"a":[1}]}})",
      "{" + id + R"(,"properties":{"a" 1}})",
      "{" + id + R"(,"properties":{"a":tru}})",
      "{" + id + R"(,"properties":{"a":1,}})",
      "{" + id + R"(,"properties":{"a":1} /* why */ })",
      "{" + machine_id + R"(,"a":1,"A":2})",
      "{" + machine_id + R"(,"a":"},{"})",
      "{" + machine_id + R"(,"a":"\q"})",
      "{" + machine_id + R"(,"type":"Microsoft.Cache/redis"})",
      "{" + machine_id + R"(,"value":[{)" + id + "}]}",
      std::string("[]"),
      std::string("7"),
      std::string("\"text\""),
      std::string("{}"),
      std::string("null"),
      R"({"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","contentVersion":"1.0.0.0","resources":[]})",
      "{" + id + R"(,"properties":)" + std::string(300, '[') + std::string(300, ']') + "}",
  };
  for (const std::string& odd : odd_ones) {
    for (const auto& named : documents(with(odd))) {
      const std::string& form = named.first;
      const std::string& text = named.second;
      CAPTURE(odd);
      CAPTURE(form);
      CHECK(report_of(text, {.piece = 512}) == report_of(text, {}));
    }
  }
}

TEST_CASE("what is cut off or goes on gives what reading it whole gives") {
  for (const auto& named : documents(resources(16))) {
    const std::string& form = named.first;
    const std::string& text = named.second;
    CAPTURE(form);
    for (const std::size_t cut :
         {std::size_t{1}, std::size_t{2}, std::size_t{500}, text.size() / 2}) {
      CAPTURE(cut);
      const std::string less = text.substr(0, text.size() - cut);
      CHECK(report_of(less, {.piece = 512}) == report_of(less, {}));
    }
    for (const std::string more : {"]", "}", ",", "{}", "x", "\n\nCommand ran in 3 seconds\n"}) {
      CAPTURE(more);
      CHECK(report_of(text + more, {.piece = 512}) == report_of(text + more, {}));
    }
  }
}

TEST_CASE("bytes that have changed meanwhile are no place of a finding") {
  const std::string text = joined(resources(60), "\n");
  auto bytes = std::make_shared<Bytes>(text);
  Reader reader({.piece_bytes = 1024});
  reader.add({.name = "estate", .source = bytes});
  const auto inventory = std::make_shared<const Inventory>(reader.finish());
  const Assessment assessment = assess(inventory);
  bytes->has_changed = true;
  Explainer explainer(assessment);
  std::size_t failed = 0;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (assessment.status(i) != Status::fail)
      continue;
    ++failed;
    for (const Evidence& evidence : explainer.finding(i).evidence)
      CHECK(evidence.line == 0);
  }
  CHECK(failed != 0);
}

TEST_CASE("a document past the limit is told of, and so are bytes that cannot be read") {
  auto bytes = std::make_shared<Bytes>(joined(resources(60), "\n"));
  Reader limited({.max_bytes = 5000, .piece_bytes = 1024});
  limited.add({.name = "large", .source = bytes});
  const Inventory large = limited.finish();
  REQUIRE(large.diagnostics().size() == 1);
  CHECK(large.diagnostics()[0].code == "limit");
  bytes->has_changed = true;
  Reader reader({.piece_bytes = 1024});
  reader.add({.name = "gone", .source = bytes});
  const Inventory gone = reader.finish();
  REQUIRE(gone.diagnostics().size() == 1);
  CHECK(gone.diagnostics()[0].code == "unreadable");
}

TEST_CASE("a large file that nobody named is ignored or an error as a small one is") {
  struct Row {
    std::string text;
    bool is_ignored;
    bool is_error;
  };
  const auto lines = [](const std::string& line, const std::string& odd) {
    std::string text;
    for (int i = 0; i < 400; ++i)
      text += (i == 200 ? odd : line) + "\n";
    return text;
  };
  const auto list = [&lines](const std::string& end) {
    std::string text = "{\"value\":[" + lines("{\"a\":1},", "{\"a\":2},");
    text.resize(text.size() - 2);
    return text + end;
  };
  const Row rows[] = {
      {lines("{\"a\":1}", "{\"b\":2}"), true, false},
      {lines("{\"a\":1}", "{\"b\":"), false, true},
      {lines("{\"a\":1}", "text"), false, true},
      {lines("{\"a\":1}", "{\"a\":\"\xff\"}"), false, true},
      {list("]}"), false, true},
      {list("]"), false, true},
      {list(""), false, true},
      {lines(cache(1), "{\"b\":"), false, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text.substr(0, 40));
    for (const std::size_t piece : {whole, std::size_t{256}}) {
      CAPTURE(piece);
      for (const bool is_kept : {true, false}) {
        Reader reader({.piece_bytes = piece});
        Input input{.name = "found.json", .is_named = false};
        if (is_kept)
          input.text = std::make_shared<const std::string>(row.text);
        else
          input.source = std::make_shared<const Bytes>(row.text);
        reader.add(std::move(input));
        const Inventory inventory = reader.finish();
        CHECK(inventory.documents()[0].ignored == row.is_ignored);
        CHECK(inventory.has_errors() == row.is_error);
      }
    }
  }
  for (const std::size_t piece : {whole, std::size_t{256}}) {
    const auto gone = std::make_shared<Bytes>(lines(cache(1), cache(2)));
    gone->has_changed = true;
    Reader reader({.piece_bytes = piece});
    reader.add({.name = "found.json", .source = gone, .is_named = false});
    const Inventory inventory = reader.finish();
    CHECK_FALSE(inventory.documents()[0].ignored);
    CHECK(inventory.has_errors());
  }
}
