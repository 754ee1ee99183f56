#pragma once

#include <cstdint>
#include <vector>

#include "cachewarden/json/tape.hpp"

namespace cachewarden::inline v0::json::detail {

/// Marks the members of the object at `index` whose name came before.
class RepeatedNames {
 public:
  void mark(Tape& tape, std::uint32_t object);

 private:
  struct Name {
    std::uint64_t tag;
    std::uint32_t value;  // its entry
  };
  static void mark_if_same(Tape& tape, const Name& before, const Name& name);
  void mark_few(Tape& tape);
  void mark_many(Tape& tape);

  std::vector<Name> names_;
};

}  // namespace cachewarden::inline v0::json::detail
