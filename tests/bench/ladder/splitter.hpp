#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Where resources begin and end in a block of an export.
namespace limits {

/// Calls `found(line)` for every line that is not empty; how many bytes are done with. The last
/// line counts without its end if there is no more.
template <class Found>
std::size_t split_lines(std::string_view text, bool is_last, Found&& found) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const void* const end = std::memchr(text.data() + begin, '\n', text.size() - begin);
    if (end == nullptr && !is_last)
      break;
    const std::size_t stop =
        end == nullptr ? text.size()
                       : static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
    if (stop > begin)
      found(text.substr(begin, stop - begin));
    begin = stop + 1;
  }
  return begin < text.size() ? begin : text.size();
}

/// 64 bytes as bits: what stands where.
struct Marks {
  std::uint64_t quotes = 0;
  std::uint64_t backslashes = 0;
  std::uint64_t open = 0;
  std::uint64_t close = 0;
};

inline Marks plain_marks(const char* text) {
  Marks marks;
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    marks.quotes |= text[i] == '"' ? bit : 0;
    marks.backslashes |= text[i] == '\\' ? bit : 0;
    marks.open |= text[i] == '{' ? bit : 0;
    marks.close |= text[i] == '}' ? bit : 0;
  }
  return marks;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) inline Marks wide_marks(const char* text) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32));
  const auto where = [&](char c) __attribute__((target("avx2"))) {
    const __m256i all = _mm256_set1_epi8(c);
    const auto first =
        static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all)));
    const auto last =
        static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all)));
    return first | static_cast<std::uint64_t>(last) << 32U;
  };
  return {where('"'), where('\\'), where('{'), where('}')};
}
#endif

/// Calls `found(object)` for every object of a list, whatever stands around the list; how many
/// bytes are done with. Nothing of an object that is cut off is done with.
template <class Found>
std::size_t split_list(std::string_view text, Found&& found) {
#if defined(__x86_64__)
  const bool is_wide = __builtin_cpu_supports("avx2") != 0;
#else
  constexpr bool is_wide = false;
#endif
  // Behind the bracket of the list: at the start of a file, or what was left of the block before.
  std::size_t base = 0;
  const std::size_t bracket = text.find('[');
  const std::size_t brace = text.find('{');
  if (bracket != std::string_view::npos && brace != std::string_view::npos) {
    const std::string_view head = text.substr(0, bracket);
    const bool is_envelope = brace < bracket && head.size() < 64 &&
                             (head.ends_with("\"value\":") || head.ends_with("\"data\":") ||
                              head.ends_with("\"resources\":") || head.ends_with("\"value\": "));
    if (is_envelope || bracket < brace)
      base = bracket + 1;
  }
  std::uint64_t in_string = 0;    // all bits: the byte before is inside a string
  std::uint64_t is_escaping = 0;  // 1: the byte before escapes
  std::size_t depth = 0;
  std::size_t begin = 0;
  std::size_t done = base;
  char tail[64];
  for (std::size_t at = base; at < text.size(); at += 64) {
    const char* bytes = text.data() + at;
    if (at + 64 > text.size()) {
      std::memset(tail, ' ', sizeof tail);
      std::memcpy(tail, bytes, text.size() - at);
      bytes = tail;
    }
#if defined(__x86_64__)
    Marks marks = is_wide ? wide_marks(bytes) : plain_marks(bytes);
#else
    Marks marks = plain_marks(bytes);
#endif
    (void)is_wide;
    if (marks.backslashes != 0 || is_escaping != 0) {
      std::uint64_t escaped = is_escaping;
      is_escaping = 0;
      for (std::uint64_t rest = marks.backslashes & ~escaped; rest != 0;) {
        const unsigned bit = static_cast<unsigned>(std::countr_zero(rest));
        if (bit == 63)
          is_escaping = 1;
        else
          escaped |= std::uint64_t{1} << (bit + 1);
        rest &= rest - 1;
        rest &= ~escaped;
      }
      marks.quotes &= ~escaped;
    }
    std::uint64_t strings = marks.quotes;
    for (unsigned shift = 1; shift < 64; shift *= 2)
      strings ^= strings << shift;
    strings ^= in_string;
    in_string = static_cast<std::uint64_t>(static_cast<std::int64_t>(strings) >> 63);
    const std::uint64_t open = marks.open & ~strings;
    for (std::uint64_t rest = open | (marks.close & ~strings); rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<unsigned>(std::countr_zero(rest));
      if ((open >> bit & 1) != 0) {
        if (depth++ == 0)
          begin = at + bit;
      } else if (depth != 0 && --depth == 0) {
        done = at + bit + 1;
        found(text.substr(begin, done - begin));
      }
    }
  }
  return depth != 0 ? begin : (done < text.size() ? done : text.size());
}

}  // namespace limits
