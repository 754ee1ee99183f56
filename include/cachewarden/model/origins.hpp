#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cachewarden::inline v0 {

/// A place in a document that a person wrote.
struct OriginPlace {
  std::string document{};
  std::size_t offset = 0;  ///< in bytes, from the start of the document
  std::uint32_t line = 0;  ///< from 1
  std::uint32_t column = 0;
  std::string step{};  ///< what leads on from here: `module network`, `copy 3`; empty at the end
  friend bool operator==(const OriginPlace&, const OriginPlace&) = default;
};

/// Where a value of an expanded document comes from.
struct OriginChain {
  std::vector<OriginPlace> places{};  ///< the deciding literal first, never empty
  std::string residual{};             ///< of a value that is not known: the expression that stays
  std::string unknown_kind{};  ///< parameter, time, module, runtime or list; empty if it is known
  bool assumed = false;        ///< rests on a placeholder of the scope of deployment
  friend bool operator==(const OriginChain&, const OriginChain&) = default;
};

/// The origins of a document that was not written but expanded from a template. Constant; any
/// number of threads may ask.
class Origins {
 public:
  virtual ~Origins() = default;

  /// Where the value at a pointer (RFC 6901), counted from the resource whose text begins at
  /// `offset` of the expanded document, or the nearest value above it, comes from. Places are empty
  /// if no resource begins there.
  [[nodiscard]] virtual OriginChain locate(std::size_t offset, std::string_view pointer) const = 0;
};

}  // namespace cachewarden::inline v0
