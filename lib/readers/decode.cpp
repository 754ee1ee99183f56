#include "readers/decode.hpp"

#include <optional>
#include <string>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/model_types.hpp"
#include "cachewarden/model/resource_id.hpp"
#include "cachewarden/model/scalar.hpp"
#include "readers/normal.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Found;
using json::Kind;
using json::Node;

/// Text that stands where somebody hid a value: `***`, `<redacted>`.
bool is_withheld(std::string_view text) noexcept {
  text = trim(text);
  if (text.size() >= 3 && text.find_first_not_of('*') == std::string_view::npos)
    return true;
  for (const std::string_view word : {"<redacted>", "[redacted]", "redacted", "***redacted***",
                                      "(sensitive value)", "<masked>", "<hidden>", "<secret>"}) {
    if (equal_folded(text, word))
      return true;
  }
  return false;
}

/// Whether JSON of that kind can be a value of the field at all.
bool may_hold(const FieldRow& row, Kind kind) noexcept {
  const bool is_number = kind == Kind::integer || kind == Kind::real;
  switch (row.kind) {
    case FieldKind::boolean:
      return kind == Kind::string || kind == Kind::boolean || is_number;
    case FieldKind::integer:
    case FieldKind::enumeration:
      return kind == Kind::string || is_number;
    case FieldKind::text:
      return kind == Kind::string || (is_number && row.normal == Normal::numeric);
    default:
      return kind == Kind::string;
  }
}

/// Sets a property of one value from a scalar that may hold it; the state says how that went.
State set_value(const FieldRow& row, Node node, std::string_view text, void* body) {
  std::optional<std::string> normal;
  if (row.normal == Normal::numeric) {
    text = trim(text);
  } else if (row.normal != Normal::as_is) {
    normal = normalized(row.normal, text);
    if (!normal)
      return State::malformed;
    text = *normal;
  }
  if (row.kind == FieldKind::reference && !may_refer(row, text))
    return State::malformed;
  set_scalar(row, body, text, State::stated);
  if (row.kind == FieldKind::integer && row.state(body) == State::stated) {
    const std::int32_t number = **static_cast<const Property<std::int32_t>*>(row.at(body));
    if (number < row.least || number > row.most)
      return State::malformed;
  }
  // A word that is not known may be a new one; a number is just wrong.
  return row.state(body) == State::other && !node.is(Kind::string) ? State::malformed
                                                                   : row.state(body);
}

/// What stands at one spelling of a property of one value.
State decode_found(const FieldRow& row, const Found& found, const Decoding& how, void* body) {
  const Node node = found.node;
  const std::string_view text = trim(scalar_view(node, how.dialect));
  if (row.secret) {
    if (text.empty())
      return State::absent;
    *static_cast<Property<bool>*>(row.edit(body)) = true;
    return State::stated;
  }
  if (!may_hold(row, node.kind()))
    return State::malformed;
  // An object that has an id has it for a reason; elsewhere empty text is how forms write nothing.
  if (text.empty())
    return row.arm[0].ends_with(".id") ? State::malformed : State::absent;
  if (node.is(Kind::string) && is_withheld(text))
    return State::withheld;
  return set_value(row, node, scalar_view(node, how.dialect), body);
}

/// Two spellings of a property say the same.
bool agree(const Found& a, const Found& b, const json::Dialect& dialect) {
  if (!a.node || !b.node || !json::is_scalar(a.node) || !json::is_scalar(b.node))
    return a.node.raw() == b.node.raw();
  return equal_folded(trim(scalar_view(a.node, dialect)), trim(scalar_view(b.node, dialect)));
}

void decode_one(const FieldRow& row, const Decoding& how, void* body) {
  Found first;
  State state = State::not_carried;
  bool is_there = false;
  const auto complain = [&](const Found& found, std::string_view path) {
    how.complain({state, found.at, std::string(path), expectation(row)});
  };
  for (const FieldPaths::Path& path : how.paths->of(row)) {
    const Found found = how.found->at(path.step, how.dialect);
    const State here = state_of(found, how.carried(path.text));
    if (is_nothing(here)) {
      if (!is_there)
        state = std::max(state, here);
      continue;
    }
    if (!is_there) {
      is_there = true;
      first = found;
      state = here == State::stated ? decode_found(row, found, how, body) : here;
      if (state == State::malformed || state == State::other || state == State::conflicting)
        complain(found, path.text);
    } else if (!agree(first, found, how.dialect)) {
      state = State::conflicting;
      complain(found, path.text);
      break;
    }
  }
  if (!is_value(state))
    row.set_gap(body, state);
}

}  // namespace

State state_of(const Found& found, Carried carried) noexcept {
  if (found.is_conflicting)
    return State::conflicting;
  if (found.is_expression)
    return State::unresolved;
  if (found.is_malformed)
    return State::malformed;
  if (found.is_null)
    return carried == Carried::summary ? State::not_carried : State::null;
  if (!found.node)
    return carried == Carried::full ? State::absent : State::not_carried;
  return State::stated;
}

std::string_view scalar_view(const Node& node, const json::Dialect& dialect) {
  if (!node.is(Kind::string))
    return node.raw();
  const std::string_view text = node.string();
  return dialect.has_expressions && text.starts_with("[[") ? text.substr(1) : text;
}

bool may_refer(const FieldRow& row, std::string_view id) {
  if (row.refers_to == "*")
    return true;
  const std::optional<ResourceId> parsed = parse_resource_id(id);
  return parsed && (parsed->is_of_type(row.refers_to) || find_type(*parsed) == no_model);
}

std::string_view expectation(const FieldRow& row) noexcept {
  switch (row.kind) {
    case FieldKind::boolean:
      return "a yes or no";
    case FieldKind::integer:
      return "a whole number in its range";
    case FieldKind::enumeration:
      return "one of its words";
    case FieldKind::reference:
    case FieldKind::references:
      if (row.normal == Normal::vault_key)
        return "the address of a key";
      return "the id of a resource of its type";
    case FieldKind::texts:
      return row.normal == Normal::prefix ? "a list of address prefixes" : "a list of texts";
    case FieldKind::addresses:
      return "addresses, prefixes or service tags";
    case FieldKind::ports:
      return "ports";
    case FieldKind::pairs:
      return "an object of texts";
    case FieldKind::records:
      return "a list of objects";
    case FieldKind::text:
      break;
  }
  switch (row.normal) {
    case Normal::address:
      return "an address";
    case Normal::ipv4:
      return "an IPv4 address";
    case Normal::duration:
      return "a duration";
    default:
      return "a text";
  }
}

void decode(FieldPaths& paths, const Decoding& asked, void* body) {
  Decoding how = asked;
  FoundPaths& found = how.room.found(how.depth);
  paths.find(how.resource, found);
  how.paths = &paths;
  how.found = &found;
  for (const FieldRow& row : paths.fields()) {
    if (row.read_only && how.is_planned)
      continue;
    switch (row.kind) {
      case FieldKind::boolean:
      case FieldKind::integer:
      case FieldKind::text:
      case FieldKind::enumeration:
      case FieldKind::reference:
        decode_one(row, how, body);
        break;
      default:
        decode_list(row, how, body);
    }
  }
}

}  // namespace cachewarden::inline v0::detail
