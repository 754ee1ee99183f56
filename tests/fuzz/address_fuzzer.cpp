#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cachewarden/base/address.hpp"

namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

void demand(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// An error is one printable line of bounded length, whatever the text was.
template <class T>
void check_error(const Result<T>& result) {
  if (result)
    return;
  demand(result.error().message.size() < 250, "a message is too long");
  for (const char c : result.error().message)
    demand(c >= ' ' && c <= '~', "a message is not one printable line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const auto address = Address::parse(text);
  check_error(address);
  if (address)
    demand(Address::parse(address->text()).value() == *address, "an address changes when written");

  const auto prefix = Prefix::parse(text);
  check_error(prefix);
  if (prefix) {
    demand(Prefix::parse(prefix->text()).value() == *prefix, "a prefix changes when written");
    demand(prefix->contains(prefix->first()) && prefix->contains(prefix->last()),
           "a prefix lacks its ends");
    const auto parts = AddressRange(*prefix).prefixes();
    demand(parts.size() == 1 && parts.front() == *prefix, "a prefix is not its own cover");
  }
  demand(!address || prefix, "an address is no prefix");

  const auto ports = PortRange::parse(text);
  check_error(ports);
  if (ports)
    demand(!ports->is_empty() && PortRange::parse(ports->text()).value() == *ports,
           "ports change when written");

  const auto protocol = parse_protocol(text);
  check_error(protocol);
  if (protocol)
    demand(parse_protocol(name(*protocol)).value() == *protocol, "a protocol changes when written");

  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos)
    return 0;
  const auto range = AddressRange::parse(text.substr(0, comma), text.substr(comma + 1));
  check_error(range);
  if (!range)
    return 0;
  demand(!range->is_empty(), "a range is empty");
  Address next = range->first;
  const auto parts = range->prefixes();
  demand(parts.size() <= (range->family() == AddressFamily::ipv4 ? 62 : 254),
         "a range has too many prefixes");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    demand(parts[i].first() == next, "the prefixes of a range have gaps");
    next.value = parts[i].last().value + Uint128{0, 1};
  }
  demand(parts.back().last() == range->last, "the prefixes of a range end elsewhere");
  return 0;
}
