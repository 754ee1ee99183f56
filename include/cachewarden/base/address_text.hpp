#pragma once

#include "cachewarden/base/address.hpp"
#include "cachewarden/base/fold.hpp"

/// How the values of `address.hpp` are read and written; that header includes this one.
namespace cachewarden::inline v0 {

namespace detail {

/// A value, or what is wrong with the text, as a sentence without subject.
template <class T>
struct Scanned {
  T value{};
  const char* fault = nullptr;
};

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr int hex_value(char c) noexcept {
  if (is_digit(c))
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

/// A decimal number of one to five digits without leading zeros, at most `most`.
[[nodiscard]] constexpr Scanned<std::uint32_t> scan_number(std::string_view text,
                                                           std::uint32_t most) noexcept {
  if (text.empty())
    return {0, "a number is missing"};
  if (!std::all_of(text.begin(), text.end(), is_digit))
    return {0, "a number holds something else than digits"};
  if (text.size() > 1 && text.front() == '0')
    return {0, "a number starts with a zero"};
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 6))
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  if (text.size() > 5 || value > most)
    return {0, "a number is too great"};
  return {value, nullptr};
}

[[nodiscard]] constexpr Scanned<Address> scan_ipv4(std::string_view text) noexcept {
  std::uint32_t value = 0;
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = text.find('.');
    if ((dot == std::string_view::npos) != (part == 3))
      return {{}, "an IPv4 address has four parts"};
    const Scanned<std::uint32_t> number = scan_number(text.substr(0, dot), 255);
    if (number.fault != nullptr)
      return {{}, number.fault};
    value = value << 8 | number.value;
    text.remove_prefix(part == 3 ? text.size() : dot + 1);
  }
  return {Address::ipv4(value), nullptr};
}

/// Groups of 16 bits with at most one `::`, which stands for one group or more.
[[nodiscard]] constexpr Scanned<Address> scan_ipv6(std::string_view text) noexcept {
  std::uint16_t groups[8] = {};
  std::size_t count = 0;
  std::size_t gap = 9;  // the group that `::` stands before; 9: none
  if (text.substr(0, 2) == "::") {
    gap = 0;
    text.remove_prefix(2);
  }
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    if (colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
      const Scanned<Address> tail = scan_ipv4(group);
      if (tail.fault != nullptr)
        return {{}, tail.fault};
      if (count > 6)
        return {{}, "an IPv6 address has at most eight groups"};
      groups[count++] = static_cast<std::uint16_t>(tail.value.value.low >> 16);
      groups[count++] = static_cast<std::uint16_t>(tail.value.value.low & 0xffff);
      break;
    }
    if (group.empty() || group.size() > 4)
      return {{}, "a group of an IPv6 address has one to four digits"};
    if (count > 7)
      return {{}, "an IPv6 address has at most eight groups"};
    unsigned value = 0;
    for (const char c : group) {
      const int digit = hex_value(c);
      if (digit < 0)
        return {{}, "an IPv6 address holds something else than hexadecimal digits"};
      value = value << 4 | static_cast<unsigned>(digit);
    }
    groups[count++] = static_cast<std::uint16_t>(value);
    if (colon == std::string_view::npos)
      break;
    text.remove_prefix(colon + 1);
    if (text.empty())
      return {{}, "an IPv6 address ends with a single colon"};
    if (text.front() == ':') {
      if (gap != 9)
        return {{}, "an IPv6 address has `::` once at most"};
      gap = count;
      text.remove_prefix(1);
    }
  }
  if (gap == 9 ? count != 8 : count > 7)
    return {{}, "an IPv6 address has eight groups, or fewer and `::`"};
  std::uint64_t halves[2] = {};
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = i < gap ? i : 8 - count + i;
    halves[place / 4] |= std::uint64_t{groups[i]} << (16 * (3 - place % 4));
  }
  return {Address::ipv6(halves[0], halves[1]), nullptr};
}

[[nodiscard]] constexpr Scanned<Address> scan_address(std::string_view text) noexcept {
  if (text.empty())
    return {{}, "it is empty"};
  if (text.find(':') != std::string_view::npos)
    return scan_ipv6(text);
  return scan_ipv4(text);
}

[[nodiscard]] constexpr Scanned<Prefix> scan_prefix(std::string_view text) noexcept {
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos && scan_address(text.substr(0, dash)).fault == nullptr)
    return {{}, "it is a range, where one prefix or address can stand"};
  if (text.find(',') != std::string_view::npos)
    return {{}, "it is a list, where one prefix or address can stand"};
  const std::size_t slash = text.find('/');
  const Scanned<Address> address = scan_address(text.substr(0, slash));
  if (address.fault != nullptr)
    return {{}, address.fault};
  if (slash == std::string_view::npos)
    return {Prefix(address.value), nullptr};
  const std::string_view length_text = text.substr(slash + 1);
  if (length_text.find('.') != std::string_view::npos)
    return {{}, "it has a mask, where the length of the prefix belongs"};
  const Scanned<std::uint32_t> length = scan_number(length_text, width(address.value.family));
  if (length.fault != nullptr)
    return {{}, "the length of the prefix is not a number from 0 to 32 (IPv4) or 128 (IPv6)"};
  return {Prefix(address.value, length.value), nullptr};
}

[[nodiscard]] constexpr Scanned<PortRange> scan_ports(std::string_view text) noexcept {
  if (text == "*")
    return {PortRange{}, nullptr};
  if (text.find(',') != std::string_view::npos)
    return {{}, "it is a list, where one port or range can stand"};
  const std::size_t dash = text.find('-');
  const Scanned<std::uint32_t> first = scan_number(text.substr(0, dash), 65535);
  const Scanned<std::uint32_t> last =
      dash == std::string_view::npos ? first : scan_number(text.substr(dash + 1), 65535);
  if (first.fault != nullptr || last.fault != nullptr)
    return {{}, first.fault != nullptr ? first.fault : last.fault};
  if (first.value > last.value)
    return {{}, "the range ends before it starts"};
  return {
      PortRange{static_cast<std::uint16_t>(first.value), static_cast<std::uint16_t>(last.value)},
      nullptr};
}

/// A user's text for one line of a message: in backticks, shortened, what is not printable ASCII as
/// `?`.
[[nodiscard]] inline std::string quoted(std::string_view text) {
  std::string out = "`";
  for (const char c : text.substr(0, 64))
    out += c >= ' ' && c <= '~' && c != '`' ? c : '?';
  out += text.size() > 64 ? "...`" : "`";
  return out;
}

template <class T>
[[nodiscard]] Result<T> result(const Scanned<T>& scanned, std::string_view text, const char* what) {
  if (scanned.fault == nullptr)
    return scanned.value;
  return Error{ErrorCode::syntax, quoted(text) + " is not " + what + ": " + scanned.fault};
}

}  // namespace detail

inline Result<Address> Address::parse(std::string_view text) {
  return detail::result(detail::scan_address(text), text, "an address");
}

inline Result<Prefix> Prefix::parse(std::string_view text) {
  return detail::result(detail::scan_prefix(text), text, "an address or prefix");
}

inline Result<AddressRange> AddressRange::parse(std::string_view first, std::string_view last) {
  const Result<Address> low = Address::parse(first);
  const Result<Address> high = Address::parse(last);
  if (!low || !high)
    return low ? high.error() : low.error();
  if (low->family != high->family)
    return Error{ErrorCode::syntax, "the ends of the range " + low->text() + " and " +
                                        high->text() + " are of different families"};
  if (*high < *low)
    return Error{ErrorCode::syntax, "the range from " + low->text() + " to " + high->text() +
                                        " ends before it starts"};
  return AddressRange{*low, *high};
}

inline Result<PortRange> PortRange::parse(std::string_view text) {
  return detail::result(detail::scan_ports(text), text, "a port or range of ports");
}

inline Result<TransportProtocol> parse_protocol(std::string_view text) {
  constexpr struct {
    std::string_view name;
    TransportProtocol protocol;
  } names[] = {{"*", TransportProtocol::any},   {"any", TransportProtocol::any},
               {"all", TransportProtocol::any}, {"tcp", TransportProtocol::tcp},
               {"udp", TransportProtocol::udp}, {"icmp", TransportProtocol::icmp},
               {"esp", TransportProtocol::esp}, {"ah", TransportProtocol::ah}};
  for (const auto& entry : names)
    if (equal_folded(text, entry.name))
      return entry.protocol;
  return Error{ErrorCode::syntax, detail::quoted(text) +
                                      " is not a protocol: expected `*`, `Tcp`, "
                                      "`Udp`, `Icmp`, `Esp` or `Ah`"};
}

inline std::string Address::text() const {
  std::string out;
  const auto dotted = [&out](std::uint64_t bits) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out += std::to_string(bits >> shift & 0xff);
      if (shift != 0)
        out += '.';
    }
  };
  if (family == AddressFamily::ipv4) {
    dotted(value.low);
    return out;
  }
  if (value.high == 0 && value.low >> 32 == 0xffff) {
    out = "::ffff:";
    dotted(value.low & 0xffffffff);
    return out;
  }
  const auto group = [this](int i) {
    return (i < 4 ? value.high : value.low) >> (16 * (3 - i % 4)) & 0xffff;
  };
  int best = 8;  // the first of the longest runs of two zero groups or more
  int best_size = 1;
  for (int start = 0; start < 8; ++start) {
    int end = start;
    while (end < 8 && group(end) == 0)
      ++end;
    if (end - start > best_size) {
      best = start;
      best_size = end - start;
    }
  }
  for (int i = 0; i < 8; ++i) {
    if (i == best) {
      out += "::";
      i += best_size - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':')
      out += ':';
    const std::uint64_t bits = group(i);
    for (int shift = bits == 0 ? 0 : (static_cast<int>(std::bit_width(bits)) - 1) / 4 * 4;
         shift >= 0; shift -= 4)
      out += "0123456789abcdef"[bits >> shift & 0xf];
  }
  return out;
}

inline std::string Prefix::text() const {
  return first().text() + "/" + std::to_string(length_);
}

inline std::vector<Prefix> AddressRange::prefixes() const {
  std::vector<Prefix> out;
  if (is_empty())
    return out;
  const unsigned bits = width(first.family);
  for (Uint128 at = first.value;;) {
    // The largest block that starts here, is aligned and does not pass the end.
    const Uint128 left = last.value - at;
    const unsigned aligned = std::min(at.trailing_zeros(), bits);
    const unsigned fits = left == Uint128::ones(bits) ? bits : (left + Uint128{0, 1}).width() - 1;
    const unsigned host = std::min(aligned, fits);
    out.emplace_back(Address{first.family, at}, bits - host);
    const Uint128 block_end = at | Uint128::ones(host);
    if (block_end == last.value)
      return out;
    at = block_end + Uint128{0, 1};
  }
}

inline std::string PortRange::text() const {
  if (is_everything())
    return "*";
  return first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last);
}

}  // namespace cachewarden::inline v0
