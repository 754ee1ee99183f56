#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cachewarden/base/address.hpp"
#include "cachewarden/model/terms.hpp"

/// What documents tell of networks besides resources. All of it is optional.
namespace cachewarden::inline v0 {

/// The addresses of one service tag.
struct ServiceTag {
  std::string name{};  ///< in lower case, `storage.westeurope`
  std::vector<Prefix> prefixes{};
  friend bool operator==(const ServiceTag&, const ServiceTag&) = default;
};

/// The list of service tags that Microsoft publishes each week, or `az network list-service-tags`.
struct ServiceTags {
  std::string cloud{};
  std::uint64_t change_number = 0;
  std::string document{};          ///< the input it was read from
  std::vector<ServiceTag> tags{};  ///< ordered by name
  friend bool operator==(const ServiceTags&, const ServiceTags&) = default;
};

/// What a tag stood for at a subnet, as the effective rules of a network interface there show it.
struct EffectiveTag {
  std::string subnet{};      ///< id; empty where only the interface is shown
  std::string interface {};  ///< id of the network interface; empty where the subnet is shown
  std::string tag{};         ///< in lower case
  std::vector<Prefix> prefixes{};
  std::string document{};
  friend bool operator==(const EffectiveTag&, const EffectiveTag&) = default;
};

/// The security admin rules that are in force at a virtual network.
struct EffectiveAdminRules {
  std::string network{};             ///< id
  std::vector<std::string> rules{};  ///< ids, ordered
  bool is_complete = false;          ///< these are all
  friend bool operator==(const EffectiveAdminRules&, const EffectiveAdminRules&) = default;
};

/// Packets to a cache that a contract speaks of.
struct ReachDemand {
  /// Addresses, prefixes, service tags; `group` terms hold the id of a subnet or virtual network.
  std::vector<AddressTerm> from{};
  std::vector<PortRange> ports{};  ///< empty: every port that the cache listens on
  std::uint32_t line = 0;          ///< in the document, from 1
  friend bool operator==(const ReachDemand&, const ReachDemand&) = default;
};

/// Who is to reach a cache and who is not.
struct ReachContract {
  std::string cache{};      ///< id or name, `*` and `?` stand for any text; empty: every cache
  std::string tag_name{};   ///< a tag that the cache carries; empty: any
  std::string tag_value{};  ///< empty: any
  bool has_allow_only = false;
  std::vector<ReachDemand> allow_only{};
  std::vector<ReachDemand> must_allow{};
  std::vector<ReachDemand> must_deny{};
  std::string document{};
  friend bool operator==(const ReachContract&, const ReachContract&) = default;
};

struct NetworkKnowledge {
  ServiceTags service_tags{};
  std::vector<EffectiveTag> effective{};
  std::vector<EffectiveAdminRules> admin_rules{};  ///< ordered by network, one for each
  std::vector<ReachContract> contracts{};
  friend bool operator==(const NetworkKnowledge&, const NetworkKnowledge&) = default;
};

}  // namespace cachewarden::inline v0
