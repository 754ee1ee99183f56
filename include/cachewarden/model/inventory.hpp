#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/byte_source.hpp"
#include "cachewarden/model/facts.hpp"
#include "cachewarden/model/id_table.hpp"
#include "cachewarden/model/model_types.hpp"
#include "cachewarden/model/origins.hpp"
#include "cachewarden/model/resource.hpp"
#include "cachewarden/model/resource_id.hpp"

namespace cachewarden::inline v0 {

/// One resource of an inventory. A resource without sources and without body was only referred to.
struct Resource {
  Text id{};                        ///< as spelled in its first source
  std::uint32_t parent = no_index;  ///< number of the parent, for extensions of their target
  std::uint32_t body = no_index;    ///< number in the bodies of its type
  std::uint32_t first_source = 0;
  std::uint32_t source_count = 0;
  TypeNumber type = no_model;
  Intent intent = Intent::live;
  bool is_collected = false;  ///< read from an input or made by code, not only referred to
  bool is_expected = false;   ///< not collected, though its parent surely has it

  /// The last segment of the id.
  [[nodiscard]] std::string_view name() const noexcept {
    const std::string_view text = id.view();
    return text.substr(text.rfind('/') + 1);
  }
};

/// Line and column of a place in a document; both count from 1, columns in bytes.
struct PlaceMark {
  std::uint64_t offset = 0;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// An input that was read.
struct InputDocument {
  std::string name{};                         ///< as the caller named it; a path or `-`
  std::string form{};                         ///< what it was recognised as, empty if it was not
  std::uint64_t size = 0;                     ///< in bytes
  std::shared_ptr<const std::string> text{};  ///< the bytes, where they are kept
  /// The bytes of a document that was too large to keep; null where `text` has them.
  std::shared_ptr<const ByteSource> source{};
  /// Places of such a document, ascending, from which others are counted.
  std::shared_ptr<const std::vector<PlaceMark>> marks{};
  /// Of a list that was read element by element: the pointer (RFC 6901) to it.
  std::string list{};
  /// Of a document that was expanded from others, which reports name in its place; else null.
  std::shared_ptr<const Origins> origins{};
  std::uint32_t resources = 0;  ///< read from it, all types
  /// The day on which it was collected, if the caller or the document says so.
  std::optional<std::chrono::sys_days> collected{};
  bool ignored = false;  ///< found in a folder, not recognised and therefore left out

  /// Bytes of the document, read again where they were not kept; fewer at the end, and none if they
  /// cannot be had any more.
  [[nodiscard]] std::string bytes(std::uint64_t offset, std::size_t length) const {
    if (text != nullptr)
      return offset < text->size() ? text->substr(static_cast<std::size_t>(offset), length)
                                   : std::string();
    std::string result(source == nullptr ? 0 : length, '\0');
    const Result<std::size_t> count = result.empty() ? 0 : source->read(offset, result);
    result.resize(count ? *count : 0);
    return result;
  }
  /// Line and column of an offset in a document with marks; line feeds end its lines. Both are 0 if
  /// the bytes cannot be had.
  [[nodiscard]] PlaceMark place(std::uint64_t offset) const {
    const auto behind =
        std::upper_bound(marks->begin(), marks->end(), offset,
                         [](std::uint64_t at, const PlaceMark& mark) { return at < mark.offset; });
    PlaceMark result = behind == marks->begin() ? PlaceMark{} : *(behind - 1);
    const auto length = static_cast<std::size_t>(offset - result.offset);
    const std::string between = bytes(result.offset, length);
    if (between.size() != length)
      return {offset, 0, 0};
    std::size_t begin = 0;  // of the line
    for (std::size_t at = between.find('\n'); at != std::string::npos;
         at = between.find('\n', begin)) {
      begin = at + 1;
      result.column = 1;
      ++result.line;
    }
    result.column += static_cast<std::uint32_t>(length - begin);
    result.offset = offset;
    return result;
  }
  /// All bytes; null if they cannot be had.
  [[nodiscard]] std::shared_ptr<const std::string> whole() const {
    if (text != nullptr || source == nullptr)
      return text;
    auto all = std::make_shared<const std::string>(bytes(0, static_cast<std::size_t>(size)));
    return all->size() == size ? all : nullptr;
  }
  friend bool operator==(const InputDocument&, const InputDocument&) = default;
};

/// What readers have to tell besides resources.
struct Diagnostic {
  enum class Severity : std::uint8_t { note = 1, warning = 2, error = 3 };
  Severity severity = Severity::note;
  std::string code{};      ///< stable word, such as `unattributed`
  std::string message{};   ///< one line
  std::string document{};  ///< name of the document, empty if none
  std::uint32_t line = 0;  ///< from 1; 0 if the whole document is meant
  std::uint32_t column = 0;
  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// The field of a resource that refers to another one.
struct Referrer {
  std::uint32_t resource = no_index;
  std::uint8_t field = 0;
};

/// Where a property is: which resource, which row of its type's fields.
struct PropertyPlace {
  std::uint32_t resource = no_index;
  std::uint8_t field = 0;
};

class Inventory;
namespace detail {
class Assembly;
}

/// One choice of values for parameters that a template leaves open, and the inventory that it
/// makes.
struct World {
  std::string assignment{};  ///< `tier=\"Basic\", plain=true`
  std::shared_ptr<const Inventory> inventory{};
};

/// All resources that were read and have a model, with their relations, ordered by id. Made by
/// `InventoryBuilder`, never changed afterwards; any number of threads may ask the same one.
class Inventory {
 public:
  Inventory() = default;
  // Bodies are found by their addresses, which moving keeps and copying would not.
  Inventory(const Inventory&) = delete;
  Inventory& operator=(const Inventory&) = delete;
  Inventory(Inventory&&) noexcept = default;
  Inventory& operator=(Inventory&&) noexcept = default;
  ~Inventory() = default;

  [[nodiscard]] std::span<const Resource> resources() const noexcept { return resources_; }
  /// How many resources were read of types that nothing is asked of.
  [[nodiscard]] std::size_t others() const noexcept { return others_; }
  [[nodiscard]] const Resource& resource(std::uint32_t index) const { return resources_[index]; }
  [[nodiscard]] std::uint32_t index_of(const Resource& resource) const noexcept {
    return static_cast<std::uint32_t>(&resource - resources_.data());
  }
  [[nodiscard]] std::span<const InputDocument> documents() const noexcept { return documents_; }
  [[nodiscard]] std::span<const Diagnostic> diagnostics() const noexcept { return diagnostics_; }
  [[nodiscard]] const Facts& facts() const noexcept { return facts_; }
  /// For each template with parameters that have few possible values: every choice of them. What is
  /// the same in all worlds of a template is certain, though the parameters are not known.
  [[nodiscard]] std::span<const std::vector<World>> worlds() const noexcept { return worlds_; }
  /// Number of input that could not be read, was not recognised though named, or was not
  /// attributed.
  [[nodiscard]] bool has_errors() const noexcept {
    return std::any_of(diagnostics_.begin(), diagnostics_.end(), [](const Diagnostic& each) {
      return each.severity == Diagnostic::Severity::error;
    });
  }

  [[nodiscard]] std::span<const Source> sources(const Resource& resource) const noexcept {
    return std::span(sources_).subspan(resource.first_source, resource.source_count);
  }

  /// The bodies of one type, in the order of their resources.
  template <class Model>
  [[nodiscard]] std::span<const Model> bodies() const noexcept {
    return std::get<std::vector<Model>>(bodies_);
  }

  /// The numbers of the resources of one type, ascending; body by body of `bodies`.
  [[nodiscard]] std::span<const std::uint32_t> of_type(TypeNumber type) const noexcept {
    return owners_[type];
  }

  /// The body of a resource of that type; null for other types and resources without body.
  template <class Model>
  [[nodiscard]] const Model* body(const Resource& resource) const noexcept {
    if (resource.type != type_number<Model> || resource.body == no_index)
      return nullptr;
    return &std::get<std::vector<Model>>(bodies_)[resource.body];
  }

  /// The same without the type, for loops over field tables.
  [[nodiscard]] const void* body(const Resource& resource) const noexcept {
    if (resource.type == no_model || resource.body == no_index)
      return nullptr;
    return extents_[resource.type].begin + resource.body * extents_[resource.type].stride;
  }

  /// The resource that a body belongs to. Precondition: the body is one of this inventory's.
  template <class Model>
  [[nodiscard]] const Resource& owner(const Model& body) const noexcept {
    const auto& all = std::get<std::vector<Model>>(bodies_);
    return resources_[owners_[type_number<Model>][static_cast<std::size_t>(&body - all.data())]];
  }

  /// Which property of which resource stands at an address; nothing if it is none of this
  /// inventory's.
  [[nodiscard]] std::optional<PropertyPlace> place_of(const void* property) const noexcept {
    const auto* const address = static_cast<const std::byte*>(property);
    for (std::size_t type = 0; type < extents_.size(); ++type) {
      const Extent& extent = extents_[type];
      if (extent.count == 0 || address < extent.begin ||
          address >= extent.begin + extent.count * extent.stride)
        continue;
      const auto body_number = static_cast<std::size_t>(address - extent.begin) / extent.stride;
      const std::byte* body = extent.begin + body_number * extent.stride;
      const std::span<const FieldRow> fields = resource_types()[type]->fields;
      for (std::size_t field = 0; field < fields.size(); ++field) {
        if (fields[field].at(body) == property)
          return PropertyPlace{owners_[type][body_number], static_cast<std::uint8_t>(field)};
      }
      // The body itself stands for its resource.
      return PropertyPlace{owners_[type][body_number], 0xff};
    }
    return std::nullopt;
  }

  /// The resource with that id, compared without case. Of several copies the one with the wished
  /// intent; for a plan else what is there, if it was read, else what a template refers to. A live
  /// reference never leads to a plan. Null if there is none.
  [[nodiscard]] const Resource* find(std::string_view id, Intent intent = Intent::live) const {
    id = canonical_id(id);
    const Resource* copies[4] = {};
    const auto note = [&](std::uint32_t number) {
      const Resource& resource = resources_[number];
      if (equal_folded(resource.id.view(), id))
        copies[static_cast<std::size_t>(resource.intent)] = &resource;
      return false;  // there may be more
    };
    static_cast<void>(by_id_.find(hash_id(id), note));
    const Resource* const own = copies[static_cast<std::size_t>(intent)];
    if (own != nullptr || intent == Intent::live)
      return own;
    const Resource* const live = copies[static_cast<std::size_t>(Intent::live)];
    const Resource* const existing = copies[static_cast<std::size_t>(Intent::existing)];
    const bool is_read = live != nullptr && live->is_collected;
    return is_read || existing == nullptr ? live : existing;
  }

  /// The children of one type, ordered by id.
  [[nodiscard]] std::vector<std::uint32_t> children(const Resource& parent, TypeNumber type) const {
    std::vector<std::uint32_t> result;
    const Child from{index_of(parent), type, 0};
    for (auto at = std::lower_bound(children_.begin(), children_.end(), from);
         at != children_.end() && at->parent == from.parent && at->type == type; ++at)
      result.push_back(at->child);
    return result;
  }

  [[nodiscard]] Completeness completeness(const Resource& parent, TypeNumber type) const {
    const Collection wanted{index_of(parent), type, Completeness::not_collected};
    const auto at = std::lower_bound(collections_.begin(), collections_.end(), wanted);
    if (at != collections_.end() && at->parent == wanted.parent && at->type == type)
      return at->completeness;
    if (parent.intent == Intent::planned)
      return plans_are_complete_ ? Completeness::assumed : Completeness::partial;
    return Completeness::not_collected;
  }

  /// The resources of one type that were read and name others by ids some of which are not known:
  /// what those lead to is left out of `referrers`. Ascending.
  [[nodiscard]] std::span<const std::uint32_t> open_referrers(TypeNumber type) const noexcept {
    return open_referrers_[type];
  }

  /// The fields that refer to a resource, ordered by referring resource and field.
  [[nodiscard]] std::vector<Referrer> referrers(const Resource& target) const {
    std::vector<Referrer> result;
    const std::uint32_t index = index_of(target);
    for (auto at = std::lower_bound(edges_.begin(), edges_.end(), Edge{index, 0, 0});
         at != edges_.end() && at->target == index; ++at)
      result.push_back({at->source, at->field});
    return result;
  }

 private:
  friend class detail::Assembly;

  struct Extent {
    const std::byte* begin = nullptr;
    std::size_t stride = 0;
    std::size_t count = 0;
  };
  struct Child {
    std::uint32_t parent;
    TypeNumber type;
    std::uint32_t child;
    friend auto operator<=>(const Child&, const Child&) = default;
  };
  struct Collection {
    std::uint32_t parent;
    TypeNumber type;
    Completeness completeness;
    friend bool operator<(const Collection& a, const Collection& b) noexcept {
      return std::pair(a.parent, a.type) < std::pair(b.parent, b.type);
    }
  };
  struct Edge {
    std::uint32_t target;
    std::uint32_t source;
    std::uint8_t field;
    friend auto operator<=>(const Edge&, const Edge&) = default;
  };
  static constexpr std::size_t type_count = std::tuple_size_v<detail::ModelTypes::Vectors>;

  std::vector<Resource> resources_;
  detail::ModelTypes::Vectors bodies_;
  std::array<Extent, type_count> extents_{};
  std::array<std::vector<std::uint32_t>, type_count> owners_;
  detail::IdTable by_id_;
  std::vector<Source> sources_;
  std::vector<Child> children_;
  std::vector<Collection> collections_;
  std::vector<Edge> edges_;
  std::array<std::vector<std::uint32_t>, type_count> open_referrers_;
  std::vector<InputDocument> documents_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<std::vector<World>> worlds_;
  Facts facts_;
  std::size_t others_ = 0;
  bool plans_are_complete_ = true;
};

}  // namespace cachewarden::inline v0
