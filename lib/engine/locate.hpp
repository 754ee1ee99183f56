#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/json/document.hpp"
#include "cachewarden/model/inventory.hpp"

namespace cachewarden::inline v0::detail {

/// Where something stands in a document.
struct Place {
  std::string document{};
  std::string pointer{};
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::vector<std::string> via{};  ///< places that led there, for values of expanded documents
  std::string residual{};          ///< of a value that is not known: the expression that stays
  std::string unknown_kind{};      ///< of a value that is not known: why
  bool assumed = false;            ///< rests on a placeholder of the scope of deployment
  /// The JSON that stands there, kept by the locator; empty if the property itself is not there.
  std::string_view raw{};
  bool is_above = false;  ///< it stands in place of an object that could hold the property
};

/// Finds the places of resources and properties in the documents that an inventory keeps. Parses a
/// document when it is first asked of and keeps the result.
class Locator {
 public:
  explicit Locator(const Inventory& inventory) : inventory_(&inventory) {}

  /// Where a field stands, in all its spellings, and its items where they stand apart; the place of
  /// the resource, without `raw`, if the source does not show it. Nothing if the document was not
  /// kept.
  [[nodiscard]] std::vector<Place> field(const Source& source, const FieldRow& row);
  [[nodiscard]] std::optional<Place> resource(const Source& source);
  /// Forgets documents if there are many. What was found before is of no use any more.
  void tidy();

 private:
  /// One value of a document. A document of many lines holds many.
  struct Parsed {
    json::Document document;
    const json::LineIndex* lines = nullptr;  ///< of the document; null: of this value, from `start`
    std::size_t base = 0;
    PlaceMark start{};
    std::string above{};  ///< pointer to the value, where the document is a list of them
    std::optional<json::LineIndex> own_lines{};
    /// Values of the containers that were passed, by the offset of the container.
    std::map<std::size_t, std::vector<json::Node>> values{};
  };
  /// A value and the pointer to it.
  struct Step {
    json::Node node{};
    std::string pointer{};
    bool is_above = false;
  };

  Parsed* parsed(const Source& source);
  [[nodiscard]] std::unique_ptr<Parsed> parse_again(const InputDocument& input,
                                                    const Source& source) const;
  const json::LineIndex& lines(std::uint32_t document);
  Place place(Parsed& parsed, const Source& source, const Step& resource, const Step& found);
  void put_origin(Parsed& parsed, const Source& source, const Step& resource, Place& place);
  std::string written_pointer(const OriginPlace& origin);
  static Step descend(Parsed& parsed, std::uint64_t offset);
  static std::size_t begin_of(json::Node value);
  static Step enclosing(Parsed& parsed, std::size_t offset);
  static std::vector<Step> cells(const Parsed& parsed, const Step& row, std::string_view name);
  static std::vector<Step> items_of(const std::vector<Step>& lists);
  static void walk(const Parsed& parsed, const Step& at, std::string_view path, bool is_resource,
                   std::vector<Step>& found);

  const Inventory* inventory_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::unique_ptr<Parsed>> documents_;
  std::map<std::uint32_t, json::LineIndex> lines_;
};

}  // namespace cachewarden::inline v0::detail
