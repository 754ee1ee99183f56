#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/model/merge.hpp"
#include "cachewarden/model/scalar.hpp"
#include "cachewarden/readers/reader.hpp"

/// An inventory as lines of text, for tests that compare inventories.
namespace inventory_text {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

inline std::string source_path(std::string_view path) {
  return std::string(CACHEWARDEN_SOURCE_DIR "/").append(path);
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The files below a folder of the source tree, or the file itself; without texts for people.
inline std::vector<std::string> files_of(std::string_view path) {
  const std::string from = source_path(path);
  if (std::filesystem::is_regular_file(from))
    return {std::string(path)};
  std::vector<std::string> result;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(from)) {
    if (entry.is_regular_file() && entry.path().extension() != ".md")
      result.push_back(std::string(path) + entry.path().string().substr(from.size()));
  }
  std::sort(result.begin(), result.end());
  return result;
}

/// Documents are named by their path below the source tree.
inline void add_files(Reader& reader, std::string_view path) {
  for (const std::string& file : files_of(path))
    reader.add(
        {.name = file, .text = std::make_shared<const std::string>(read_file(source_path(file)))});
}

inline Inventory read_path(std::string_view path) {
  Reader reader;
  add_files(reader, path);
  return reader.finish();
}

/// How two inventories may differ and still be called the same.
struct Likeness {
  bool null_is_absent = true;  ///< what a form does not show, another shows as null
  bool scopes = true;          ///< ids with subscription and group; else from the provider on
  /// What is not set, what a default stands for and what there is none of are one.
  bool is_stated_only = false;
  bool assumed_is_complete = false;  ///< of collections
};

inline std::string id_text(std::string_view id, const Likeness& likeness) {
  id = canonical_id(id);
  const std::size_t provider = folded(id).rfind("/providers/");
  return folded(likeness.scopes || provider == std::string::npos ? id : id.substr(provider + 11));
}

/// The value of a property; its state in brackets if it has none.
inline std::string value_text(const FieldRow& row, const void* body, const Likeness& likeness) {
  State state = row.state(body);
  if (state == State::null && likeness.null_is_absent)
    state = State::absent;
  if (likeness.is_stated_only && state != State::stated &&
      (!is_gap(state) || detail::is_unset(state)))
    return "<not set>";
  if (!is_value(state))
    return "<" + std::string(name(state)) + ">";
  const void* property = row.at(body);
  const bool is_id = row.kind == FieldKind::reference || row.kind == FieldKind::references;
  const auto joined = [](const auto& list, auto&& text_of) {
    std::string text = "[";
    for (const auto& item : list)
      text.append(text_of(item)).append(" ");
    return text += ']';
  };
  switch (row.kind) {
    case FieldKind::texts:
    case FieldKind::references:
      return joined(**static_cast<const Property<List<Text>>*>(property), [&](const Text& item) {
        return is_id ? id_text(item, likeness) : folded(item);
      });
    case FieldKind::addresses:
      return joined(**static_cast<const Property<List<AddressTerm>>*>(property),
                    [&](const AddressTerm& item) {
                      switch (item.kind) {
                        case AddressTerm::Kind::any:
                          return std::string("*");
                        case AddressTerm::Kind::prefix:
                          return item.prefix.text();
                        case AddressTerm::Kind::group:
                          return id_text(item.text, likeness);
                        case AddressTerm::Kind::tag:
                          break;
                      }
                      return folded(item.text);
                    });
    case FieldKind::ports:
      return joined(**static_cast<const Property<List<PortRange>>*>(property),
                    [](const PortRange& item) { return item.text(); });
    case FieldKind::pairs:
      return joined(**static_cast<const Property<List<Pair>>*>(property),
                    [](const Pair& item) { return folded(item.name) + "=" + item.value.string(); });
    case FieldKind::records:
      return std::to_string(row.record->size(property)) + " records";
    default:
      break;
  }
  if (row.secret)
    return "(secret)";
  return is_id ? id_text(scalar_text(row, body), likeness) : folded(scalar_text(row, body));
}

/// A property of a resource; fields of records are properties of their own.
struct PropertyText {
  std::string key{};    ///< `id#field`, `id#list[0].field`
  std::string field{};  ///< `type#field`, `type#list.field`
  std::string value{};
  bool is_read_only = false;  ///< only the service tells it

  [[nodiscard]] std::string line() const { return key + ": " + value; }
};

/// The properties of all resources that were read, in the order of the inventory and its tables.
inline std::vector<PropertyText> property_texts(const Inventory& inventory,
                                                const Likeness& likeness = {}) {
  std::vector<PropertyText> result;
  for (const Resource& resource : inventory.resources()) {
    const void* body = inventory.body(resource);
    if (body == nullptr || !resource.is_collected)
      continue;
    const ResourceType& type = *resource_types()[resource.type];
    for (const FieldRow& row : type.fields) {
      const PropertyText whole{.key = id_text(resource.id, likeness) + "#" + std::string(row.name),
                               .field = folded(type.arm) + "#" + std::string(row.name),
                               .value = value_text(row, body, likeness),
                               .is_read_only = row.read_only};
      result.push_back(whole);
      if (row.kind != FieldKind::records || !is_value(row.state(body)))
        continue;
      for (std::size_t i = 0; i < row.record->size(row.at(body)); ++i) {
        for (const FieldRow& inner : row.record->fields)
          result.push_back(
              {.key = whole.key + "[" + std::to_string(i) + "]." + std::string(inner.name),
               .field = whole.field + "." + std::string(inner.name),
               .value = value_text(inner, row.record->at(row.at(body), i), likeness),
               .is_read_only = row.read_only || inner.read_only});
      }
    }
  }
  return result;
}

/// One line for each property: `id#field: value`.
inline std::vector<std::string> property_lines(const Inventory& inventory,
                                               const Likeness& likeness = {}) {
  std::vector<std::string> lines;
  for (const PropertyText& each : property_texts(inventory, likeness))
    lines.push_back(each.line());
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// Properties, completeness of collections, parents and references.
inline std::vector<std::string> inventory_lines(const Inventory& inventory,
                                                const Likeness& likeness = {}) {
  std::vector<std::string> lines = property_lines(inventory, likeness);
  for (const Resource& resource : inventory.resources()) {
    const std::string id = id_text(resource.id, likeness);
    lines.push_back(id + " is " + std::string(name(resource.intent)) +
                    (resource.is_collected ? ", collected" : ", referred to"));
    if (resource.parent != no_index)
      lines.push_back(id + " below " + id_text(inventory.resource(resource.parent).id, likeness));
    for (std::size_t type = 0; type < resource_types().size(); ++type) {
      const auto number = static_cast<TypeNumber>(type);
      Completeness completeness = inventory.completeness(resource, number);
      if (completeness == Completeness::assumed && likeness.assumed_is_complete)
        completeness = Completeness::complete;
      if (completeness != Completeness::not_collected)
        lines.push_back(id + " has " + std::string(resource_types()[type]->arm) + " " +
                        std::to_string(static_cast<int>(completeness)) + " of " +
                        std::to_string(inventory.children(resource, number).size()));
    }
    for (const Referrer& referrer : inventory.referrers(resource)) {
      const Resource& other = inventory.resource(referrer.resource);
      lines.push_back(id_text(other.id, likeness) + "#" +
                      std::string(resource_types()[other.type]->fields[referrer.field].name) +
                      " -> " + id);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// What only one of two sorted lists has, one a line, marked with its side.
inline std::string difference(const std::vector<std::string>& left,
                              const std::vector<std::string>& right) {
  std::string text;
  std::vector<std::string> only;
  std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                      std::back_inserter(only));
  for (const std::string& line : only)
    text += "< " + line + "\n";
  only.clear();
  std::set_difference(right.begin(), right.end(), left.begin(), left.end(),
                      std::back_inserter(only));
  for (const std::string& line : only)
    text += "> " + line + "\n";
  return text;
}

}  // namespace inventory_text
