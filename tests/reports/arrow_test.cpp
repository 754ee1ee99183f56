#include <string>
#include <vector>

#include "cachewarden/reports/arrow.hpp"
#include "reports/arrow_values.hpp"
#include "support.hpp"

using namespace reports_test;                // NOLINT(google-build-using-namespace)
using namespace cachewarden::detail::arrow;  // NOLINT(google-build-using-namespace)

namespace {

std::shared_ptr<const Assessment> judged() {
  const auto inventory = std::make_shared<const Inventory>(read(
      R"([{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/a",
           "type": "Microsoft.Cache/redis", "properties": {"enableNonSslPort": true}}])"));
  return std::make_shared<const Assessment>(assess(inventory));
}

std::string refusal(const ArrowOptions& options) {
  ArrowArrayStream stream{};
  const std::optional<Error> trouble = export_arrow(judged(), options, stream);
  CHECK((stream.release == nullptr));
  return trouble ? trouble->text() : "";
}

std::vector<std::string> texts(const ArrowArray& array) {
  const auto* const offsets = static_cast<const std::int32_t*>(array.buffers[1]);
  const auto* const bytes = static_cast<const char*>(array.buffers[2]);
  std::vector<std::string> result;
  for (std::int64_t i = 0; i < array.length; ++i)
    result.emplace_back(bytes + offsets[i], bytes + offsets[i + 1]);
  return result;
}

}  // namespace

TEST_CASE("columns: wrong options are refused") {
  CHECK(refusal({.columns = {"rule", "colour"}}) == "no column of findings is called `colour`");
  CHECK(refusal({.columns = {"rule", "rule"}}) == "the column `rule` is named twice");
  CHECK(refusal({.batch_rows = 0}) == "a batch has at least one row");
  const std::size_t size = judged()->size();
  CHECK(refusal({.findings = std::vector{size}}) == "there are " + std::to_string(size) +
                                                        " findings, and none has the number " +
                                                        std::to_string(size));
}

TEST_CASE("columns: findings come in the order that was asked for") {
  const std::shared_ptr<const Assessment> assessment = judged();
  ArrowArrayStream stream{};
  const ArrowOptions options{.columns = {"rule", "message"},
                             .findings = std::vector<std::size_t>{2, 0, 2}};
  REQUIRE_FALSE(export_arrow(assessment, options, stream));
  ArrowArray rows{};
  REQUIRE(stream.get_next(&stream, &rows) == 0);
  CHECK(rows.length == 3);
  const ArrowArray& ids = *rows.children[0];
  const std::vector<std::string> words = texts(*ids.dictionary);
  CHECK(words == std::vector<std::string>{std::string(assessment->item(2).rule->id),
                                          std::string(assessment->item(0).rule->id)});
  const auto* const numbers = static_cast<const std::int32_t*>(ids.buffers[1]);
  CHECK(std::vector<std::int32_t>(numbers, numbers + 3) == std::vector<std::int32_t>{0, 1, 0});
  Explainer explainer(*assessment);
  CHECK(texts(*rows.children[1])[1] == explainer.finding(0).message);
  rows.release(&rows);
  stream.release(&stream);
}

TEST_CASE("columns: what is empty is null, and what is no UTF-8 is replaced") {
  Values values(Layout::text);
  for (const char* text : {"plain", "", "caf\xc3\xa9",
                           "\xff"
                           "cut\xc3"})
    values.add(std::string_view(text));
  const Array array = values.finish();
  CHECK(array->null_count == 1);
  CHECK(static_cast<const unsigned char*>(array->buffers[0])[0] == 0b1101);
  CHECK(texts(*array) == std::vector<std::string>{"plain", "", "caf\xc3\xa9",
                                                  "\xef\xbf\xbd"
                                                  "cut\xef\xbf\xbd"});
  values.add(std::string_view("again"));
  CHECK(texts(*values.finish()) == std::vector<std::string>{"again"});
}

TEST_CASE("columns: lists and numbers") {
  Values lists(Layout::texts);
  const std::string_view two[] = {"a", "b"};
  lists.add(std::span(two));
  lists.add(std::span<const std::string_view>());
  lists.add(std::span(two, 1));
  const Array array = lists.finish();
  const auto* const ends = static_cast<const std::int32_t*>(array->buffers[1]);
  CHECK(std::vector<std::int32_t>(ends, ends + 4) == std::vector<std::int32_t>{0, 2, 2, 3});
  CHECK(texts(*array->children[0]) == std::vector<std::string>{"a", "b", "a"});

  Values numbers(Layout::number);
  for (std::uint32_t i = 0; i < 20; ++i)
    numbers.add(i % 10);
  const Array counted = numbers.finish();
  CHECK(counted->null_count == 2);
  CHECK(static_cast<const std::uint32_t*>(counted->buffers[1])[19] == 9);
  CHECK(static_cast<const unsigned char*>(counted->buffers[0])[1] == 0b11111011);
}
