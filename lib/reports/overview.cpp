#include "reports/overview.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "reports/collect_list.hpp"
#include "reports/escape.hpp"
#include "reports/kinds.hpp"

namespace cachewarden::inline v0::detail {

namespace {

constexpr std::size_t longest_name = 28;  ///< in columns
constexpr std::size_t most_caches = 50;   ///< of more the worst are listed

struct Counted {
  std::array<std::size_t, 5> fails{};  ///< by the number of the severity
  std::size_t unknown = 0;
  std::size_t pass = 0;

  void count(const Assessment::Item& item) {
    if (item.status == Status::fail)
      ++fails[static_cast<std::size_t>(item.rule->severity)];
    unknown += item.status == Status::unknown ? 1 : 0;
    pass += item.status == Status::pass ? 1 : 0;
  }

  [[nodiscard]] bool is_worse_than(const Counted& other) const {
    return std::lexicographical_compare(other.fails.rbegin(), other.fails.rend(), fails.rbegin(),
                                        fails.rend());
  }
};

/// The cache that a resource is, or is a part of; `no_index` if it is of none.
std::uint32_t cache_of(const Inventory& inventory, std::uint32_t resource) {
  while (resource != no_index && cache_rank(inventory, inventory.resource(resource)) == 0)
    resource = inventory.resource(resource).parent;
  return resource;
}

/// The columns of numbers: what they are called.
constexpr std::array<std::string_view, 6> heads = {"crit", "high",    " med",
                                                   " low", "unknown", "passed"};
constexpr std::size_t head_columns = [] {
  std::size_t result = 0;
  for (const std::string_view head : heads)
    result += head.size() + 1;
  return result;
}();

std::vector<Piece> numbers(const Counted& counted) {
  const auto fails = [&](Severity severity) {
    return counted.fails[static_cast<std::size_t>(severity)];
  };
  return {number(fails(Severity::critical), heads[0].size(), Style::red),
          number(fails(Severity::high), heads[1].size(), Style::red),
          number(fails(Severity::medium), heads[2].size(), Style::plain),
          number(fails(Severity::low), heads[3].size(), Style::plain),
          number(counted.unknown, heads[4].size(), Style::yellow),
          number(counted.pass, heads[5].size(), Style::green)};
}

}  // namespace

void write_overview(const Assessment& assessment, const Page& page) {
  const Inventory& inventory = assessment.inventory();
  std::map<std::uint32_t, Counted> caches;
  Counted others;
  std::size_t other_count = 0;
  std::uint32_t last = no_index;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    const std::uint32_t cache = cache_of(inventory, item.resource);
    other_count += cache == no_index && item.resource != last ? 1 : 0;
    last = item.resource;
    (cache == no_index ? others : caches[cache]).count(item);
  }
  if (caches.size() < 2)
    return;
  std::vector<std::uint32_t> order;
  std::size_t name_columns = 0;
  for (const auto& [cache, counts] : caches)
    order.push_back(cache);
  const std::size_t left_out = order.size() - std::min(order.size(), most_caches);
  if (left_out != 0) {
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return caches[a].is_worse_than(caches[b]);
    });
    order.resize(most_caches);
  }
  for (const std::uint32_t cache : order)
    name_columns =
        std::max(name_columns, columns(escape_for_terminal(inventory.resource(cache).name())));
  name_columns = std::min(name_columns, longest_name);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return cache_rank(inventory, inventory.resource(a)) <
           cache_rank(inventory, inventory.resource(b));
  });
  const std::size_t others_taken = 2 + name_columns + 1 + head_columns;
  const std::size_t kind_columns = page.width() > others_taken ? page.width() - others_taken : 0;
  const auto write = [&](std::string name, std::string kind, std::vector<Piece> cells) {
    std::vector<Piece> label{{shortened(std::move(name), name_columns), Style::bold, name_columns}};
    if (kind_columns >= 20)
      label.push_back({shortened(std::move(kind), kind_columns), Style::plain, kind_columns});
    label.insert(label.end(), std::make_move_iterator(cells.begin()),
                 std::make_move_iterator(cells.end()));
    page.row({.indent = 2, .label = std::move(label)});
  };
  page.blank();
  page.line({(left_out == 0 ? "The caches at a glance" : "The worst caches at a glance") +
                 std::string(", with what belongs to them"),
             Style::bold});
  std::vector<Piece> head;
  for (const std::string_view each : heads)
    head.push_back({std::string(each), Style::dim});
  write("", "", std::move(head));
  for (const std::uint32_t cache : order) {
    const Resource& resource = inventory.resource(cache);
    write(escape_for_terminal(resource.name()),
          escape_for_terminal(short_kind(inventory, resource)) +
              (resource.intent == Intent::planned ? ", planned" : ""),
          numbers(caches[cache]));
  }
  if (left_out != 0)
    page.line({"and " + counted(left_out, "cache") + " more", Style::dim}, 3 + name_columns);
  if (other_count != 0)
    write("", "and " + counted(other_count, "other resource"), numbers(others));
}

}  // namespace cachewarden::inline v0::detail
