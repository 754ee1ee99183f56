#include "cachewarden/reach/contracts.hpp"

#include <algorithm>
#include <utility>

#include "reach/space.hpp"

namespace cachewarden::inline v0::reach {

namespace {

using network::AddressSet;
using network::Protocol;

/// `*` stands for any text, `?` for one character; without regard to case.
bool is_like(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      resume = at;
    } else if (in_pattern < pattern.size() &&
               (pattern[in_pattern] == '?' || fold(pattern[in_pattern]) == fold(text[at]))) {
      ++at;
      ++in_pattern;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '*')
    ++in_pattern;
  return in_pattern == pattern.size();
}

const Property<List<Pair>>& tags_of(const Inventory& inventory, const Resource& cache) {
  if (const auto* redis = inventory.body<RedisCache>(cache))
    return redis->tags;
  return inventory.body<RedisEnterprise>(cache)->tags;
}

Truth applies(const ReachContract& contract, const Inventory& inventory, const Resource& cache,
              Ground& open) {
  if (!contract.cache.empty() && !is_like(cache.id.view(), contract.cache) &&
      !is_like(cache.name(), contract.cache))
    return Truth::no;
  if (contract.tag_name.empty())
    return Truth::yes;
  const Property<List<Pair>>& tags = tags_of(inventory, cache);
  if (tags.is_gap()) {
    open = property_ground(&tags);
    return Truth::unknown;
  }
  if (!tags.has_value())
    return Truth::no;
  for (const Pair& tag : *tags) {
    if (equal_folded(tag.name.view(), contract.tag_name) &&
        (contract.tag_value.empty() || tag.value.view() == contract.tag_value))
      return Truth::yes;
  }
  return Truth::no;
}

/// Who a demand speaks of. What it names and is not known leaves it open.
struct Who {
  AddressSet known{};
  std::string open{};
};

Who who_of(const ReachDemand& demand, const Inventory& inventory) {
  Who result;
  for (const AddressTerm& term : demand.from) {
    const Result<AddressSet> set = sources_of(inventory, term.text.view());
    if (set)
      result.known = result.known | *set;
    else
      result.open = set.error().message;
  }
  return result;
}

/// The checks of one contract on one cache.
class ContractQuestion {
 public:
  ContractQuestion(const Inventory& inventory, const Resource& cache, const ReachOptions& options)
      : inventory_(inventory), cache_(cache), options_(options) {}

  std::optional<Error> check(const ReachContract& contract, ContractReport& report);

 private:
  Result<CacheReach> ask(std::vector<PortRange> ports, ContractReport& report) const;
  [[nodiscard]] PortRange client_port() const {
    const std::uint16_t port = inventory_.body<RedisCache>(cache_) != nullptr ? 6380 : 10000;
    return {port, port};
  }
  static ContractAnswer denied(const CacheReach& reach, const AddressSet& known, bool is_open);
  static ContractAnswer allowed(const CacheReach& reach, const AddressSet& wanted);
  ContractAnswer only(const CacheReach& reach, const ReachContract& contract) const;

  const Inventory& inventory_;
  const Resource& cache_;
  const ReachOptions& options_;
};

Result<CacheReach> ContractQuestion::ask(std::vector<PortRange> ports,
                                         ContractReport& report) const {
  ReachOptions options = options_;
  options.ports = std::move(ports);
  Result<CacheReach> result = reach(inventory_, cache_, options);
  for (std::size_t i = 0; result && i < result->missing.size(); ++i) {
    const Remark& each = result->missing[i];
    if (std::find(report.missing.begin(), report.missing.end(), each) == report.missing.end())
      report.missing.push_back(each);
  }
  return result;
}

/// Keeps the first of what is broken, else the first of what is open.
void take(ContractAnswer& best, Truth met, const PortReach& port, const AddressSet& who,
          std::string why) {
  if (who.empty() || met >= best.met)
    return;
  best.met = met;
  best.ports = port.ports;
  best.who = who;
  best.why = std::move(why);
  best.proof = port.proof;
}

ContractAnswer ContractQuestion::denied(const CacheReach& reach, const AddressSet& known,
                                        bool is_open) {
  ContractAnswer best{.kind = DemandKind::must_deny, .met = Truth::yes};
  for (const Way& way : reach.ways) {
    for (const PortReach& port : way.ports) {
      take(best, Truth::no, port, port.reached_from & known, "addresses that must not get in do");
      take(best, Truth::unknown, port,
           (port.reached_from | port.maybe_reached_from) &
               (is_open ? AddressSet::everything() : known),
           "whether addresses that must not get in do is not known");
    }
  }
  if (!reach.ways_known && best.met == Truth::yes) {
    best.met = Truth::unknown;
    best.why = "there may be more private endpoints";
  }
  return best;
}

ContractAnswer ContractQuestion::allowed(const CacheReach& reach, const AddressSet& wanted) {
  ContractAnswer best{.kind = DemandKind::must_allow, .met = Truth::yes};
  bool is_asked = false;
  for (const Way& way : reach.ways) {
    for (const PortReach& port : way.ports) {
      is_asked = true;
      // Any of the ways will do, at each port of the range.
      AddressSet sure = AddressSet::everything();
      AddressSet perhaps = AddressSet::everything();
      std::vector<std::uint16_t> firsts{port.ports.first};
      for (const Way& other : reach.ways)
        for (const PortReach& each : other.ports)
          if (port.ports.contains(each.ports.first))
            firsts.push_back(each.ports.first);
      for (const std::uint16_t first : firsts) {
        sure = sure & reach.reached_from(first, port.protocol);
        perhaps = perhaps & reach.possibly_from(first, port.protocol);
      }
      const bool may_be_more = !reach.ways_known;
      take(best, may_be_more ? Truth::unknown : Truth::no, port, wanted - perhaps,
           "addresses that must get in do not");
      take(best, Truth::unknown, port, wanted - sure,
           "whether addresses that must get in do is not known");
    }
  }
  if (!is_asked && !wanted.empty()) {
    best.met = Truth::no;
    best.who = wanted;
    best.why = "there is no way into the cache";
  }
  return best;
}

ContractAnswer ContractQuestion::only(const CacheReach& reach,
                                      const ReachContract& contract) const {
  ContractAnswer best{.kind = DemandKind::allow_only, .met = Truth::yes};
  for (const Way& way : reach.ways) {
    for (const PortReach& port : way.ports) {
      AddressSet fine(platform_address);  // probes of the platform are nobody
      bool is_open = false;
      for (const ReachDemand& demand : contract.allow_only) {
        const auto covers = [&](const PortRange& range) { return range.contains(port.ports); };
        if (!demand.ports.empty() && std::none_of(demand.ports.begin(), demand.ports.end(), covers))
          continue;
        const Who who = who_of(demand, inventory_);
        fine = fine | who.known;
        is_open = is_open || !who.open.empty();
      }
      take(best, is_open ? Truth::unknown : Truth::no, port, port.reached_from - fine,
           "others than the contract names get in");
      take(best, Truth::unknown, port, port.maybe_reached_from - fine,
           "whether others than the contract names get in is not known");
    }
  }
  if (!reach.ways_known && best.met == Truth::yes) {
    best.met = Truth::unknown;
    best.why = "there may be more private endpoints";
  }
  return best;
}

std::optional<Error> ContractQuestion::check(const ReachContract& contract,
                                             ContractReport& report) {
  const auto add = [&](ContractAnswer answer, const ReachDemand* demand) {
    answer.contract = &contract;
    answer.demand = demand;
    report.answers.push_back(std::move(answer));
  };
  if (contract.has_allow_only) {
    Result<CacheReach> reach = ask({}, report);
    if (!reach)
      return reach.error();
    // Ranges are cut where demands on single ports cut them.
    std::vector<PortRange> cuts;
    for (const ReachDemand& demand : contract.allow_only)
      cuts.insert(cuts.end(), demand.ports.begin(), demand.ports.end());
    if (!cuts.empty()) {
      std::vector<PortRange> pieces;
      for (const Way& way : reach->ways) {
        for (const PortReach& port : way.ports) {
          std::uint32_t first = port.ports.first;
          while (first <= port.ports.last) {
            std::uint32_t last = port.ports.last;
            for (const PortRange& each : cuts) {
              if (each.first > first)
                last = std::min<std::uint32_t>(last, each.first - 1U);
              if (each.last >= first)
                last = std::min<std::uint32_t>(last, each.last);
            }
            pieces.push_back({static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)});
            first = last + 1;
          }
        }
      }
      std::sort(pieces.begin(), pieces.end());
      pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
      if (!pieces.empty())
        reach = ask(std::move(pieces), report);
      if (!reach)
        return reach.error();
    }
    add(only(*reach, contract), nullptr);
  }
  for (const ReachDemand& demand : contract.must_allow) {
    const Who who = who_of(demand, inventory_);
    const Result<CacheReach> reach =
        ask(demand.ports.empty() ? std::vector<PortRange>{client_port()} : demand.ports, report);
    if (!reach)
      return reach.error();
    ContractAnswer answer = allowed(*reach, who.known);
    if (!who.open.empty() && answer.met == Truth::yes) {
      answer.met = Truth::unknown;
      answer.why = who.open;
    }
    add(std::move(answer), &demand);
  }
  for (const ReachDemand& demand : contract.must_deny) {
    const Who who = who_of(demand, inventory_);
    const Result<CacheReach> reach = ask(demand.ports, report);
    if (!reach)
      return reach.error();
    add(denied(*reach, who.known, !who.open.empty()), &demand);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(DemandKind kind) noexcept {
  constexpr std::string_view names[] = {"", "allow_only", "must_allow", "must_deny"};
  return names[static_cast<std::size_t>(kind)];
}

Result<ContractReport> check_contracts(const Inventory& inventory, const Resource& cache,
                                       const ReachOptions& options) {
  ContractReport report;
  if (inventory.facts().network == nullptr)
    return report;
  if (inventory.body<RedisCache>(cache) == nullptr &&
      inventory.body<RedisEnterprise>(cache) == nullptr)
    return Error{ErrorCode::argument, "the resource is no cache"};
  ContractQuestion question(inventory, cache, options);
  for (const ReachContract& contract : inventory.facts().network->contracts) {
    const Truth on_it = applies(contract, inventory, cache, report.open);
    report.applies = report.applies | on_it;
    if (on_it != Truth::yes)
      continue;
    if (auto error = question.check(contract, report))
      return *error;
  }
  return report;
}

}  // namespace cachewarden::inline v0::reach
