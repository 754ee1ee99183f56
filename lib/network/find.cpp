#include <algorithm>
#include <array>
#include <utility>

#include "packet_set_data.hpp"

namespace cachewarden::inline v0::network {
namespace {

// Asks for one class of values after the other in all dimensions but the finest, where a sweep
// answers.
class SliceSearch {
 public:
  SliceSearch(const Path& path, Which which, const Limits& limits)
      : path_(path),
        layers_(layers_of(path)),
        which_(which),
        memory_(limits.memory),
        budget_(limits.slice_work, limits.memory) {}

  std::optional<Witness> run(AddressFamily family, const Region& region) {
    const Space space(family, layers_, region);
    if (space.empty())
      return std::nullopt;
    std::array<std::size_t, dimension_count> order{protocol_dimension, source_port_dimension,
                                                   destination_port_dimension,
                                                   destination_dimension, source_dimension};
    std::stable_sort(order.begin() + 1, order.end(), [&space](std::size_t a, std::size_t b) {
      return space.ranks(a) < space.ranks(b);
    });
    return slice(family, region, order, 0);
  }
  [[nodiscard]] bool is_spent() const { return budget_.is_spent(); }

 private:
  std::optional<Witness> slice(AddressFamily family, const Region& region,
                               const std::array<std::size_t, dimension_count>& order,
                               std::size_t depth) {
    if (depth + 1 == order.size())
      return answer(family, region);
    const Space space(family, layers_, region);
    if (space.empty())
      return std::nullopt;
    const std::size_t d = order[depth];
    if (d >= source_port_dimension && !has_ports(space.protocols().front()))
      return slice(family, region, order, depth + 1);
    for (std::uint32_t rank = 0; rank < space.ranks(d); ++rank) {
      std::size_t cost = 1;
      for (const RuleList::Data* layer : layers_) {
        const FamilyBoxes& boxes = layer->boxes(family);
        cost += 8 * boxes.boxes.size();
        for (const std::vector<Uint128>& cuts : boxes.cuts)
          cost += 2 * cuts.size();
      }
      if (!budget_.work(cost))
        return std::nullopt;
      const Region part = narrowed(space, region, d, rank);
      if (auto found = slice(family, part, order, depth + 1))
        return found;
    }
    return std::nullopt;
  }

  static Region narrowed(const Space& space, Region region, std::size_t d, std::uint32_t rank) {
    const Interval& cell = space.axis(d).cells[rank];
    const AddressRange addresses{{space.family(), cell.first}, {space.family(), cell.last}};
    const PortRange ports{static_cast<std::uint16_t>(cell.first.low),
                          static_cast<std::uint16_t>(cell.last.low)};
    switch (d) {
      case protocol_dimension:
        region.protocols = space.protocols()[rank];
        break;
      case source_dimension:
        region.sources = AddressSet(std::vector<AddressRange>{addresses});
        break;
      case destination_dimension:
        region.destinations = AddressSet(std::vector<AddressRange>{addresses});
        break;
      case source_port_dimension:
        region.source_ports = {ports};
        break;
      default:
        region.destination_ports = {ports};
    }
    return region;
  }

  std::optional<Witness> answer(AddressFamily family, const Region& region) {
    Budget budget(budget_.work_left(), memory_);
    auto data = std::make_shared<PacketSet::Data>();
    data->region = region;
    data->paths = {path_};
    data->families[family == AddressFamily::ipv4 ? 0 : 1] =
        decide_family(path_, region, family, budget);
    budget_.work(budget_.work_left() - budget.work_left());
    if (budget.is_spent())
      budget_.spend();
    if (budget_.is_spent())
      return std::nullopt;
    const PacketSet set(std::move(data));
    const std::optional<Packet> packet = set.first(which_);
    if (!packet)
      return std::nullopt;
    return set.witness(*packet);
  }

  const Path& path_;
  std::vector<const RuleList::Data*> layers_;
  Which which_;
  std::size_t memory_;  // of each slice
  Budget budget_;
};

}  // namespace

Result<std::optional<Witness>> find_by_slices(const Path& path, const Region& region, Which which,
                                              const Limits& limits) {
  SliceSearch search(path, which, limits);
  for (const AddressFamily family : {AddressFamily::ipv4, AddressFamily::ipv6}) {
    std::optional<Witness> found = search.run(family, region);
    if (search.is_spent())
      return too_expensive();
    if (found)
      return found;
  }
  return std::optional<Witness>{};
}

Result<std::optional<Witness>> find(const Path& path, const Region& region, Which which,
                                    const Limits& limits) {
  const Result<PacketSet> set = decide(path, region, limits);
  if (!set && set.error().code == ErrorCode::limit)
    return find_by_slices(path, region, which, limits);
  if (!set)
    return set.error();
  const std::optional<Packet> packet = set->first(which);
  return packet ? std::optional<Witness>(set->witness(*packet)) : std::nullopt;
}

}  // namespace cachewarden::inline v0::network
