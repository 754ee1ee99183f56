#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "rules/cases.hpp"

/// The rule on what a group lets the internet reach, against a slow evaluation of each rule for
/// each address and port at which anything can change.
namespace {

using namespace cachewarden;
using namespace cachewarden::tests;

struct Filter {
  int priority = 0;
  bool allow = false;
  std::string source{};
  std::string destination = "*";
  std::string protocol = "Tcp";
  int first = 0;
  int last = 65535;
};

std::uint32_t number(const std::string& address) {
  return static_cast<std::uint32_t>(Address::parse(address)->value.low);
}

bool in(std::uint32_t address, const std::string& text) {
  const Prefix prefix = *Prefix::parse(text);
  return prefix.contains(Address::ipv4(address));
}

/// Public, by the same registry but written down again.
bool is_public(std::uint32_t address) {
  for (const char* prefix :
       {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.168.0.0/16", "168.63.129.16/32", "224.0.0.0/3"}) {
    if (in(address, prefix))
      return false;
  }
  return true;
}

constexpr const char* network = "10.20.0.0/16";
constexpr const char* own_public = "203.0.113.0/24";
constexpr const char* subnet = "10.20.4.0/27";

bool is_in_network(std::uint32_t address) {
  return in(address, network) || in(address, own_public);
}

bool matches_address(const std::string& term, std::uint32_t address) {
  if (term == "*")
    return true;
  if (term == "Internet")
    return is_public(address) && !is_in_network(address);
  if (term == "VirtualNetwork")
    return is_in_network(address) || address == number("168.63.129.16");
  if (term == "AzureLoadBalancer")
    return address == number("168.63.129.16");
  return in(address, term);
}

struct Port {
  int number;
  bool udp;
};

bool allows(std::vector<Filter> filters, std::uint32_t source, std::uint32_t destination,
            const Port& port) {
  filters.push_back({65000, true, "VirtualNetwork", "VirtualNetwork", "*"});
  filters.push_back({65001, true, "AzureLoadBalancer", "*", "*"});
  filters.push_back({65500, false, "*", "*", "*"});
  std::stable_sort(filters.begin(), filters.end(),
                   [](const Filter& a, const Filter& b) { return a.priority < b.priority; });
  for (const Filter& each : filters) {
    const bool is_protocol = each.protocol == "*" || (each.protocol == "Udp") == port.udp;
    if (is_protocol && each.first <= port.number && port.number <= each.last &&
        matches_address(each.source, source) && matches_address(each.destination, destination))
      return each.allow;
  }
  return false;
}

/// Ports that an injected cache with its plain port closed listens on.
bool is_listening(const Port& port) {
  const auto between = [&](int first, int last) {
    return first <= port.number && port.number <= last;
  };
  const bool both = port.number == 8500 || port.number == 16001;
  return both ||
         (!port.udp && (port.number == 6380 || port.number == 8443 || port.number == 20226 ||
                        between(10221, 10231) || between(13000, 13999) || between(15000, 15999)));
}

bool internet_reaches(const std::vector<Filter>& filters) {
  std::vector<std::uint32_t> sources = {number("1.0.0.0"), number("8.8.8.8"),
                                        number("223.255.255.255")};
  std::vector<std::uint32_t> destinations;
  const auto add = [](std::vector<std::uint32_t>& to, const std::string& text) {
    const Prefix prefix = *Prefix::parse(text);
    const auto first = static_cast<std::uint32_t>(prefix.first().value.low);
    const auto last = static_cast<std::uint32_t>(prefix.last().value.low);
    for (const std::uint32_t each : {first - 1, first, last, last + 1})
      to.push_back(each);
  };
  std::vector<Port> ports;
  for (const int each : {6380, 8443, 8500, 10221, 10231, 13000, 13999, 15000, 15999, 16001, 20226})
    ports.push_back({each, false});
  for (const int each : {8500, 16001})
    ports.push_back({each, true});
  add(destinations, subnet);
  add(sources, own_public);
  for (const Filter& each : filters) {
    if (looks_like_address(each.source))
      add(sources, each.source);
    if (looks_like_address(each.destination))
      add(destinations, each.destination);
    for (const int end : {each.first - 1, each.first, each.last, each.last + 1})
      ports.push_back({end, false});
  }
  for (const std::uint32_t source : sources) {
    if (!is_public(source) || is_in_network(source))
      continue;
    for (const std::uint32_t destination : destinations) {
      if (!in(destination, subnet))
        continue;
      for (const Port& port : ports) {
        if (is_listening(port) && allows(filters, source, destination, port))
          return true;
      }
    }
  }
  return false;
}

std::vector<std::string> documents(const std::vector<Filter>& filters) {
  const Json baseline = Json::parse(find_rule("CW-REDIS-008")->baseline);
  Json group = baseline[2];
  Json rules = Json::array();
  for (const Filter& each : filters)
    rules.push_back({{"name", "r" + std::to_string(rules.size())},
                     {"properties",
                      {{"direction", "Inbound"},
                       {"access", each.allow ? "Allow" : "Deny"},
                       {"priority", each.priority},
                       {"protocol", each.protocol},
                       {"sourceAddressPrefix", each.source},
                       {"sourcePortRange", "*"},
                       {"destinationAddressPrefix", each.destination},
                       {"destinationPortRange",
                        std::to_string(each.first) + "-" + std::to_string(each.last)}}}});
  group["properties"]["securityRules"] = rules;
  Json hub = baseline[3];
  hub["properties"]["addressSpace"]["addressPrefixes"] = {network, own_public};
  return {baseline[0].dump(), baseline[1].dump(), group.dump(), hub.dump()};
}

TEST_CASE("the group rule agrees with a slow evaluation of every rule for every packet") {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same cases in every run
  const auto pick = [&](const auto& from) {
    return from[std::uniform_int_distribution<std::size_t>(0, std::size(from) - 1)(random)];
  };
  constexpr const char* sources[] = {"*",          "Internet",       "VirtualNetwork",
                                     "0.0.0.0/1",  "128.0.0.0/1",    "203.0.113.0/24",
                                     "8.8.8.0/24", "10.0.0.0/8",     "AzureLoadBalancer",
                                     "8.8.8.8",    "203.0.113.0/23", "0.0.0.0/0"};
  constexpr const char* destinations[] = {
      "*", "*", "VirtualNetwork", "10.20.4.0/28", "10.20.5.0/24", "Internet"};
  constexpr const char* protocols[] = {"Tcp", "Tcp", "*", "Udp"};
  constexpr int firsts[] = {0, 6379, 6380, 6381, 8500, 13000, 15999, 20227};
  constexpr int lengths[] = {0, 1, 1000, 65535};
  std::size_t reached = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<Filter> filters;
    const auto count = std::uniform_int_distribution<std::size_t>(0, 6)(random);
    for (std::size_t i = 0; i < count; ++i) {
      Filter filter{.priority = static_cast<int>(100 + i * 10),
                    .allow = std::bernoulli_distribution(0.5)(random),
                    .source = pick(sources),
                    .destination = pick(destinations),
                    .protocol = pick(protocols),
                    .first = pick(firsts)};
      filter.last = std::min(65535, filter.first + pick(lengths));
      filters.push_back(filter);
    }
    std::shuffle(filters.begin(), filters.end(), random);
    const bool expected = internet_reaches(filters);
    const std::shared_ptr<Inventory> inventory = inventory_of(documents(filters));
    const std::vector<Judged> result = judged(*find_rule("CW-REDIS-008"), inventory);
    CAPTURE(round);
    REQUIRE(result.size() == 1);
    CHECK(text_of(result[0].second) == (expected ? "fail" : "pass"));
    reached += expected ? 1U : 0U;
  }
  MESSAGE(reached << " of 400 groups let the internet in");
  CHECK(reached > 40);
  CHECK(reached < 360);
}

TEST_CASE("a finding on a group names the rule that lets the internet in") {
  const std::vector<Filter> filters = {
      {200, false, "Internet"},
      {150, true, "*", "*", "Tcp", 6379, 6380},
      {300, true, "*"},
  };
  const Rule* const rules[] = {find_rule("CW-REDIS-008")};
  const Assessment assessment = assess(inventory_of(documents(filters)), {.rules = rules});
  REQUIRE(assessment.size() == 1);
  Explainer explainer(assessment);
  const Finding finding = explainer.finding(0);
  CHECK(finding.status == Status::fail);
  bool names_rule = false;
  for (const Evidence& evidence : finding.evidence) {
    CHECK(evidence.resource.find("/securityRules/r0") == std::string::npos);
    CHECK(evidence.resource.find("/securityRules/r2") == std::string::npos);
    names_rule = names_rule || (evidence.resource.ends_with("/securityRules/r1") &&
                                evidence.line > 0 && !evidence.value.empty());
  }
  CHECK(names_rule);
}

}  // namespace
