#include <algorithm>
#include <string>
#include <utility>

#include "cachewarden/network/certificate.hpp"
#include "linear.hpp"

namespace cachewarden::inline v0::network {
namespace {

using Cells = std::vector<CertificateCell>;

bool names_something(const std::vector<const RuleList*>& layers, const Atom& atom) {
  if (layers.empty() || atom.layer >= layers.size())
    return false;
  switch (atom.kind) {
    case AtomKind::source_in_set:
    case AtomKind::destination_in_set:
      return atom.id < layers.front()->vocabulary()->set_count();
    case AtomKind::condition:
      return atom.id < layers.front()->vocabulary()->condition_count();
    case AtomKind::ports:
      return atom.id < layers[atom.layer]->rules().size();
    case AtomKind::order:
      return true;
  }
  return false;
}

class Checker {
 public:
  Checker(const std::vector<Path>& paths, const Certificate& certificate, const Claim& claim)
      : paths_(paths), certificate_(certificate), claim_(claim) {
    for (const Path& path : paths)
      add_layers(path, layers_);
  }

  std::optional<Error> run() {
    const Cells& cells = certificate_.cells;
    for (const CertificateCell& cell : cells)
      if (const char* fault = fault_of(cell))
        return error(static_cast<std::size_t>(&cell - cells.data()), fault);
    std::size_t end = 0;
    for (const AddressFamily family : {AddressFamily::ipv4, AddressFamily::ipv6}) {
      const std::size_t begin = end;
      while (end < cells.size() && cells[end].source.family() == family)
        ++end;
      family_ = family;
      if (!parts_region(begin, end))
        return error(at_, "the cells do not part the region");
    }
    if (end != cells.size())
      return error(end, "the families are not in order");
    return std::nullopt;
  }

 private:
  static Error error(std::size_t cell, const char* fault) {
    return {ErrorCode::format, "cell " + std::to_string(cell) + ": " + fault};
  }

  // What is wrong with one cell, seen alone.
  const char* fault_of(const CertificateCell& cell) const {
    if (cell.source.is_empty() || cell.destination.is_empty() || cell.protocols.empty() ||
        cell.source_ports.is_empty() || cell.destination_ports.is_empty() ||
        cell.source.family() != cell.destination.family())
      return "it is not a product of ranges";
    if (cell.explanations.size() != paths_.size())
      return "it does not explain every path";
    for (const Literal& literal : cell.assuming)
      if (!names_something(layers_, literal.atom))
        return "it assumes something of what there is not";
    const Assumptions assumptions(layers_, cell.assuming, std::nullopt);
    if (!cell.assuming.empty() && assumptions.contradictory())
      return "its assumptions contradict each other";
    for (const Protocol protocol : all_protocols) {
      if (!cell.protocols.contains(protocol))
        continue;
      const LinearCell packets{protocol, cell.source, cell.destination, cell.source_ports,
                               cell.destination_ports};
      for (std::size_t i = 0; i < paths_.size(); ++i)
        if (explain_cell(paths_[i], packets, assumptions) != cell.explanations[i])
          return "its packets do not fare as it states";
    }
    return contradicts_claim(cell) ? "it contradicts the claim" : nullptr;
  }

  bool contradicts_claim(const CertificateCell& cell) const {
    const auto all_are = [&cell](bool allowed) {
      return std::all_of(cell.explanations.begin(), cell.explanations.end(),
                         [allowed](const Explanation& e) { return e.allowed == allowed; });
    };
    switch (claim_.kind) {
      case ClaimKind::as_stated:
        return false;
      case ClaimKind::all_allowed:
        return !all_are(true);
      case ClaimKind::none_allowed:
        return !all_are(false);
      case ClaimKind::paths_agree:
        return !all_are(true) && !all_are(false);
      case ClaimKind::never_decides:
        break;
    }
    return cell.explanations.empty() || claim_.layer >= cell.explanations.front().chain.size() ||
           cell.explanations.front().chain[claim_.layer] == claim_.rule;
  }

  // The cells from `begin` to `end` are those of the family. Do they make up the region?
  bool parts_region(std::size_t begin, std::size_t end) {
    at_ = begin;
    protocols_ = certificate_.region.protocols;
    if (!is_all(certificate_.region.source_ports) || !is_all(certificate_.region.destination_ports))
      protocols_ = protocols_ & ProtocolSet::with_ports();
    const AddressSet family = AddressSet::everything(family_);
    sources_ = (certificate_.region.sources & family).ranges();
    destinations_ = (certificate_.region.destinations & family).ranges();
    const bool is_empty = protocols_.empty() || sources_.empty() || destinations_.empty() ||
                          certificate_.region.source_ports.empty() ||
                          certificate_.region.destination_ports.empty();
    if (is_empty)
      return begin == end;
    for (const CellPart part : {CellPart::protocols, CellPart::source, CellPart::destination,
                                CellPart::source_ports, CellPart::destination_ports}) {
      const auto& order = certificate_.orders[family_ == AddressFamily::ipv4 ? 0 : 1];
      if (std::find(order.begin(), order.end(), part) == order.end())
        return false;
    }
    return parts(begin, end, 0);
  }
  static bool is_all(const std::vector<PortRange>& ports) {
    return ports.size() == 1 && ports.front().is_everything();
  }

  // Do the cells, which are equal in the first `depth` dimensions, make up the region in the
  // others?
  bool parts(std::size_t begin, std::size_t end, std::size_t depth) {
    if (depth == 5)
      return covers(begin, end, 0);
    switch (certificate_.orders[family_ == AddressFamily::ipv4 ? 0 : 1][depth]) {
      case CellPart::protocols:
        return parts_protocols(begin, end, depth);
      case CellPart::source:
        return parts_ranges(begin, end, depth, sources_, &CertificateCell::source,
                            [](const Address& a) { return a.value; });
      case CellPart::destination:
        return parts_ranges(begin, end, depth, destinations_, &CertificateCell::destination,
                            [](const Address& a) { return a.value; });
      case CellPart::source_ports:
        return parts_ranges(begin, end, depth, certificate_.region.source_ports,
                            &CertificateCell::source_ports, [](std::uint16_t port) {
                              return Uint128{0, port};
                            });
      case CellPart::destination_ports:
        return parts_ranges(begin, end, depth, certificate_.region.destination_ports,
                            &CertificateCell::destination_ports, [](std::uint16_t port) {
                              return Uint128{0, port};
                            });
    }
    return false;
  }

  bool parts_protocols(std::size_t begin, std::size_t end, std::size_t depth) {
    ProtocolSet left = protocols_;
    while (begin < end) {
      at_ = begin;
      const ProtocolSet own = certificate_.cells[begin].protocols;
      if (!(own - left).empty())
        return false;
      left = left - own;
      std::size_t next = begin;
      while (next < end && certificate_.cells[next].protocols == own)
        ++next;
      if (!parts(begin, next, depth + 1))
        return false;
      begin = next;
    }
    return left.empty();
  }

  // Groups of cells with one range each, which must follow each other through the ranges that are
  // wanted.
  template <class Range, class Value>
  bool parts_ranges(std::size_t begin, std::size_t end, std::size_t depth,
                    const std::vector<Range>& wanted, Range CertificateCell::*part,
                    const Value& value) {
    for (const Range& whole : wanted) {
      for (Uint128 first = value(whole.first);;) {
        at_ = begin;
        if (begin == end)
          return false;
        const Range own = certificate_.cells[begin].*part;
        if (value(own.first) != first || value(own.last) > value(whole.last))
          return false;
        std::size_t next = begin;
        while (next < end && certificate_.cells[next].*part == own)
          ++next;
        if (!parts(begin, next, depth + 1))
          return false;
        begin = next;
        if (own.last == whole.last)
          break;
        first = value(own.last) + Uint128{0, 1};
      }
    }
    return begin == end;
  }

  // The cells hold the same packets and share their first `depth` assumptions. Is there one for
  // whatever the atoms are?
  bool covers(std::size_t begin, std::size_t end, std::size_t depth) {
    at_ = begin;
    const std::vector<Literal>& assuming = certificate_.cells[begin].assuming;
    if (assuming.size() == depth)
      return end - begin == 1;
    const Atom atom = assuming[depth].atom;
    std::size_t middle = begin;
    for (std::size_t i = begin; i < end; ++i) {
      const std::vector<Literal>& other = certificate_.cells[i].assuming;
      if (other.size() <= depth || other[depth].atom != atom)
        return false;
      if (!other[depth].value && middle != i)
        return false;
      middle += other[depth].value ? 0U : 1U;
    }
    const bool both = middle != begin && middle != end;
    if (both)
      return covers(begin, middle, depth + 1) && covers(middle, end, depth + 1);
    std::vector<Literal> missing(assuming.begin(),
                                 assuming.begin() + static_cast<std::ptrdiff_t>(depth) + 1);
    missing.back().value = !missing.back().value;
    return Assumptions(layers_, std::move(missing), std::nullopt).contradictory() &&
           covers(begin, end, depth + 1);
  }

  const std::vector<Path>& paths_;
  const Certificate& certificate_;
  const Claim& claim_;
  std::vector<const RuleList*> layers_;
  AddressFamily family_ = AddressFamily::ipv4;
  ProtocolSet protocols_ = ProtocolSet::none();
  std::vector<AddressRange> sources_;
  std::vector<AddressRange> destinations_;
  std::size_t at_ = 0;  // the cell that was looked at last
};

}  // namespace

std::optional<Error> check(const std::vector<Path>& paths, const Certificate& certificate,
                           const Claim& claim) {
  return Checker(paths, certificate, claim).run();
}

std::optional<Error> check(const std::vector<Path>& paths, const Witness& witness) {
  const auto fault = [](const char* text) { return Error{ErrorCode::format, text}; };
  std::vector<const RuleList*> layers;
  for (const Path& path : paths)
    add_layers(path, layers);
  bool can_be = false;
  bool can_not_be = false;
  for (const Case& shown : witness.cases) {
    for (const Literal& literal : shown.assuming)
      if (!names_something(layers, literal.atom))
        return fault("the witness assumes something of what there is not");
    const Assumptions assumptions(layers, shown.assuming, false);
    if (shown.explanations.size() != paths.size() || paths.empty())
      return fault("the witness does not explain every path");
    if (!shown.assuming.empty() && assumptions.contradictory())
      return fault("the witness's assumptions contradict each other");
    for (std::size_t i = 0; i < paths.size(); ++i)
      if (explain_cell(paths[i], cell_of(witness.packet), assumptions) != shown.explanations[i])
        return fault("the witness does not fare as it states");
    bool contained = witness.only_path < paths.size();
    for (std::size_t i = 0; i < paths.size(); ++i)
      contained = contained && shown.explanations[i].allowed == (i == witness.only_path);
    if (contained != shown.contained)
      return fault("the witness draws the wrong conclusion");
    (contained ? can_be : can_not_be) = true;
  }
  const bool is_unknown = can_be && can_not_be;
  if (!can_be && !can_not_be)
    return fault("the witness shows nothing");
  if ((witness.contained == Truth::unknown) != is_unknown ||
      (witness.contained == Truth::yes && !can_be) || (witness.contained == Truth::no && can_be))
    return fault("the witness's answer is not what its cases show");
  return std::nullopt;
}

}  // namespace cachewarden::inline v0::network
