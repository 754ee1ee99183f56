#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace template_test {

/// Small deterministic source of choices.
class Choices {
 public:
  explicit Choices(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15U + 1) {}

  [[nodiscard]] std::uint32_t below(std::uint32_t limit) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::uint32_t>(state_ >> 32) % limit;
  }
  [[nodiscard]] bool chance(std::uint32_t percent) { return below(100) < percent; }
  template <class T>
  [[nodiscard]] const T& of(const std::vector<T>& items) {
    return items[below(static_cast<std::uint32_t>(items.size()))];
  }

 private:
  std::uint64_t state_;
};

enum class Sort { text, number, truth, list, object };

/// Makes expressions that are well-formed and of the right types, so that none of them is an error
/// of the template. Sources of unknowns: parameters s0 s1 n0 b0 b1 l0 o0 (see
/// `parameter_declarations`) and, if wanted, reference().
class ExpressionGenerator {
 public:
  ExpressionGenerator(Choices& choices, bool with_runtime)
      : choices_(choices), with_runtime_(with_runtime) {}

  [[nodiscard]] std::string make(Sort sort, int depth) {
    if (depth <= 0)
      return leaf(sort);
    if (choices_.chance(8))
      return "if(" + make(Sort::truth, depth - 1) + ", " + make(sort, depth - 1) + ", " +
             make(sort, depth - 1) + ")";
    if (choices_.chance(5))
      return "coalesce(" + maybe_null(sort, depth - 1) + ", " + make(sort, depth - 1) + ")";
    switch (sort) {
      case Sort::text:
        return text(depth - 1);
      case Sort::number:
        return number(depth - 1);
      case Sort::truth:
        return truth(depth - 1);
      case Sort::list:
        return list(depth - 1);
      case Sort::object:
        break;
    }
    return object(depth - 1);
  }

  static constexpr const char* parameter_declarations =
      R"("s0": {"type": "string"}, "s1": {"type": "string", "allowedValues": ["ab", "abc", "x"]}, "n0": {"type": "int"},
"b0": {"type": "bool"}, "b1": {"type": "bool"}, "l0": {"type": "array"}, "o0": {"type": "object"})";

 private:
  using Texts = std::vector<std::string>;

  std::string leaf(Sort sort) {
    if (with_runtime_ && choices_.chance(15) && sort == Sort::text)
      return "string(reference('/some/id').text)";
    switch (sort) {
      case Sort::text:
        return choices_.of(Texts{"'ab'", "'A-b'", "''", "'x/y/z'", "parameters('s0')",
                                 "parameters('s1')", "'\u00fcn\u00ef'"});
      case Sort::number:
        return choices_.of(Texts{"0", "1", "2", "7", "parameters('n0')"});
      case Sort::truth:
        return choices_.of(Texts{"true()", "false()", "parameters('b0')", "parameters('b1')"});
      case Sort::list:
        return choices_.of(Texts{"createArray()", "createArray('ab', 'x')",
                                 "createArray('x', parameters('s1'))", "parameters('l0')"});
      case Sort::object:
        break;
    }
    return choices_.of(Texts{"createObject()", "createObject('k', 'v', 'z', 'w')",
                             "createObject('k', parameters('s0'))", "parameters('o0')"});
  }

  std::string maybe_null(Sort sort, int depth) {
    if (sort != Sort::text)
      return choices_.of(Texts{"null()", make(sort, depth)});
    return choices_.of(Texts{
        "null()", make(sort, depth), "tryGet(" + make(Sort::object, depth) + ", 'k')",
        "tryGet(" + make(Sort::list, depth) + ", " + std::to_string(choices_.below(3)) + ")"});
  }

  std::string text(int depth) {
    const auto t = [&] { return make(Sort::text, depth); };
    const auto n = [&] { return std::to_string(choices_.below(4)); };
    switch (choices_.below(18)) {
      case 0:
        return "concat(" + t() + ", " + t() + ")";
      case 1:
        return "format('{0}-{1}-{0}', " + t() + ", " + make(Sort::number, depth) + ")";
      case 2:
        return "toLower(" + t() + ")";
      case 3:
        return "toUpper(" + t() + ")";
      case 4:
        return "take(" + t() + ", " + n() + ")";
      case 5:
        return "skip(" + t() + ", " + n() + ")";
      case 6:
        return "replace(" + t() + ", 'a', " + t() + ")";
      case 7:
        return "join(" + make(Sort::list, depth) + ", ',')";
      case 8:
        return "uniqueString(" + t() + ")";
      case 9:
        return "string(" +
               make(choices_.of(
                        std::vector<Sort>{Sort::number, Sort::truth, Sort::list, Sort::object}),
                    depth) +
               ")";
      case 10:
        return "trim(" + t() + ")";
      case 11:
        return "padLeft(" + t() + ", 6, '0')";
      case 12:
        return "first(split(" + t() + ", '-'))";
      case 13:
        return "base64ToString(base64(" + t() + "))";
      case 14:
        return "first(concat(createArray(" + t() + "), " + make(Sort::list, depth) + "))";
      case 15:
        return "uriComponentToString(uriComponent(" + t() + "))";
      case 16:
        return "resourceId('A.B/c', concat('n', " + t() + "))";
      default:
        return "substring(concat('abcd', " + t() + "), 1, " + n() + ")";
    }
  }

  std::string number(int depth) {
    const auto n = [&] { return make(Sort::number, depth); };
    switch (choices_.below(9)) {
      case 0:
        return "add(" + n() + ", " + n() + ")";
      case 1:
        return "sub(" + n() + ", " + n() + ")";
      case 2:
        return "mod(" + n() + ", 3)";
      case 3:
        return "length(" +
               make(choices_.of(std::vector<Sort>{Sort::text, Sort::list, Sort::object}), depth) +
               ")";
      case 4:
        return "indexOf(" + make(Sort::text, depth) + ", " + make(Sort::text, depth) + ")";
      case 5:
        return "lastIndexOf(" + make(Sort::list, depth) + ", " + make(Sort::text, depth) + ")";
      case 6:
        return "max(" + n() + ", " + n() + ")";
      case 7:
        return "int(string(" + n() + "))";
      default:
        return "min(createArray(" + n() + ", " + n() + "))";
    }
  }

  std::string truth(int depth) {
    const auto t = [&] { return make(Sort::text, depth); };
    switch (choices_.below(13)) {
      case 0:
        return "equals(" + t() + ", " + t() + ")";
      case 1:
        return "not(" + make(Sort::truth, depth) + ")";
      case 2:
        return "and(" + make(Sort::truth, depth) + ", " + make(Sort::truth, depth) + ")";
      case 3:
        return "or(" + make(Sort::truth, depth) + ", " + make(Sort::truth, depth) + ", " +
               make(Sort::truth, depth) + ")";
      case 4:
        return "empty(" +
               make(choices_.of(std::vector<Sort>{Sort::text, Sort::list, Sort::object}), depth) +
               ")";
      case 5:
        return "contains(" + make(Sort::list, depth) + ", " + t() + ")";
      case 6:
        return "contains(" + t() + ", " + t() + ")";
      case 7:
        return "contains(" + make(Sort::object, depth) + ", " + t() + ")";
      case 8:
        return "startsWith(" + t() + ", " + t() + ")";
      case 9:
        return "endsWith(" + t() + ", " + t() + ")";
      case 10:
        return "equals(" + make(Sort::list, depth) + ", " + make(Sort::list, depth) + ")";
      case 11:
        return "equals(" + make(Sort::object, depth) + ", " + make(Sort::object, depth) + ")";
      default:
        return "less(" + make(Sort::number, depth) + ", " + make(Sort::number, depth) + ")";
    }
  }

  std::string list(int depth) {
    const auto l = [&] { return make(Sort::list, depth); };
    switch (choices_.below(13)) {
      case 0:
        return "concat(" + l() + ", " + l() + ")";
      case 1:
        return "union(" + l() + ", " + l() + ")";
      case 2:
        return "intersection(" + l() + ", " + l() + ")";
      case 3:
        return "createArray(" + make(Sort::text, depth) + ", " + make(Sort::text, depth) + ")";
      case 4:
        return "split(" + make(Sort::text, depth) + ", '-')";
      case 5:
        return "map(" + l() + ", lambda('v', concat(lambdaVariables('v'), " +
               make(Sort::text, depth) + ")))";
      case 6:
        return "filter(" + l() + ", lambda('v', startsWith(lambdaVariables('v'), " +
               make(Sort::text, depth) + ")))";
      case 7:
        return "take(" + l() + ", 1)";
      case 8:
        return "skip(" + l() + ", 1)";
      case 9:
        return "flatten(createArray(" + l() + ", " + l() + "))";
      case 10:
        return "objectKeys(" + make(Sort::object, depth) + ")";
      case 11:
        return "distinct(" + l() + ")";
      default:
        return "map(items(" + make(Sort::object, depth) +
               "), lambda('e', string(lambdaVariables('e').value)))";
    }
  }

  std::string object(int depth) {
    const auto o = [&] { return make(Sort::object, depth); };
    switch (choices_.below(8)) {
      case 0:
        return "union(" + o() + ", " + o() + ")";
      case 1:
        return "createObject('k', " + make(Sort::text, depth) + ", 'm', " +
               make(Sort::text, depth) + ")";
      case 2:
        return "shallowMerge(createArray(" + o() + ", " + o() + "))";
      case 3:
        return "toObject(" + make(Sort::list, depth) +
               ", lambda('v', concat('k', lambdaVariables('v'))))";
      case 4:
        return "mapValues(" + o() + ", lambda('v', string(lambdaVariables('v'))))";
      case 5:
        return "intersection(" + o() + ", " + o() + ")";
      case 6:
        return "createObject(concat('k', " + make(Sort::text, depth) + "), " +
               make(Sort::text, depth) + ")";
      default:
        return "json(string(" + o() + "))";
    }
  }

  Choices& choices_;
  bool with_runtime_;
};

}  // namespace template_test
