#include "json/properties.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace {

using namespace cachewarden;
using namespace std::string_view_literals;

/// Texts of every kind of value, some of them not well-formed; the same on every machine.
class Generator {
 public:
  explicit Generator(std::uint32_t seed) : state_(seed) {}

  std::uint32_t below(std::uint32_t bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::uint32_t>(state_ >> 33) % bound;
  }

  std::string value(std::uint32_t depth) {
    switch (below(depth == 0 ? 3 : 8)) {
      case 0:
        return std::string(one_of({"null", "true", "false", "True", "nul", "", "'x'"}, 3));
      case 1:
        return std::string(
            one_of({"0", "-0", "7", "-1.5", "1e9", "123456789012345678901", "9223372036854775807",
                    "2E-3", "1e400", "1e-400", "01", "-", "1.", ".5", "1e", "0x1"},
                   8));
      case 2:
        return string();
      case 3:
      case 4:
        return container("[", "]", depth, false);
      default:
        return container("{", "}", depth, true);
    }
  }

  void damage(std::string& text) {
    constexpr std::string_view bytes = "{}[]:,\"\\/*\n\t 0e-.u\xEF\xBB\xBF\xC3\x01x"sv;
    const std::size_t at = below(static_cast<std::uint32_t>(text.size() + 1));
    const char byte = bytes[below(static_cast<std::uint32_t>(bytes.size()))];
    if (below(2) == 0 || at == text.size())
      text.insert(at, 1, byte);
    else if (below(2) == 0)
      text.erase(at, 1);
    else
      text[at] = byte;
  }

 private:
  /// Mostly one of the first `good`.
  std::string_view one_of(std::initializer_list<std::string_view> texts, std::uint32_t good) {
    const auto bound = static_cast<std::uint32_t>(texts.size());
    return texts.begin()[below(below(150) == 0 ? bound : good)];
  }

  std::string string() {
    std::string text = "\"";
    for (std::uint32_t i = below(6); i > 0; --i)
      text += one_of({"a", "B", "longer than a word of eight bytes", "\\n", "\\\"", "\\u0041",
                      "\\ud83d\\ude00", "\xC3\xA9", "\xF0\x9F\x98\x80", "//", "\n", "\xC3", "\\x",
                      "\\u12", "\\ud800", "\x01"},
                     10);
    return text + '"';
  }

  std::string blank() {
    return std::string(
        one_of({"", "", " ", "\n", "\t\r\n          ", "/* */", "// x\n", "/*", "\f"}, 7));
  }

  std::string container(std::string_view open, std::string_view close, std::uint32_t depth,
                        bool named) {
    std::string text(open);
    const std::uint32_t size = below(8) == 0 ? below(30) : below(5);
    for (std::uint32_t i = 0; i < size; ++i) {
      text += blank();
      if (named)
        text += string() + blank() + std::string(one_of({":", "", ","}, 1)) + blank();
      text += value(depth - 1) + blank();
      text += i + 1 < size ? one_of({",", ",,", ""}, 1) : one_of({"", ","}, 1);
    }
    text += blank();
    return text += close;
  }

  std::uint64_t state_;
};

}  // namespace

TEST_CASE("what holds for every text holds for generated ones") {
  int strict = 0;
  int relaxed_only = 0;
  int refused = 0;
  for (std::uint32_t seed = 0; seed < 10000; ++seed) {
    Generator generator(seed);
    std::string text = generator.value(4);
    for (std::uint32_t damages = seed % 3; damages > 0; --damages)
      generator.damage(text);
    const std::string broken = json_properties::broken_property(text);
    if (!broken.empty()) {
      CAPTURE(text);
      CHECK(broken == "");
    }
    if (json::Document::parse(text, {.relaxed = false}))
      ++strict;
    else if (json::Document::parse(text))
      ++relaxed_only;
    else
      ++refused;
  }
  MESSAGE(strict, " strict, ", relaxed_only, " relaxed, ", refused, " refused");
  CHECK(strict > 1000);
  CHECK(relaxed_only > 1000);
  CHECK(refused > 2000);
}

TEST_CASE("the comparison with the other reader sees a difference") {
  const auto ours = json::Document::parse(R"({"a":[1,"x"],"b":null})");
  REQUIRE(ours);
  CHECK(json_properties::equal(ours->root(), nlohmann::json::parse(R"({"b":null,"a":[1,"x"]})")));
  for (const char* other : {R"({"a":[1,"x"]})", R"({"a":[2,"x"],"b":null})",
                            R"({"a":[1,"y"],"b":null})", R"({"a":[1,"x"],"c":null})",
                            R"({"a":[1.5,"x"],"b":null})", R"({"a":[1,"x"],"b":false})", "[]"}) {
    CAPTURE(other);
    CHECK_FALSE(json_properties::equal(ours->root(), nlohmann::json::parse(other)));
    CHECK_FALSE(json_properties::equal(ours->root(), json::Document::parse(other)->root()));
  }
}
