#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/property.hpp"
#include "cachewarden/engine/governance.hpp"
#include "cachewarden/model/inventory.hpp"
#include "cachewarden/rules/rule.hpp"

namespace cachewarden::inline v0 {

/// A property that a verdict rests on: what was seen, and where. Positions are 0 and texts empty
/// where the input does not show them.
struct Evidence {
  std::string resource{};  ///< id
  std::string property{};  ///< path as in the REST interface; empty for the resource as a whole
  State state = State::not_carried;
  std::string value{};  ///< as the input spells it, JSON; never of a secret
  std::string note{};   ///< why there is a value that the input does not show
  std::string document{};
  std::string pointer{};  ///< RFC 6901, from the root of the document
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::vector<std::string> via{};  ///< places that led to the value, `file:line:column`, last first
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// Evidence that would decide an unknown verdict.
struct Missing {
  enum class Kind : std::uint8_t {
    resource = 1,
    collection = 2,
    property = 3,
    parameter = 4,
    module = 5,
    setting = 6,
    attestation = 7,
  };
  Kind kind = Kind::property;
  std::string what{};     ///< id, path, or name
  std::string reason{};   ///< one clause
  std::string collect{};  ///< the command that collects it; empty if there is none
  friend bool operator==(const Missing&, const Missing&) = default;
};

[[nodiscard]] constexpr std::string_view name(Missing::Kind kind) noexcept {
  constexpr std::string_view names[] = {"",          "resource", "collection", "property",
                                        "parameter", "module",   "setting",    "attestation"};
  return names[static_cast<std::size_t>(kind)];
}

/// What one rule says of one resource, with all that people and tools want to know of it.
struct Finding {
  const Rule* rule = nullptr;          ///< borrowed from the assessment
  const Resource* resource = nullptr;  ///< borrowed from the inventory
  Status status = Status::unknown;
  std::string message{};  ///< one sentence, lower case, no final stop
  std::vector<Evidence> evidence{};
  std::vector<Missing> missing{};
  std::vector<std::string> assumptions{};
  std::vector<std::string> marks{};          ///< `exempt`, `attested`
  const Exemption* exemption = nullptr;      ///< borrowed from the assessment; null if not exempt
  const Attestation* attestation = nullptr;  ///< the same of one that passes by it
  std::string
      cli{};  ///< remediation with the names of this resource; empty unless a live one failed
  std::string bicep{};
  std::string terraform{};
};

}  // namespace cachewarden::inline v0
