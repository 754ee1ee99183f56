#include "engine/worlds.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ask.hpp"

namespace cachewarden::inline v0::detail {

namespace {

bool is_planned(const Assessment& assessment, const Assessment::Item& item) {
  return assessment.inventory().resource(item.resource).intent == Intent::planned;
}

/// What a world says of a finding; nothing where it does not make the resource.
std::optional<Status> status_in(const World& world, const Context& context,
                                const Resource& resource, const Rule& rule) {
  const Resource* const own = world.inventory->find(resource.id.view(), Intent::planned);
  const bool is_judged = own != nullptr && own->intent == Intent::planned &&
                         own->type == resource.type && own->body != no_index &&
                         (own->is_collected || own->is_expected);
  return is_judged ? std::optional(ask(rule.check, *own, context)) : std::nullopt;
}

/// A finding over all worlds. Where a world does not make the resource the rule does not apply.
Assessment::WorldAnswer combine(const std::vector<World>& worlds,
                                const std::vector<std::optional<Status>>& statuses) {
  Assessment::WorldAnswer answer;
  const World* example[5] = {};
  Status common = Status::unknown;
  bool is_first = true;
  bool is_same = true;
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    if (!statuses[i])
      continue;
    is_same = is_same && (is_first || *statuses[i] == common);
    common = *statuses[i];
    is_first = false;
    if (example[static_cast<std::size_t>(common)] == nullptr)
      example[static_cast<std::size_t>(common)] = &worlds[i];
  }
  if (is_first)
    return answer;
  if (is_same) {
    answer.status = common;
    if (common != Status::unknown)
      answer.text = "the same for every value of the parameters that are not known";
    return answer;
  }
  for (const Status status : {Status::pass, Status::fail, Status::not_applicable}) {
    if (const World* world = example[static_cast<std::size_t>(status)]) {
      constexpr std::string_view words[] = {"", "passes with ", "fails with ", "",
                                            "does not apply with "};
      answer.text.append(answer.text.empty() ? "" : "; ")
          .append(words[static_cast<std::size_t>(status)])
          .append(world->assignment);
    }
  }
  return answer;
}

}  // namespace

std::map<std::size_t, Assessment::WorldAnswer> ask_worlds(const Assessment& assessment,
                                                          const AssessOptions& options) {
  std::map<std::size_t, Assessment::WorldAnswer> result;
  for (const std::vector<World>& worlds : assessment.inventory().worlds()) {
    std::vector<Context> contexts;
    for (const World& world : worlds)
      contexts.emplace_back(*world.inventory, options.settings, options.as_of);
    std::vector<std::optional<Status>> statuses(worlds.size());
    for (std::size_t i = 0; i < assessment.size(); ++i) {
      const Assessment::Item item = assessment.item(i);
      // Those that are asked once were asked.
      if (item.status != Status::unknown || !is_planned(assessment, item) ||
          item.rule->check.is_asked_once)
        continue;
      const Resource& resource = assessment.inventory().resource(item.resource);
      for (std::size_t w = 0; w < worlds.size(); ++w)
        statuses[w] = status_in(worlds[w], contexts[w], resource, *item.rule);
      Assessment::WorldAnswer answer = combine(worlds, statuses);
      const bool says_something = answer.status != Status::unknown || !answer.text.empty();
      if (says_something && result[i].status == Status::unknown)
        result[i] = std::move(answer);
    }
  }
  return result;
}

}  // namespace cachewarden::inline v0::detail
