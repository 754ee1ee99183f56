#include "template/hash.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace cachewarden::inline v0::templates {
namespace {

constexpr std::uint32_t load_little(std::string_view bytes) noexcept {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return value;
}

constexpr std::uint32_t finish(std::uint32_t h) noexcept {
  h ^= h >> 16;
  h *= 0x85ebca6bU;
  h ^= h >> 13;
  h *= 0xc2b2ae35U;
  return h ^ h >> 16;
}

/// MurmurHash3 reduced to two lanes of 32 bits, seed 0: the hash behind uniqueString().
constexpr std::uint64_t murmur64(std::string_view text) noexcept {
  constexpr std::uint32_t c1 = 0x239b961bU;
  constexpr std::uint32_t c2 = 0xab0e9789U;
  std::uint32_t h1 = 0;
  std::uint32_t h2 = 0;
  std::string_view rest = text;
  for (; rest.size() >= 8; rest.remove_prefix(8)) {
    h1 ^= std::rotl(load_little(rest.substr(0, 4)) * c1, 15) * c2;
    h1 = (std::rotl(h1, 19) + h2) * 5 + 0x561ccd1bU;
    h2 ^= std::rotl(load_little(rest.substr(4, 4)) * c2, 17) * c1;
    h2 = (std::rotl(h2, 13) + h1) * 5 + 0x0bcaa747U;
  }
  if (rest.size() > 4)
    h2 ^= std::rotl(load_little(rest.substr(4)) * c2, 17) * c1;
  if (!rest.empty())
    h1 ^= std::rotl(load_little(rest.substr(0, 4)) * c1, 15) * c2;
  const auto size = static_cast<std::uint32_t>(text.size());
  h1 ^= size;
  h2 ^= size;
  h1 += h2;
  h2 += h1;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 += h2;
  h2 += h1;
  return static_cast<std::uint64_t>(h2) << 32 | h1;
}

std::array<unsigned char, 20> sha1(std::string_view text) {
  std::vector<unsigned char> message(text.begin(), text.end());
  const std::uint64_t bits = static_cast<std::uint64_t>(message.size()) * 8;
  message.push_back(0x80);
  while (message.size() % 64 != 56)
    message.push_back(0);
  for (int shift = 56; shift >= 0; shift -= 8)
    message.push_back(static_cast<unsigned char>(bits >> shift));

  std::array<std::uint32_t, 5> state = {0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U,
                                        0xc3d2e1f0U};
  for (std::size_t block = 0; block < message.size(); block += 64) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 16; ++i) {
      for (std::size_t j = 0; j < 4; ++j)
        w[i] = w[i] << 8 | message[block + 4 * i + j];
    }
    for (std::size_t i = 16; i < 80; ++i)
      w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
      std::uint32_t f = b ^ c ^ d;
      std::uint32_t k = i < 40 ? 0x6ed9eba1U : 0xca62c1d6U;
      if (i < 20) {
        f = (b & c) | (~b & d);
        k = 0x5a827999U;
      } else if (i >= 40 && i < 60) {
        f = (b & c) | (b & d) | (c & d);
        k = 0x8f1bbcdcU;
      }
      const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }
  std::array<unsigned char, 20> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<unsigned char>(state[i / 4] >> (24 - 8 * (i % 4)));
  return digest;
}

}  // namespace

std::string unique_text(std::string_view text) {
  constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::uint64_t value = murmur64(text);
  std::string result;
  for (int i = 0; i < 13; ++i) {
    result += alphabet[value >> 59];
    value <<= 5;
  }
  return result;
}

std::string name_based_uuid(std::string_view text) {
  constexpr std::array<unsigned char, 16> space = {0x11, 0xfb, 0x06, 0xfb, 0x71, 0x2d, 0x4d, 0xdd,
                                                   0x98, 0xc7, 0xe7, 0x1b, 0xbd, 0x58, 0x88, 0x30};
  std::string name(space.begin(), space.end());
  name += text;
  auto digest = sha1(name);
  digest[6] = static_cast<unsigned char>((digest[6] & 0x0f) | 0x50);
  digest[8] = static_cast<unsigned char>((digest[8] & 0x3f) | 0x80);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      result += '-';
    result += digits[digest[i] >> 4];
    result += digits[digest[i] & 15];
  }
  return result;
}

}  // namespace cachewarden::inline v0::templates
