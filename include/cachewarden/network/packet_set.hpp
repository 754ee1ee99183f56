#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cachewarden/base/result.hpp"
#include "cachewarden/base/truth.hpp"
#include "cachewarden/network/count.hpp"
#include "cachewarden/network/path.hpp"
#include "cachewarden/network/rule.hpp"

namespace cachewarden::inline v0::network {

/// What one question may cost. A question that costs more ends with the error `limit`, never with a
/// guess.
struct Limits {
  std::uint64_t work = 300'000'000;           ///< steps of some nanoseconds
  std::size_t memory = std::size_t{1} << 29;  ///< bytes
  /// Steps for asking slice by slice when the above is spent.
  std::uint64_t slice_work = 600'000'000;
  std::size_t rows = 100'000;  ///< rows or cells of an answer
};

/// Packets that are chosen by whether they belong to a set: for sure, possibly, and so on.
enum class Which : std::uint8_t {
  surely_not = 0b001,
  unsure = 0b010,  ///< depends on what is not known
  possibly_not = 0b011,
  surely = 0b100,
  decided = 0b101,
  possibly = 0b110,
};

[[nodiscard]] constexpr bool includes(Which which, Truth truth) noexcept {
  return (static_cast<unsigned>(which) >> (static_cast<unsigned>(truth) - 1U) & 1U) != 0;
}

/// A product of sets of packets, one line of an answer.
struct Row {
  ProtocolSet protocols = ProtocolSet::none();
  std::vector<PortRange> destination_ports{};
  std::vector<PortRange> source_ports{};
  AddressSet destinations{};
  AddressSet sources{};

  friend bool operator==(const Row&, const Row&) = default;
};

/// One way in which the answer for a packet comes about.
struct Case {
  bool contained = false;
  std::vector<Literal> assuming{};          ///< of the hinges; empty if the packet is decided
  std::vector<Explanation> explanations{};  ///< one for each path of the question

  friend bool operator==(const Case&, const Case&) = default;
};

/// A packet and why it has the answer it has. If that is decided there is one case, in which the
/// atoms that do not matter are taken as false; else how the packet is contained, then how it is
/// not.
struct Witness {
  Packet packet{};
  Truth contained = Truth::unknown;
  /// Where two paths are compared: contained means that this one alone lets it through.
  std::uint32_t only_path = 0;
  std::vector<Atom> hinges{};  ///< what the answer depends on
  std::vector<Case> cases{};

  friend bool operator==(const Witness&, const Witness&) = default;
};

/// The packets of a region, each with the exact answer whether it belongs to a set: yes, no, or
/// unknown if that depends on atoms. Immutable; copies share; any number of threads may ask at the
/// same time.
///
/// The named sets are free for the source and the destination apart, so that a packet from an
/// address to itself, which no network carries, may come out as unknown though it is decided.
class PacketSet {
 public:
  [[nodiscard]] const Region& region() const noexcept;

  /// `no` outside the region.
  [[nodiscard]] Truth contains(const Packet& packet) const;
  /// How many packets have this answer; those without ports count once for each pair of addresses.
  [[nodiscard]] Count count(Truth truth) const;

  /// The lowest such packet in the order in which the dimensions were looked at, if there is one.
  [[nodiscard]] std::optional<Packet> first(Which which) const;
  [[nodiscard]] std::optional<Packet> first(Which which, const Region& within) const;

  /// The sources (destinations) that at least one such packet has.
  [[nodiscard]] AddressSet sources(Which which, const Region& within) const;
  [[nodiscard]] AddressSet destinations(Which which, const Region& within) const;

  /// The set as disjoint rows in a fixed order, destination ports apart where sources differ.
  /// Error: `limit` if there are more than `limits.rows` or they cost too much.
  [[nodiscard]] Result<std::vector<Row>> rows(Which which, const Region& within,
                                              const Limits& limits = {}) const;

  /// The atoms on which the answer for the packet depends; empty if it is decided.
  [[nodiscard]] std::vector<Atom> hinges(const Packet& packet) const;
  /// An assumption, as little as possible taken as true, under which the packet belongs to the set
  /// (or does not); nothing if there is none.
  [[nodiscard]] std::optional<std::vector<Literal>> assumption(const Packet& packet,
                                                               bool contained) const;
  /// Everything about one packet of the region.
  [[nodiscard]] Witness witness(const Packet& packet) const;

  /// How large the diagrams are: nodes and edges.
  struct Size {
    std::size_t nodes = 0;
    std::size_t edges = 0;
  };
  [[nodiscard]] Size size() const noexcept;

  struct Data;
  explicit PacketSet(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

 private:
  std::shared_ptr<const Data> data_;
};

/// The packets of the region that the path lets through. Errors: `argument` if the lists of the
/// path differ in vocabulary or a list stands where its kind does not, `limit` if it costs too much
/// (`find` may still answer).
[[nodiscard]] Result<PacketSet> decide(const Path& path, const Region& region,
                                       const Limits& limits = {});

/// What two paths do differently.
struct Difference {
  PacketSet only_first;   ///< the packets that the first path lets through and the second does not
  PacketSet only_second;  ///< the other way round
};

/// Compares two paths on a region; the layers of the second are numbered after those of the first.
/// Errors as of `decide`.
[[nodiscard]] Result<Difference> decide_difference(const Path& first, const Path& second,
                                                   const Region& region, const Limits& limits = {});

/// Some packet of the region with that answer, if there is one. Builds the diagram, or, when that
/// costs too much, asks slice by slice: always exact. Error: `limit` if that is too much as well.
[[nodiscard]] Result<std::optional<Witness>> find(const Path& path, const Region& region,
                                                  Which which, const Limits& limits = {});

}  // namespace cachewarden::inline v0::network
