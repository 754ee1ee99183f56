#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Severity = Diagnostic::Severity;

const std::string& document_name(const ReadContext& context) {
  return context.builder.document(context.document).name;
}

/// The prefixes that an array of texts names; what is none is reported.
std::vector<Prefix> prefixes_of(Node array, const ReadContext& context) {
  std::vector<Prefix> result;
  for (const Node& each : array) {
    const Result<Prefix> prefix = Prefix::parse(each.string());
    if (prefix)
      result.push_back(*prefix);
    else
      context.report(Severity::warning, "malformed",
                     shown_text(each.string()) + " is no prefix: " + prefix.error().message, each);
  }
  std::sort(result.begin(), result.end());
  return result;
}

/// The elements of an array, or the value itself where there is none.
template <class Take>
void each_of(Node node, Take&& take) {
  if (!node.is(Kind::array)) {
    if (node)
      take(node);
    return;
  }
  for (const Node& each : node)
    take(each);
}

bool is_effective_answer(Node node) {
  return node.is(Kind::object) && json::find_member(node, "effectiveSecurityRules");
}

/// Adds what a tag of a rule stands for. `place` has the subnet or network interface.
void add_expansion(Node rule, std::string_view side, EffectiveTag place, ReadContext& context) {
  const std::string expanded = "expanded" + std::string(side) + "AddressPrefix";
  const Node prefixes = json::find_member(rule, expanded);
  std::string key(side);
  key.front() = static_cast<char>(key.front() + ('a' - 'A'));
  const std::string_view tag = text_member(rule, key + "AddressPrefix");
  if (!prefixes.is(Kind::array) || prefixes.size() == 0 || tag.empty() || tag == "*" ||
      looks_like_address(tag))
    return;
  place.tag = folded(tag);
  place.prefixes = prefixes_of(prefixes, context);
  place.document = document_name(context);
  std::vector<EffectiveTag>& all = context.network->effective;
  if (std::find(all.begin(), all.end(), place) == all.end())
    all.push_back(std::move(place));
}

void read_effective_answer(Node answer, ReadContext& context) {
  const Node association = json::find_member(answer, "association");
  const EffectiveTag place{
      .subnet = std::string(text_member(json::find_member(association, "subnet"), "id")),
      .interface =
          std::string(text_member(json::find_member(association, "networkInterface"), "id"))};
  if (place.subnet.empty() && place.interface.empty()) {
    context.report(Severity::note, "no-subnet",
                   "effective rules that show neither their subnet nor their network interface are "
                   "not used",
                   answer);
    return;
  }
  for (const Node& rule : json::find_member(answer, "effectiveSecurityRules")) {
    add_expansion(rule, "Source", place, context);
    add_expansion(rule, "Destination", place, context);
  }
}

/// Who, as text: an address, a tag, or an id of a subnet or network.
void add_from(Node node, const ReadContext& context, ReachDemand& demand) {
  const std::string_view text = trim(node.string());
  if (text.empty()) {
    context.report(Severity::error, "malformed", "`from` holds addresses, tags or ids", node);
    return;
  }
  AddressTerm term{.text = Text(text)};
  if (text == "*" || equal_folded(text, "any")) {
    term.kind = AddressTerm::Kind::any;
  } else if (text.front() == '/') {
    term.kind = AddressTerm::Kind::group;
  } else if (looks_like_address(text)) {
    const Result<Prefix> prefix = Prefix::parse(text);
    if (!prefix) {
      context.report(Severity::error, "malformed",
                     shown_text(text) + " is no prefix: " + prefix.error().message, node);
      return;
    }
    term.kind = AddressTerm::Kind::prefix;
    term.prefix = *prefix;
  } else {
    term.kind = AddressTerm::Kind::tag;
  }
  demand.from.push_back(std::move(term));
}

void add_ports(Node node, const ReadContext& context, ReachDemand& demand) {
  const std::string_view text = node.is(Kind::string) ? node.string() : node.raw();
  const Result<PortRange> range = PortRange::parse(text);
  if (range)
    demand.ports.push_back(*range);
  else
    context.report(Severity::error, "malformed", shown_text(text) + " is no port or range", node);
}

void read_demands(Node list, const ReadContext& context, std::vector<ReachDemand>& demands) {
  each_of(list, [&](const Node& node) {
    ReachDemand demand{.line = static_cast<std::uint32_t>(
                           context.lines.position(context.base + node.offset()).line)};
    if (node.is(Kind::string)) {
      add_from(node, context, demand);
    } else {
      each_of(node.find("from"), [&](const Node& each) { add_from(each, context, demand); });
      each_of(node.find("ports"), [&](const Node& each) { add_ports(each, context, demand); });
      each_of(node.find("port"), [&](const Node& each) { add_ports(each, context, demand); });
    }
    if (demand.from.empty())
      context.report(Severity::error, "malformed", "a demand of a contract needs `from`", node);
    else
      demands.push_back(std::move(demand));
  });
}

bool is_contract(Node node) {
  return node.is(Kind::object) &&
         (node.find("allow_only") || node.find("must_allow") || node.find("must_deny"));
}

void read_contract(Node node, ReadContext& context) {
  ReachContract contract{.cache = std::string(node.find("cache").string()),
                         .document = document_name(context)};
  const Node tag = node.find("tag");
  if (tag.is(Kind::string)) {
    contract.tag_name = std::string(tag.string());
  } else {
    contract.tag_name = std::string(tag.find("name").string());
    contract.tag_value = std::string(tag.find("value").string());
  }
  contract.has_allow_only = static_cast<bool>(node.find("allow_only"));
  read_demands(node.find("allow_only"), context, contract.allow_only);
  read_demands(node.find("must_allow"), context, contract.must_allow);
  read_demands(node.find("must_deny"), context, contract.must_deny);
  context.network->contracts.push_back(std::move(contract));
}

/// One entry for each network. Answers that differ are of different times: none of them is all.
void unite(std::vector<EffectiveAdminRules>& all) {
  std::sort(all.begin(), all.end(), [](const EffectiveAdminRules& a, const EffectiveAdminRules& b) {
    return std::tie(a.network, a.rules) < std::tie(b.network, b.rules);
  });
  std::vector<EffectiveAdminRules> kept;
  for (EffectiveAdminRules& each : all) {
    if (kept.empty() || kept.back().network != each.network) {
      kept.push_back(std::move(each));
      continue;
    }
    EffectiveAdminRules& last = kept.back();
    const bool is_same = last.rules == each.rules;
    last.is_complete = is_same && (last.is_complete || each.is_complete);
    if (!is_same) {
      last.rules.insert(last.rules.end(), each.rules.begin(), each.rules.end());
      std::sort(last.rules.begin(), last.rules.end());
      last.rules.erase(std::unique(last.rules.begin(), last.rules.end()), last.rules.end());
    }
  }
  all = std::move(kept);
}

}  // namespace

void add_effective_admin_rules(Node list, std::string_view network, bool complete,
                               ReadContext& context) {
  EffectiveAdminRules entry{.network = folded(network), .is_complete = complete};
  for (const Node& rule : list) {
    entry.is_complete = read_resource(rule, context) && entry.is_complete;
    entry.rules.push_back(folded(canonical_id(text_member(rule, "id"))));
  }
  std::sort(entry.rules.begin(), entry.rules.end());
  if (context.network != nullptr)
    context.network->admin_rules.push_back(std::move(entry));
}

namespace {

bool is_service_tags(Node root) {
  if (!root.is(Kind::object) || !root.find("changeNumber"))
    return false;
  const Node first = root.find("values").at(0);
  return static_cast<bool>(
      json::find_member(json::find_member(first, "properties"), "addressPrefixes"));
}

void read_service_tags(Node root, ReadContext& context) {
  if (context.network == nullptr)
    return;
  const Node number = root.find("changeNumber");
  const std::string_view digits = number.is(Kind::string) ? number.string() : number.raw();
  ServiceTags tags{.cloud = std::string(root.find("cloud").string()),
                   .document = document_name(context)};
  for (const char c : digits) {
    if (c < '0' || c > '9' || tags.change_number > 1'000'000'000'000)
      break;
    tags.change_number = tags.change_number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  for (const Node& value : root.find("values")) {
    const std::string_view name = text_member(value, "name");
    const Node prefixes =
        json::find_member(json::find_member(value, "properties"), "addressPrefixes");
    if (!name.empty() && prefixes.is(Kind::array))
      tags.tags.push_back({folded(name), prefixes_of(prefixes, context)});
  }
  std::sort(tags.tags.begin(), tags.tags.end(),
            [](const ServiceTag& a, const ServiceTag& b) { return a.name < b.name; });
  ServiceTags& known = context.network->service_tags;
  const auto order = [](const ServiceTags& each) {
    return std::tie(each.change_number, each.document);
  };
  if (known.tags.empty() || order(known) < order(tags))
    known = std::move(tags);
}

bool is_effective_rules(Node root) {
  return is_effective_answer(root) ||
         (root.is(Kind::object) && is_effective_answer(root.find("value").at(0)));
}

void read_effective_rules(Node root, ReadContext& context) {
  if (context.network == nullptr)
    return;
  if (is_effective_answer(root)) {
    read_effective_answer(root, context);
    return;
  }
  for (const Node& answer : root.find("value")) {
    if (is_effective_answer(answer))
      read_effective_answer(answer, context);
  }
}

bool is_contracts(Node root) {
  return is_contract(root) || (root.is(Kind::object) && is_contract(root.find("contracts").at(0)));
}

void read_contracts(Node root, ReadContext& context) {
  if (context.network == nullptr)
    return;
  if (is_contract(root)) {
    read_contract(root, context);
    return;
  }
  for (const Node& each : root.find("contracts")) {
    if (is_contract(each))
      read_contract(each, context);
    else
      context.report(Severity::error, "malformed",
                     "a contract needs `allow_only`, `must_allow` or `must_deny`", each);
  }
}

}  // namespace

void settle(NetworkKnowledge& network) {
  std::sort(network.effective.begin(), network.effective.end(),
            [](const EffectiveTag& a, const EffectiveTag& b) {
              return std::tie(a.subnet, a.interface, a.tag, a.document, a.prefixes) <
                     std::tie(b.subnet, b.interface, b.tag, b.document, b.prefixes);
            });
  unite(network.admin_rules);
  std::stable_sort(
      network.contracts.begin(), network.contracts.end(),
      [](const ReachContract& a, const ReachContract& b) {
        const auto line = [](const ReachContract& each) {
          for (const auto* list : {&each.allow_only, &each.must_allow, &each.must_deny}) {
            if (!list->empty())
              return list->front().line;
          }
          return 0U;
        };
        return std::tuple(a.document, a.cache, line(a)) < std::tuple(b.document, b.cache, line(b));
      });
}

extern constinit const InputForm form_service_tags = {
    .name = "service-tags",
    .description = "Microsoft's list of service tags: az network list-service-tags",
    .detect = is_service_tags,
    .read = read_service_tags,
    .words = {"changeNumber"},
    .needs_document = true};

extern constinit const InputForm form_effective_rules = {
    .name = "effective-rules",
    .description = "effective rules of a network interface: az network nic list-effective-nsg",
    .detect = is_effective_rules,
    .read = read_effective_rules,
    .words = {"effectiveSecurityRules", "value"},
    .needs_document = true};

extern constinit const InputForm form_contracts = {
    .name = "contracts",
    .description = "who is to reach caches: {\"allow_only\": [...], \"must_allow\": [...]}",
    .detect = is_contracts,
    .read = read_contracts,
    .words = {"allow_only", "must_allow", "must_deny", "contracts"},
    .needs_document = true};

}  // namespace cachewarden::inline v0::detail
