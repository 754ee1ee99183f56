#include "cachewarden/reach/query.hpp"

#include <utility>

namespace cachewarden::inline v0::reach {

namespace {

Error wrong(std::string message) {
  return {ErrorCode::argument, std::move(message)};
}

Result<const Resource*> demand_group(const Inventory& inventory, const std::string& name) {
  const Resource* const group = find_group(inventory, name);
  if (group == nullptr)
    return wrong("no network security group, or more than one, is called `" + name + "`");
  return group;
}

}  // namespace

Result<std::vector<CacheReach>> ask(const Inventory& inventory, const ReachQuery& query) {
  ReachOptions options{.verify = query.verify,
                       .required_ports = query.ports.empty() && query.from.empty()};
  for (const std::string& text : query.ports) {
    const Result<PortRange> range = PortRange::parse(text);
    if (!range)
      return wrong("`" + text + "` is no port or range: " + range.error().message);
    options.ports.push_back(*range);
  }
  if (!query.from.empty()) {
    const Result<network::AddressSet> sources =
        sources_of(inventory, query.from, &options.from_subnet);
    if (!sources)
      return sources.error();
    options.from = *sources;
  }
  std::vector<const Resource*> all;
  for (const std::string& word : query.to) {
    const Resource* const cache = find_cache(inventory, word);
    if (cache == nullptr)
      return wrong("no cache, or more than one, is called `" + word + "`");
    all.push_back(cache);
  }
  if (query.to.empty())
    all = caches(inventory);
  std::vector<CacheReach> result;
  for (const Resource* cache : all) {
    Result<CacheReach> answer = reach(inventory, *cache, options);
    if (!answer)
      return answer.error();
    result.push_back(*std::move(answer));
  }
  return result;
}

Result<LintReport> ask_lint(const Inventory& inventory, const NsgQuery& query) {
  const Resource* only = nullptr;
  if (!query.group.empty()) {
    const Result<const Resource*> group = demand_group(inventory, query.group);
    if (!group)
      return group.error();
    only = *group;
  }
  return lint(inventory, only, {.verify = query.verify});
}

Result<std::vector<GroupDifference>> ask_diff(const Inventory& first, const Inventory& second,
                                              const NsgQuery& query) {
  const NsgOptions options{.verify = query.verify};
  if (query.group.empty())
    return diff(first, second, options);
  const Result<const Resource*> one = demand_group(first, query.group);
  if (!one)
    return one.error();
  const Result<const Resource*> other =
      demand_group(second, query.other.empty() ? query.group : query.other);
  if (!other)
    return other.error();
  Result<GroupDifference> result = diff(first, **one, second, **other, options);
  if (!result)
    return result.error();
  return std::vector<GroupDifference>{*std::move(result)};
}

}  // namespace cachewarden::inline v0::reach
