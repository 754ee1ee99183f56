#include "structural_index.hpp"

#include <simdjson.h>

#include <algorithm>

namespace cachewarden::inline v0::json::detail {

struct StructuralIndex::Engine {
  simdjson::dom::parser parser{};
  std::size_t capacity = 0;
};

StructuralIndex::StructuralIndex() : engine_(std::make_unique<Engine>()) {}
StructuralIndex::~StructuralIndex() = default;
StructuralIndex::StructuralIndex(StructuralIndex&&) noexcept = default;
StructuralIndex& StructuralIndex::operator=(StructuralIndex&&) noexcept = default;

bool StructuralIndex::scan(std::string_view text) {
  constexpr std::size_t most = std::size_t{1} << 30;
  places_ = {};
  if (text.empty() || text.size() > most)
    return false;
  if (text.size() > engine_->capacity) {
    const std::size_t capacity = std::max(text.size(), std::size_t{1} << 16);
    if (engine_->parser.allocate(capacity, 8) != simdjson::SUCCESS)
      return false;
    engine_->capacity = capacity;
  }
  auto& stage = *engine_->parser.implementation;
  if (stage.stage1(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                   simdjson::stage1_mode::regular) != simdjson::SUCCESS)
    return false;
  places_ = {stage.structural_indexes.get(), stage.n_structural_indexes};
  return true;
}

}  // namespace cachewarden::inline v0::json::detail
