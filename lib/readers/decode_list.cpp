#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/merge.hpp"
#include "readers/decode.hpp"
#include "readers/normal.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Found;
using json::Kind;
using json::Node;

constexpr std::string_view host_bits = "the address has bits set behind the length of its prefix";

/// Azure names lists in the plural.
bool names_list(std::string_view path) {
  return path.ends_with('s') && path.find("[]") == std::string_view::npos;
}

void complain(const FieldRow& row, const Decoding& how, std::string_view path, State state,
              Node at) {
  if (state == State::malformed || state == State::conflicting)
    how.complain({state, at, std::string(path), expectation(row)});
}

/// Calls `take(node, path) -> State` for each value that the spellings of a field hold. A gap of
/// one is a gap of the whole.
template <class Take>
State each_item(const FieldRow& row, const Decoding& how, bool takes_scalar, Take&& take) {
  State result = State::not_carried;
  std::vector<Found>& all = how.room.elements;
  for (const FieldPaths::Path& spelling : how.paths->of(row)) {
    const std::string_view path = spelling.text;
    const Found first = how.found->at(spelling.step, how.dialect);
    const bool goes_on = spelling.goes_on && first.node;
    if (goes_on) {
      all.clear();
      json::gather(first, spelling.rest, how.dialect, all);
    }
    for (const Found& found : goes_on ? std::span<const Found>(all) : std::span(&first, 1)) {
      State state = state_of(found, how.carried(path));
      if (is_nothing(state)) {
        result = std::max(result, state);
        continue;
      }
      Node at = found.at;
      if (state == State::stated && found.node.is(Kind::array)) {
        for (const Node& element : found.node) {
          at = element;
          state =
              json::is_expression(element, how.dialect) ? State::unresolved : take(element, path);
          if (state != State::stated)
            break;
        }
      } else if (state == State::stated) {
        const bool is_map = row.keys && found.node.is(Kind::object);
        const bool is_odd = names_list(path) && !takes_scalar && !is_map;
        state = is_odd ? State::malformed : take(found.node, path);
      }
      if (state != State::stated) {
        complain(row, how, path, state, at);
        return state;
      }
      result = State::stated;
    }
  }
  return result;
}

/// Nothing in the list is how forms write nothing, as empty text is.
template <class Item>
void set_list(const FieldRow& row, void* body, ListRoom<Item>& room, State state) {
  using Items = Property<List<Item>>;
  if (state == State::stated && room.items.empty())
    state = State::absent;
  *static_cast<Items*>(row.edit(body)) = is_value(state) ? Items(room.list()) : Items(state);
}

/// Forms list the same things in different order, and some of them twice.
template <class Item, class Less, class Same>
void put_in_order(std::vector<Item>& items, Less less, Same same) {
  if (items.size() < 2)
    return;
  std::sort(items.begin(), items.end(), less);
  items.erase(std::unique(items.begin(), items.end(), same), items.end());
}

bool text_less(const Text& a, const Text& b) {
  const auto order = compare_folded(canonical_id(a), canonical_id(b));
  return order != 0 ? order < 0 : a < b;
}

void decode_texts(const FieldRow& row, const Decoding& how, void* body) {
  ListRoom<Text>& room = how.room.texts;
  std::vector<Text>& items = room.empty();
  const auto take = [&](const Node& node, std::string_view path) {
    if (node.is(Kind::object) && row.keys) {
      for (const Node& member : node)
        items.emplace_back(member.key());
      return State::stated;
    }
    if (!node.is(Kind::string) && !(row.normal == Normal::numeric && node.is(Kind::integer)))
      return State::malformed;
    const std::string_view text = trim(scalar_view(node, how.dialect));
    if (text.empty())
      return State::stated;
    if (row.kind == FieldKind::references && !may_refer(row, text))
      return State::malformed;
    if (row.normal == Normal::as_is || row.normal == Normal::numeric) {
      items.emplace_back(text);
      return State::stated;
    }
    const std::optional<std::string> normal = normalized(row.normal, text);
    if (!normal)
      return State::malformed;
    if (row.normal == Normal::prefix && Prefix::parse(text)->host_bits_set())
      how.complain({State::stated, node, std::string(path), host_bits});
    items.emplace_back(*normal);
    return State::stated;
  };
  const State state = each_item(row, how, false, take);
  put_in_order(items, text_less, same_text);
  set_list(row, body, room, state);
}

State add_term(std::string_view text, ReadingRoom& room, std::vector<AddressTerm>& items) {
  if (const AddressTerm* const known = room.terms.find(text)) {
    items.push_back(*known);
    return State::stated;
  }
  AddressTerm term{.text = Text(text)};
  if (text == "*" || equal_folded(text, "Any")) {
    term.kind = AddressTerm::Kind::any;
  } else if (text.front() == '/') {
    term.kind = AddressTerm::Kind::group;
  } else if (Result<Prefix> prefix = Prefix::parse(text)) {
    term.kind = AddressTerm::Kind::prefix;
    term.prefix = *prefix;
  } else if (looks_like_address(text)) {
    return State::malformed;
  } else {
    term.kind = AddressTerm::Kind::tag;
  }
  room.terms.keep(term);
  items.push_back(std::move(term));
  return State::stated;
}

State add_term(std::string_view text, ReadingRoom&, std::vector<PortRange>& items) {
  const Result<PortRange> range = PortRange::parse(text);
  if (!range)
    return State::malformed;
  items.push_back(*range);
  return State::stated;
}

bool term_less(const AddressTerm& a, const AddressTerm& b) {
  if (a.kind != b.kind || a.kind == AddressTerm::Kind::any)
    return a.kind < b.kind;
  return a.kind == AddressTerm::Kind::prefix ? a.prefix < b.prefix : text_less(a.text, b.text);
}

bool range_less(const PortRange& a, const PortRange& b) {
  return std::pair(a.first, a.last) < std::pair(b.first, b.last);
}

bool same_range(const PortRange& a, const PortRange& b) {
  return a == b;
}

/// Exports of the portal put several values into one text, divided by commas.
template <class Item, class Less, class Same>
void decode_terms(const FieldRow& row, const Decoding& how, void* body, ListRoom<Item>& room,
                  Less less, Same same) {
  std::vector<Item>& items = room.empty();
  const auto take = [&](const Node& node, std::string_view path) {
    if (!json::is_scalar(node) || node.is(Kind::boolean))
      return State::malformed;
    std::string_view rest = scalar_view(node, how.dialect);
    for (std::size_t comma = 0; comma != std::string_view::npos;) {
      comma = rest.find(',');
      const std::string_view text = trim(rest.substr(0, comma));
      rest.remove_prefix(comma == std::string_view::npos ? 0 : comma + 1);
      if (text.empty())
        continue;
      if (add_term(text, how.room, items) != State::stated)
        return State::malformed;
      if constexpr (std::is_same_v<Item, AddressTerm>) {
        if (items.back().prefix.host_bits_set())
          how.complain({State::stated, node, std::string(path), host_bits});
      }
    }
    return State::stated;
  };
  const State state = each_item(row, how, true, take);
  put_in_order(items, less, same);
  set_list(row, body, room, state);
}

void decode_pairs(const FieldRow& row, const Decoding& how, void* body) {
  const Found found = how.found->at(how.paths->of(row)[0].step, how.dialect);
  State state = state_of(found, how.carried(row.arm[0]));
  Node at = found.at;
  ListRoom<Pair>& room = how.room.pairs;
  std::vector<Pair>& items = room.empty();
  if (state == State::stated && !found.node.is(Kind::object))
    state = State::malformed;
  if (state == State::stated) {
    for (const Node& member : found.node) {
      at = member;
      if (json::is_expression(member, how.dialect))
        state = State::unresolved;
      else if (!json::is_scalar(member) && !member.is(Kind::null))
        state = State::malformed;
      if (state != State::stated)
        break;
      items.push_back({Text(member.key()),
                       member.is(Kind::null) ? Text() : Text(scalar_view(member, how.dialect))});
    }
  }
  complain(row, how, row.arm[0], state, at);
  std::sort(items.begin(), items.end(), [](const Pair& a, const Pair& b) {
    const auto order = compare_folded(a.name, b.name);
    return order != 0 ? order < 0 : std::tie(a.name, a.value) < std::tie(b.name, b.value);
  });
  set_list(row, body, room, state);
}

/// What a record does not say has no facts to be filled from.
void settle_record(std::span<const FieldRow> fields, void* record) {
  for (const FieldRow& row : fields) {
    if (is_unset(row.state(record)))
      row.set_gap(record, row.absence == Absence::none ? State::none : State::absent);
  }
}

void decode_records(const FieldRow& row, const Decoding& how, void* body) {
  std::vector<Node> elements;
  State state = each_item(row, how, false, [&](const Node& node, std::string_view) {
    if (!node.is(Kind::object))
      return State::malformed;
    elements.push_back(node);
    return State::stated;
  });
  if (state == State::stated && elements.empty())
    state = State::absent;
  if (!is_value(state)) {
    row.set_gap(body, state);
    return;
  }
  struct Filler {
    const std::vector<Node>& elements;
    const FieldRow& row;
    const Decoding& how;
    std::function<void(const Complaint&)> complain;
  } filler{elements, row, how, [&](const Complaint& inner) {
             Complaint outer = inner;
             outer.path = std::string(row.path()) + "[]." + inner.path;
             how.complain(outer);
           }};
  row.record->assign(
      row.edit(body), elements.size(), State::stated,
      [](void* record, std::size_t index, void* user) {
        const auto& self = *static_cast<Filler*>(user);
        decode(self.how.room.paths(*self.row.record),
               {.resource = self.elements[index],
                .dialect = self.how.dialect,
                .complain = self.complain,
                .room = self.how.room,
                .depth = self.how.depth + 1},
               record);
        settle_record(self.row.record->fields, record);
      },
      &filler);
}

}  // namespace

void decode_list(const FieldRow& row, const Decoding& how, void* body) {
  switch (row.kind) {
    case FieldKind::addresses:
      decode_terms(row, how, body, how.room.addresses, term_less, same_term);
      break;
    case FieldKind::ports:
      decode_terms(row, how, body, how.room.ports, range_less, same_range);
      break;
    case FieldKind::pairs:
      decode_pairs(row, how, body);
      break;
    case FieldKind::records:
      decode_records(row, how, body);
      break;
    default:
      decode_texts(row, how, body);
  }
}

}  // namespace cachewarden::inline v0::detail
