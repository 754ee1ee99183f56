#pragma once

#include <cstdint>

#include "cachewarden/base/address.hpp"
#include "cachewarden/base/text.hpp"

/// Small parsed values that properties hold.
namespace cachewarden::inline v0 {

/// A name and its text, such as a tag.
struct Pair {
  Text name{};
  Text value{};
  friend bool operator==(const Pair&, const Pair&) = default;
};

/// One term of the source or destination of a security rule.
struct AddressTerm {
  enum class Kind : std::uint8_t {
    any = 1,     ///< `*` or `Any`: every address of both families
    prefix = 2,  ///< `prefix` holds it
    tag = 3,     ///< a service tag, by name in `text`
    group = 4,   ///< an application security group, by id in `text`
  };
  Kind kind = Kind::any;
  Prefix prefix{};
  Text text{};  ///< as spelled in the input
  friend bool operator==(const AddressTerm&, const AddressTerm&) = default;
};

}  // namespace cachewarden::inline v0
