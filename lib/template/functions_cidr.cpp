#include <optional>

#include "cachewarden/base/address.hpp"
#include "template/functions.hpp"

namespace cachewarden::inline v0::templates::functions {
namespace {

std::optional<Prefix> network(const Value& value) {
  if (!value.is(ValueKind::string) || value.text().find('/') == std::string_view::npos)
    return std::nullopt;
  auto prefix = Prefix::parse(value.text());
  return prefix ? std::optional(*prefix) : std::nullopt;
}

Uint128 shifted(std::uint64_t value, unsigned bits) {
  if (bits >= 128)
    return {};
  if (bits >= 64)
    return {value << (bits - 64), 0};
  return {bits == 0 ? 0 : value >> (64 - bits), value << bits};
}

Address plus(const Address& address, Uint128 distance) {
  return {address.family, address.value + distance};
}

}  // namespace

const Value* cidr_host(const Call& call) {
  const auto prefix = network(call[0]);
  if (!prefix)
    return call.wrong(0, "a network in CIDR notation");
  if (!call[1].is(ValueKind::integer) || call[1].integer() < 0)
    return call.wrong(1, "an integer that is not negative");
  const Uint128 distance =
      Uint128{0, static_cast<std::uint64_t>(call[1].integer())} + Uint128{0, 1};
  if (prefix->last().value - prefix->first().value < distance)
    return call.fail("host " + std::to_string(call[1].integer()) + " is outside of the network");
  return call.string(plus(prefix->first(), distance).text());
}

const Value* cidr_subnet(const Call& call) {
  const auto prefix = network(call[0]);
  if (!prefix)
    return call.wrong(0, "a network in CIDR notation");
  if (!call[1].is(ValueKind::integer) || call[1].integer() < prefix->length() ||
      call[1].integer() > width(prefix->family()))
    return call.wrong(1, "a length of the network's prefix or more");
  if (!call[2].is(ValueKind::integer) || call[2].integer() < 0)
    return call.wrong(2, "an integer that is not negative");
  const auto length = static_cast<unsigned>(call[1].integer());
  const auto index = static_cast<std::uint64_t>(call[2].integer());
  const unsigned room = length - prefix->length();
  if (room < 63 && index >> room != 0)
    return call.fail("subnet " + std::to_string(index) + " is outside of the network");
  const Uint128 distance = shifted(index, width(prefix->family()) - length);
  return call.string(Prefix(plus(prefix->first(), distance), length).text());
}

const Value* parse_cidr(const Call& call) {
  const auto prefix = network(call[0]);
  if (!prefix)
    return call.wrong(0, "a network in CIDR notation");
  const bool is_ipv4 = prefix->family() == AddressFamily::ipv4;
  const unsigned bits = width(prefix->family());
  const Address mask{prefix->family(),
                     Uint128::ones(bits) & ~Uint128::ones(bits - prefix->length())};
  const bool trims_ends = is_ipv4 && prefix->length() < 31;
  const Address first = trims_ends ? plus(prefix->first(), {0, 1}) : prefix->first();
  const Address last =
      trims_ends ? Address{prefix->family(), prefix->last().value - Uint128{0, 1}} : prefix->last();
  std::vector<Member> members = {{"network", call.string(prefix->first().text())},
                                 {"netmask", call.string(mask.text())}};
  if (is_ipv4)
    members.push_back({"broadcast", call.string(prefix->last().text())});
  members.push_back({"firstUsable", call.string(first.text())});
  members.push_back({"lastUsable", call.string(last.text())});
  members.push_back({"cidr", call.integer(prefix->length())});
  return call.object(members);
}

}  // namespace cachewarden::inline v0::templates::functions
