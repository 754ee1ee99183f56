#include <algorithm>
#include <charconv>

#include "cachewarden/base/address.hpp"
#include "cachewarden/base/address_text.hpp"
#include "cachewarden/base/fold.hpp"
#include "views/checkov.hpp"

namespace cachewarden::inline v0::views::checkov {

namespace {

std::optional<int> take_number(std::string_view& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || text.front() == '-')
    return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

/// An IPv4 or IPv6 network as the tool reads it: bits below the mask are an error.
struct Network {
  bool is_v4 = true;
  std::uint32_t base = 0;
  std::uint32_t mask = 0xffffffffU;
};

std::optional<Network> read_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = ipv4(text.substr(0, slash));
  if (!base) {
    if (text.find(':') != std::string_view::npos)
      return Network{.is_v4 = false};
    return std::nullopt;
  }
  Network result{.base = *base};
  if (slash != std::string_view::npos) {
    std::string_view rest = text.substr(slash + 1);
    const auto bits = rest.empty() ? std::nullopt : take_number(rest);
    if (!bits || *bits > 32 || !rest.empty())
      return std::nullopt;
    result.mask = *bits == 0 ? 0 : 0xffffffffU << (32 - *bits);
  }
  if ((result.base & ~result.mask) != 0)
    return std::nullopt;
  return result;
}

}  // namespace

bool is_internet(std::string_view source) {
  constexpr std::string_view sources[] = {"*", "0.0.0.0", "<nw>/0", "/0", "internet", "any"};
  return std::find(std::begin(sources), std::end(sources), source) != std::end(sources);
}

bool covers_port(std::string_view entry, int port) {
  if (entry == "*" || entry == std::to_string(port))
    return true;
  std::string_view rest = entry;
  const auto from = rest.empty() ? std::nullopt : take_number(rest);
  if (!from || !rest.starts_with('-'))
    return false;
  rest.remove_prefix(1);
  const auto to = rest.empty() ? std::nullopt : take_number(rest);
  return to && *from <= port && port <= *to;
}

std::string text_of(Node node) {
  if (node.is(Kind::string))
    return std::string(node.string());
  return node ? std::string(node.raw()) : std::string();
}

std::optional<std::int64_t> whole_number(Node node) {
  if (node.is(Kind::real))
    return static_cast<std::int64_t>(node.real().value_or(0));
  if (!node.is(Kind::string))
    return node ? node.integer() : std::nullopt;
  std::string_view text = trim(node.string());
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

ViewAnswer local_dns(Node servers, Node prefixes) {
  for (const Node& server : servers) {
    if (!prefixes.is(Kind::array))
      break;
    for (const Node& prefix : prefixes) {
      if (!prefix.is(Kind::string))
        continue;
      const auto network = read_network(prefix.string());
      const auto address = ipv4(server.string());
      const bool is_v6 = server.string().find(':') != std::string_view::npos;
      if (!network || (server.is(Kind::string) && !address && !is_v6))
        return unknown("a DNS server or prefix is no address");
      if (address && network->is_v4 && (*address & network->mask) == network->base)
        return pass();
    }
  }
  return fail("no DNS server is in the address space");
}

}  // namespace cachewarden::inline v0::views::checkov
