#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cachewarden/base/list.hpp"
#include "cachewarden/base/text.hpp"
#include "cachewarden/model/model_types.hpp"
#include "cachewarden/model/resource_id.hpp"
#include "cachewarden/model/terms.hpp"
#include "readers/field_paths.hpp"

/// What readers of many resources keep between them, since estates say the same things again and
/// again. None of it may be used by several threads at once.
namespace cachewarden::inline v0::detail {

/// Where the items of a list are gathered, and the lists that were made of them: lists that are
/// spelled alike share their items.
template <class Item>
class ListRoom {
 public:
  std::vector<Item> items{};

  std::vector<Item>& empty() noexcept {
    items.clear();
    return items;
  }
  /// The list of the items, which are moved out of here.
  [[nodiscard]] List<Item> list() {
    if (items.size() > most_items)
      return List<Item>(std::span(items));
    std::uint64_t hash = 0;
    for (const Item& item : items)
      hash = (hash ^ hash_of(item)) * 0x9E3779B97F4A7C15U;
    List<Item>& known = known_[hash >> 58];
    if (!std::equal(known.begin(), known.end(), items.begin(), items.end()))
      known = List<Item>(std::span(items));
    return known;
  }

 private:
  static constexpr std::size_t most_items = 4;

  static std::uint64_t hash_of(const Text& text) noexcept { return hash_id(text); }
  static std::uint64_t hash_of(const AddressTerm& term) noexcept { return hash_id(term.text); }
  static std::uint64_t hash_of(const PortRange& range) noexcept {
    return std::uint64_t{range.first} << 16 | range.last;
  }
  static std::uint64_t hash_of(const Pair& pair) noexcept {
    return hash_id(pair.name) ^ (hash_id(pair.value) << 1);
  }

  std::array<List<Item>, 64> known_{};
};

/// Nothing longer is kept, so that hostile input is not kept twice.
constexpr std::size_t longest_kept = 64;

/// Terms by their spelling.
class KnownTerms {
 public:
  /// Null if it is not known, or no more.
  [[nodiscard]] const AddressTerm* find(std::string_view text) const noexcept {
    const AddressTerm& known = known_[hash_id(text) % known_.size()];
    return !text.empty() && known.text.view() == text ? &known : nullptr;
  }
  void keep(const AddressTerm& term) {
    if (term.text.size() <= longest_kept)
      known_[hash_id(term.text) % known_.size()] = term;
  }

 private:
  std::array<AddressTerm, 256> known_{};
};

/// What names of members stand for.
class KnownNames {
 public:
  /// `meaning(name)`, which is asked again only for names that were not met lately. `place` is the
  /// number of the member: objects have mostly the same names in the same order.
  template <class Meaning>
  [[nodiscard]] std::uint32_t of(std::string_view name, std::size_t place, Meaning&& meaning) {
    if (name.empty() || name.size() > longest_kept)
      return meaning(name);
    Known& here = by_place_[place % by_place_.size()];
    if (here.name == name)
      return here.means;
    Known& known = by_hash_[hash_id(name) % by_hash_.size()];
    if (known.name != name) {
      known.name = name;
      known.means = meaning(name);
    }
    here = known;
    return known.means;
  }

 private:
  struct Known {
    std::string name{};
    std::uint32_t means = 0;
  };
  std::array<Known, 32> by_place_{};
  std::array<Known, 128> by_hash_{};
};

/// The types of ids. Resources that stand side by side have ids that differ in their last word.
class KnownTypes {
 public:
  /// `find_type` of an id; nothing if it is none.
  [[nodiscard]] std::optional<TypeNumber> of(std::string_view id) {
    const bool is_sibling = !begin_.empty() && id.size() > begin_.size() &&
                            id.starts_with(begin_) &&
                            id.find('/', begin_.size()) == std::string_view::npos;
    if (is_sibling)
      return type_;
    const std::optional<ResourceId> parsed = parse_resource_id(id);
    if (!parsed)
      return std::nullopt;
    begin_ = parsed->text.substr(0, parsed->text.size() - parsed->name.size());
    type_ = find_type(*parsed);
    return type_;
  }

 private:
  std::string begin_{};
  TypeNumber type_ = no_model;  // of what begins so
};

/// All of it, with the trees of fields that were needed so far and room to look for them.
class ReadingRoom {
 public:
  [[nodiscard]] FieldPaths& paths(const ResourceType& type) {
    return paths(type.fields, type.embedded);
  }
  [[nodiscard]] FieldPaths& paths(const RecordType& type) { return paths(type.fields, {}); }
  /// What was found in the object that is read at a depth of records in records.
  [[nodiscard]] FoundPaths& found(std::size_t depth) {
    while (found_.size() <= depth)
      found_.push_back(std::make_unique<FoundPaths>());
    return *found_[depth];
  }

  ListRoom<Text> texts{};
  ListRoom<Pair> pairs{};
  ListRoom<PortRange> ports{};
  ListRoom<AddressTerm> addresses{};
  KnownTerms terms{};
  KnownNames forms{};  ///< what forms a name tells of
  KnownNames envelope{};
  KnownTypes types{};
  std::vector<json::Found> elements{};

 private:
  FieldPaths& paths(std::span<const FieldRow> fields, std::span<const Embedded> embedded) {
    std::unique_ptr<FieldPaths>& known = paths_[fields.data()];
    if (known == nullptr)
      known = std::make_unique<FieldPaths>(fields, embedded);
    return *known;
  }

  std::unordered_map<const FieldRow*, std::unique_ptr<FieldPaths>> paths_{};
  std::vector<std::unique_ptr<FoundPaths>> found_{};
};

}  // namespace cachewarden::inline v0::detail
