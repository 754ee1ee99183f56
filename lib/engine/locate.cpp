#include "engine/locate.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cachewarden/json/property_path.hpp"

namespace cachewarden::inline v0::detail {

using json::Kind;
using json::Node;

/// Where a value, or the name before it, begins.
std::size_t Locator::begin_of(Node value) {
  return value.is_member() ? value.key_offset() : value.offset();
}

/// The innermost value around an offset of the value's text, names counted to their values; the
/// root if there is none smaller. Containers hold thousands of values and are asked for each of
/// them: values are found by bisection.
Locator::Step Locator::enclosing(Parsed& parsed, std::size_t offset) {
  Step at{parsed.document.root(), {}};
  while (at.node && at.node.offset() != offset) {
    std::vector<Node>& values = parsed.values[at.node.offset()];
    if (values.empty())
      std::copy(at.node.begin(), at.node.end(), std::back_inserter(values));
    const auto after = std::upper_bound(
        values.begin(), values.end(), offset,
        [](std::size_t wanted, const Node& value) { return wanted < begin_of(value); });
    if (after == values.begin())
      return at;
    const auto value = std::prev(after);
    if (offset >= value->offset() + value->length())
      return at;
    at.pointer += '/';
    at.pointer += at.node.is(Kind::object) ? json::escape_pointer_token(value->key())
                                           : std::to_string(value - values.begin());
    at.node = *value;
  }
  return at;
}

/// The value that begins at an offset of the document; an empty node if there is none.
Locator::Step Locator::descend(Parsed& parsed, std::uint64_t offset) {
  if (offset < parsed.base)
    return {};
  Step at = enclosing(parsed, static_cast<std::size_t>(offset) - parsed.base);
  return at.node && at.node.offset() + parsed.base == offset ? at : Step{};
}

/// The values of a row of a table by the names of the columns, as members are by theirs.
std::vector<Locator::Step> Locator::cells(const Parsed& parsed, const Step& row,
                                          std::string_view name) {
  const std::size_t rows = row.pointer.rfind("/rows/");
  if (rows == std::string::npos)
    return {};
  std::vector<Step> result;
  std::size_t number = 0;
  for (const Node& column :
       json::resolve(parsed.document.root(), row.pointer.substr(0, rows) + "/columns")) {
    const Node cell = row.node.at(number);
    if (cell && json::same_key(column.find("name").string(), name))
      result.push_back({cell, row.pointer + "/" + std::to_string(number)});
    ++number;
  }
  return result;
}

/// Lists as the steps to their items.
std::vector<Locator::Step> Locator::items_of(const std::vector<Step>& lists) {
  std::vector<Step> result;
  for (const Step& list : lists) {
    std::size_t number = 0;
    for (const Node& item : list.node.is(Kind::array) ? list.node : Node())
      result.push_back({item, list.pointer + "/" + std::to_string(number++)});
    if (number == 0)
      result.push_back(list);
  }
  return result;
}

/// As `json::follow`, with the names as they are spelled, and with all of them where one is given
/// more than once; ends before the first `[]` and not at all where a name is not there.
void Locator::walk(const Parsed& parsed, const Step& at, std::string_view path, bool is_resource,
                   std::vector<Step>& found) {
  if (path.empty()) {
    found.push_back(at);
    return;
  }
  const std::size_t dot = path.find('.');
  const std::string_view segment = path.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? "" : path.substr(dot + 1);
  std::vector<Step> next;
  if (at.node.is(Kind::array) && is_resource) {
    next = cells(parsed, at, segment);
  } else if (!at.node.is(Kind::object)) {
    // Null, an expression or nothing at all in place of an object decides for all below it.
    found.push_back(at);
    found.back().is_above = true;
    return;
  }
  for (const Node& member : at.node) {
    if (json::same_key(member.key(), segment) && member.is_member())
      next.push_back({member, at.pointer + "/" + json::escape_pointer_token(member.key())});
  }
  if (next.empty() && segment == "properties" && !json::is_envelope(rest))
    walk(parsed, at, rest, is_resource, found);
  for (const Step& each : next)
    walk(parsed, each, rest, false, found);
}

const json::LineIndex& Locator::lines(std::uint32_t document) {
  const auto known = lines_.find(document);
  if (known != lines_.end())
    return known->second;
  return lines_.emplace(document, json::LineIndex(*inventory_->documents()[document].text))
      .first->second;
}

Locator::Parsed* Locator::parsed(const Source& source) {
  if (source.document >= inventory_->documents().size())
    return nullptr;
  const InputDocument& input = inventory_->documents()[source.document];
  if (input.text == nullptr ? input.source == nullptr : source.value > input.text->size())
    return nullptr;
  auto& entry = documents_[{source.document, source.value}];
  if (entry == nullptr && input.text == nullptr) {
    entry = parse_again(input, source);
    if (entry == nullptr)
      return nullptr;
  }
  if (entry == nullptr) {
    const auto base = static_cast<std::size_t>(source.value);
    std::size_t end = 0;
    json::ParseOptions options;
    options.max_depth = 100000;  // it was within the reader's limits
    Result<json::Document> document = json::Document::parse_prefix(
        std::string_view(*input.text).substr(base), &end, options, input.text);
    if (!document)
      return nullptr;
    entry = std::make_unique<Parsed>(
        Parsed{.document = *std::move(document), .lines = &lines(source.document), .base = base});
  }
  if (entry != nullptr && source.element != no_index)
    entry->above = input.list + "/" + std::to_string(source.element);
  return entry.get();
}

/// The value around a resource of a document that was not kept. Where the value ends is not known
/// beforehand.
std::unique_ptr<Locator::Parsed> Locator::parse_again(const InputDocument& input,
                                                      const Source& source) const {
  json::ParseOptions options;
  options.max_depth = 100000;
  std::size_t length = static_cast<std::size_t>(source.offset - source.value) + source.length +
                       (std::size_t{1} << 12);
  for (;; length *= 2) {
    auto text = std::make_shared<const std::string>(input.bytes(source.value, length));
    std::size_t end = 0;
    Result<json::Document> document = json::Document::parse_prefix(*text, &end, options, text);
    if (document) {
      auto result = std::make_unique<Parsed>(Parsed{.document = *std::move(document),
                                                    .base = static_cast<std::size_t>(source.value),
                                                    .start = input.place(source.value)});
      result->own_lines.emplace(*text);
      return result;
    }
    if (text->size() < length)
      return nullptr;
  }
}

void Locator::tidy() {
  constexpr std::size_t many = 256;
  if (documents_.size() > many)
    documents_.clear();
}

/// The pointer to what a person wrote, in a document that is JSON and at hand; else empty.
std::string Locator::written_pointer(const OriginPlace& origin) {
  const auto documents = inventory_->documents();
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    if (documents[i].origins != nullptr || documents[i].name != origin.document)
      continue;
    Parsed* const text = parsed({.document = i});
    return text == nullptr ? std::string() : enclosing(*text, origin.offset).pointer;
  }
  return {};
}

/// Puts the place that a person wrote instead of that in the expanded document. Origins know whole
/// resources: what is declared inside of another one is looked up from there.
void Locator::put_origin(Parsed& parsed, const Source& source, const Step& resource, Place& place) {
  const Origins* const origins = inventory_->documents()[source.document].origins.get();
  if (origins == nullptr)
    return;
  const std::string pointer = place.pointer;
  std::string_view above = resource.pointer;
  OriginChain chain;
  while (true) {
    const Node at = json::resolve(parsed.document.root(), above);
    chain = origins->locate(static_cast<std::size_t>(parsed.base) + at.offset(),
                            std::string_view(pointer).substr(above.size()));
    if (!chain.places.empty() || above.empty())
      break;
    above = above.substr(0, above.rfind('/'));
  }
  if (chain.places.empty())
    return;
  const OriginPlace& first = chain.places.front();
  place.document = first.document;
  place.pointer = written_pointer(first);
  place.line = first.line;
  place.column = first.column;
  for (std::size_t i = 1; i < chain.places.size(); ++i) {
    const OriginPlace& each = chain.places[i];
    place.via.push_back(each.document + ":" + std::to_string(each.line) + ":" +
                        std::to_string(each.column));
  }
  place.residual = chain.residual;
  place.unknown_kind = chain.unknown_kind;
  place.assumed = chain.assumed;
}

/// `found` is the resource or something below it.
Place Locator::place(Parsed& parsed, const Source& source, const Step& resource,
                     const Step& found) {
  const std::size_t offset = found.pointer == resource.pointer || found.node.key().empty()
                                 ? found.node.offset()
                                 : found.node.key_offset();
  json::Position position;
  if (parsed.lines != nullptr) {
    position = parsed.lines->position(parsed.base + offset);
  } else {
    position = parsed.own_lines->position(offset);
    position.column += position.line == 1 ? parsed.start.column - 1 : 0;
    position.line += parsed.start.line - 1;
  }
  Place result{.document = inventory_->documents()[source.document].name,
               .pointer = parsed.above + found.pointer,
               .line = position.line,
               .column = position.column};
  put_origin(parsed, source, resource, result);
  return result;
}

std::optional<Place> Locator::resource(const Source& source) {
  Parsed* const text = parsed(source);
  if (text == nullptr)
    return std::nullopt;
  const Step at = descend(*text, source.offset);
  if (!at.node)
    return std::nullopt;
  return place(*text, source, at, at);
}

std::vector<Place> Locator::field(const Source& source, const FieldRow& row) {
  Parsed* const text = parsed(source);
  if (text == nullptr)
    return {};
  const Step at = descend(*text, source.offset);
  if (!at.node)
    return {};
  std::vector<Step> found;
  for (const std::string_view path : row.arm)
    walk(*text, at, path.substr(0, path.find("[]")), true, found);
  // Spellings that say nothing count only where no other one is.
  const auto says_something = [](const Step& step) {
    const std::string_view raw = step.node.raw();
    return raw != "null" && raw != "\"\"" && raw != "[]";
  };
  const auto nothing = std::stable_partition(found.begin(), found.end(), says_something);
  if (nothing != found.begin())
    found.erase(nothing, found.end());
  if (found.empty())
    return {place(*text, source, at, at)};
  if (row.item_by_item)
    found = items_of(found);
  std::vector<Place> result;
  for (const Step& step : found) {
    result.push_back(place(*text, source, at, step));
    result.back().raw = step.node.raw();
    result.back().is_above = step.is_above;
  }
  return result;
}

}  // namespace cachewarden::inline v0::detail
