#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/address.hpp"
#include "cachewarden/base/fold.hpp"
#include "cachewarden/base/property.hpp"
#include "cachewarden/model/network_knowledge.hpp"
#include "cachewarden/model/resource.hpp"

/// Facts of Azure that change with time: data, not code. The library ships a table and a caller may
/// hand over a newer one.
namespace cachewarden::inline v0 {

/// What Azure does where a property is not set.
struct DefaultFact {
  std::string type{};   ///< resource type
  std::string field{};  ///< `Field::name`
  bool live = true;     ///< holds for live answers
  bool planned = true;  ///< holds for templates and plans
  std::string since{};  ///< api-version from which it holds, `YYYY-MM-DD`; empty: from the first
  std::string until{};  ///< api-version before which it holds; empty: to the last
  std::string value{};  ///< the value as Azure spells it
  State state = State::defaulted;  ///< `defaulted`, or `assumed` where a finding must say so
  std::string note{};              ///< one sentence for the evidence
  std::string source{};            ///< https address
};

/// When a cache listens on a port.
enum class PortUse : std::uint8_t {
  always = 1,
  plain_text = 2,   ///< while the port without TLS is open
  oss_cluster = 3,  ///< with the clustering policy `OSSCluster`
};

/// Ports that a cache listens on, towards the subnet that it or its private endpoint stands in.
struct PortFact {
  std::string type{};     ///< resource type of the cache
  bool injected = false;  ///< inside its own subnet, else behind a private endpoint
  PortRange ports{};
  bool udp = false;  ///< UDP as well as TCP
  PortUse use = PortUse::always;
  std::string note{};
  std::string source{};  ///< https address
};

/// The memory of a size of cache.
struct SizeFact {
  std::string family{};  ///< `C` or `P`
  std::int32_t capacity = 0;
  std::int32_t megabytes = 0;
};

/// A tier that Azure retires. Days are `YYYY-MM-DD`; one that is empty is not set.
struct RetirementFact {
  std::string type{};                   ///< resource type
  std::string tier{};                   ///< start of the SKU's name; empty: all
  std::string date{};                   ///< from which it is gone
  std::string closed{};                 ///< from which no new ones are made
  std::string closed_to_new_tenants{};  ///< from which only tenants that have one get more
  std::int32_t least_version = 0;       ///< of Redis in new ones; 0: any
  std::string note{};                   ///< one sentence for findings
  std::string source{};                 ///< https address
};

/// Something that a tier or size of cache refuses.
struct RefusalFact {
  std::string type{};    ///< resource type
  std::string tier{};    ///< start of the SKU's name
  std::string field{};   ///< `Field::name`, which must not be set
  std::string value{};   ///< the value that is refused; empty: any
  bool live = true;      ///< of answers too; the service itself fills in what is not
  std::string source{};  ///< https address
};

/// The range of a number that a tier or size of cache takes, both ends included.
struct LimitFact {
  std::string type{};   ///< resource type
  std::string tier{};   ///< start of the SKU's name
  std::string field{};  ///< `Field::name`
  std::int32_t least = 0;
  std::int32_t most = 0;
  std::string source{};  ///< https address
};

/// The private DNS zone that answers for the private endpoints of caches.
struct ZoneFact {
  std::string type{};  ///< resource type of the cache
  std::string zone{};  ///< in lower case
};

/// A version, and the tables.
struct Facts {
  std::string version{};  ///< `YYYY-MM-DD` of the last change
  std::vector<DefaultFact> defaults{};
  std::vector<PortFact> ports{};
  std::vector<SizeFact> sizes{};
  std::vector<RetirementFact> retirements{};
  std::vector<ZoneFact> zones{};
  std::vector<RefusalFact> refusals{};
  std::vector<LimitFact> limits{};
  /// What the documents that were read add; null where they add nothing.
  std::shared_ptr<const NetworkKnowledge> network{};
};

/// The date of an api-version without `-preview` and the like.
[[nodiscard]] constexpr std::string_view api_date(std::string_view api_version) noexcept {
  return api_version.substr(0, 10);
}

/// Whether the fact holds for a resource of its type. A fact that holds only for some api-versions
/// never applies where the api-version is not known and the form depends on it (templates).
[[nodiscard]] inline bool holds(const DefaultFact& fact, Intent intent,
                                std::string_view api_version) noexcept {
  if (intent == Intent::live ? !fact.live : !fact.planned)
    return false;
  if (!fact.since.empty() && (api_version.empty() || api_date(api_version) < fact.since))
    return false;
  return fact.until.empty() || (!api_version.empty() && api_date(api_version) < fact.until);
}

/// The fact that applies, or null.
[[nodiscard]] inline const DefaultFact* find_default(const Facts& facts, std::string_view type,
                                                     std::string_view field, Intent intent,
                                                     std::string_view api_version) {
  for (const DefaultFact& fact : facts.defaults) {
    if (fact.field == field && equal_folded(fact.type, type) && holds(fact, intent, api_version))
      return &fact;
  }
  return nullptr;
}

}  // namespace cachewarden::inline v0
