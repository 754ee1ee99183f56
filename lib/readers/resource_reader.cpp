#include "readers/resource_reader.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "readers/envelope.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Severity = Diagnostic::Severity;

std::string_view last_segment(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// The id below a parent. An extension names its own provider, a child only the last type.
std::string child_id(std::string_view parent, std::string_view type, std::string_view name) {
  const TypeNumber number = find_type(type);
  const std::string_view arm = number == no_model ? type : resource_types()[number]->arm;
  std::string id(parent);
  if (parent_type(arm).empty())
    id.append("/providers/").append(arm);
  else
    id.append("/").append(last_segment(arm));
  return id.append("/").append(name);
}

/// What things that are not Resource Manager's call their id, is their name.
bool is_word(std::string_view id, std::string_view type) {
  if (id.empty() || id.find('/') != std::string_view::npos)
    return false;
  const TypeNumber number = find_type(type);
  return number != no_model && resource_types()[number]->id_is_name;
}

/// The id of a resource; where it has to be put together, in `room`.
std::string_view id_of(Node node, const Envelope& envelope, const ReadContext& context,
                       const Hints& hints, std::string& room) {
  if (!hints.id.empty())
    return hints.id;
  const std::string_view id = own_id(envelope);
  const std::string_view own = own_type(envelope);
  const std::string_view type = own.empty() ? hints.type : own;
  if (!hints.parent.empty() && is_word(id, type))
    return room = child_id(hints.parent, type, id);
  if (!id.empty() || hints.parent.empty() || type.empty())
    return id;
  std::string name = name_of(envelope, context.dialect);
  if (name.empty()) {
    name = "~" + std::to_string(hints.index);
    context.report(Severity::warning, "unnamed",
                   "neither id nor name; known only by its place in the list", node);
  }
  return room = child_id(hints.parent, type, name);
}

/// How much of a resource a document shows.
struct Shown {
  Carried properties = Carried::full;
  Carried envelope = Carried::full;
  bool is_flattened = false;  ///< properties stand beside `id`, not below `properties`
};

/// The first name of a path below `properties`; empty for words that stand beside the id in every
/// form.
std::string_view flattened_key(std::string_view path) {
  constexpr std::string_view prefix = "properties.";
  if (!path.starts_with(prefix))
    return {};
  path = path.substr(prefix.size());
  path = path.substr(0, path.find_first_of(".["));
  return path == "sku" || path == "type" || path == "provisioningState" ? "" : path;
}

Shown shown_by(Node node, const Envelope& envelope, const ResourceType& type,
               const ReadContext& context, const Hints& hints) {
  const Node properties = envelope.properties;
  if (hints.carried != Carried::full)
    return {hints.carried, hints.carried, !properties};
  if (context.intent != Intent::live || context.form == Form::terraform)
    return {};
  if (properties && !properties.is(Kind::null)) {
    // What prints these two, `az resource show` among them, prints every word of the envelope that
    // it knows; `zones` may not be one.
    const bool is_generic = envelope.managed_by && envelope.plan;
    return {Carried::full, is_generic ? Carried::projection : Carried::full, false};
  }
  bool has_properties = false;
  bool is_flattened = false;
  for (const FieldRow& row : type.fields) {
    if (is_flattened)
      break;
    for (const std::string_view path : row.arm) {
      has_properties = has_properties || path.starts_with("properties.");
      const std::string_view key = flattened_key(path);
      is_flattened = is_flattened || (!key.empty() && json::find_member(node, key));
    }
  }
  if (!has_properties)
    return {};
  if (!is_flattened)
    return {Carried::summary, Carried::summary, false};
  // The az command line prints all there is, and these; a selection of columns rarely has them.
  const bool is_whole = hints.is_embedded || envelope.provisioning_state ||
                        (!type.shows_state && (!hints.parent.empty() || envelope.resource_group));
  const Carried carried =
      is_whole && context.form != Form::resource_graph ? Carried::full : Carried::projection;
  return {carried, carried, true};
}

std::string message_of(const Complaint& complaint) {
  const std::string path = shown_text(complaint.path);
  switch (complaint.state) {
    case State::conflicting:
      return path + " is given twice, with different values";
    case State::other:
      return path + " has a value that this version does not know";
    case State::stated:
      return path + ": " + std::string(complaint.detail);
    default: {
      const std::string_view found =
          complaint.at ? json::name(complaint.at.kind()) : std::string_view("nothing");
      return path + " cannot be read: expected " + std::string(complaint.detail) + ", found a" +
             (found == "array" || found == "object" || found == "integer" ? "n " : " ") +
             std::string(found);
    }
  }
}

/// Says what is wrong with properties; once where a whole object is, and not again what is said of
/// the whole document.
class Complaints {
 public:
  explicit Complaints(const ReadContext& context) : context_(context) {}

  void operator()(const Complaint& complaint) {
    const bool is_note = complaint.state == State::other || is_value(complaint.state);
    const bool is_told = std::find(told_.begin(), told_.end(), complaint.at) != told_.end() ||
                         (complaint.state == State::conflicting && complaint.at.is_repeated());
    if (is_told)
      return;
    if (told_.size() < most_told)
      told_.push_back(complaint.at);
    context_.report(is_note ? Severity::note : Severity::warning,
                    complaint.state == State::other         ? "unknown-value"
                    : complaint.state == State::conflicting ? "conflicting"
                    : is_note                               ? "odd"
                                                            : "malformed",
                    message_of(complaint), complaint.at);
  }

 private:
  static constexpr std::size_t most_told = 64;
  const ReadContext& context_;
  std::vector<Node> told_;
};

/// The RFC 6901 pointer from the value that begins at `from` to another one inside of it.
std::string pointer_between(const json::Node& from, std::size_t offset) {
  std::string pointer;
  Node at = from;
  for (bool is_inside = true; is_inside && at.offset() != offset;) {
    is_inside = false;
    std::size_t number = 0;
    for (const Node& child : at) {
      if (offset >= child.offset() && offset < child.offset() + child.length()) {
        pointer += "/" + (child.is_member() ? json::escape_pointer_token(child.key())
                                            : std::to_string(number));
        at = child;
        is_inside = true;
        break;
      }
      ++number;
    }
  }
  return pointer;
}

/// A resource of another type that is shown whole where others show its id. Only answers do that:
/// what a plan says of another resource than the one at hand is no more than its id.
void read_whole(Node node, const ReadContext& context, const Embedded& embedded) {
  if (context.intent != Intent::live || context.form == Form::terraform)
    return;
  const TypeNumber type = find_type(embedded.child_type);
  const Hints hints{.is_embedded = true};
  const Envelope envelope = envelope_of(node, context.room);
  if (!own_id(envelope).empty() &&
      shown_by(node, envelope, *resource_types()[type], context, hints).properties == Carried::full)
    read_resource(node, context, hints);
}

/// Where the embedded resources of a type stand.
using EmbeddedFound = std::array<json::Found, decltype(ResourceType::embedded)::capacity()>;

void read_children(const ReadContext& context, std::string_view id, const ResourceType& type,
                   const Source& source, const EmbeddedFound& all) {
  InventoryBuilder& builder = context.builder;
  for (std::size_t i = 0; i < type.embedded.size(); ++i) {
    const Embedded& embedded = type.embedded[i];
    const json::Found& found = all[i];
    if (embedded.read_only && (context.intent != Intent::live || context.shows_settings_only))
      continue;
    if (!equal_folded(parent_type(embedded.child_type), type.arm)) {
      read_whole(found.node, context, embedded);
      continue;
    }
    const TypeNumber child = find_type(embedded.child_type);
    const bool is_odd =
        found.is_malformed || found.is_conflicting || (found.node && !found.node.is(Kind::array));
    if (is_odd)
      context.report(Severity::warning, "malformed",
                     "`" + std::string(embedded.path) +
                         (found.is_conflicting ? "` is given twice" : "` is not a list"),
                     found.at);
    if (is_odd || found.is_expression) {
      builder.add_collection(id, child, Completeness::partial, context.intent);
    } else if (found.node) {
      const bool is_whole = read_list(
          found.node, context,
          {.parent = std::string(id),
           .type = std::string(embedded.child_type),
           .carried = source.carried == Carried::projection ? Carried::projection : Carried::full,
           .is_embedded = true});
      builder.add_collection(id, child,
                             is_whole && source.carried == Carried::full ? Completeness::complete
                                                                         : Completeness::partial,
                             context.intent, static_cast<std::uint32_t>(found.node.size()), source);
    } else if (embedded.absent_means_none && source.carried == Carried::full &&
               context.intent == Intent::live && context.form != Form::terraform) {
      builder.add_collection(id, child, Completeness::complete, context.intent);
    }
  }
}

/// A child of the parent, or one of all the resources of a subscription; what is no id is neither.
bool is_foreign(std::string_view text, std::string_view parent) {
  if (spells_child_of(parent, text))
    return false;
  const std::optional<ResourceId> id = parse_resource_id(text);
  if (!id || equal_folded(id->parent(), parent))
    return false;
  const std::optional<ResourceId> above = parse_resource_id(parent);
  return !above || !above->is_of_type(Subscription::type.arm) ||
         !equal_folded(above->name, id->subscription);
}

/// Types of which a parent has at most one: reading it, one knows them all.
bool is_single(TypeNumber type) {
  return type == type_number<RedisPatchSchedule>;
}

}  // namespace

void ReadContext::report(Severity severity, std::string code, std::string message, Node at) const {
  const InputDocument& input = builder.document(document);
  Diagnostic diagnostic{.severity = severity,
                        .code = std::move(code),
                        .message = std::move(message),
                        .document = input.name};
  if (place)
    at = place;
  if (origins != nullptr) {
    const std::string pointer =
        at && resource ? pointer_between(resource, at.offset()) : std::string();
    const OriginChain chain = origins->locate(resource ? resource.offset() : 0, pointer);
    if (!chain.places.empty()) {
      diagnostic.document = chain.places.front().document;
      diagnostic.line = chain.places.front().line;
      diagnostic.column = chain.places.front().column;
    }
  } else if (at) {
    const json::Position position =
        lines.position(base + at.offset() + (at.offset() >= left_out_at ? left_out : 0));
    diagnostic.line = position.line;
    diagnostic.column = position.column;
  }
  if (log != nullptr)
    log->add(std::move(diagnostic));
  else
    builder.add_diagnostic(std::move(diagnostic));
}

bool is_kept_as_it_is(const ResourceId& id) noexcept {
  return equal_folded(id.provider, "Microsoft.Authorization");
}

std::string_view text_member(Node object, std::string_view key) {
  return object.is(Kind::object) ? json::find_member(object, key).string() : std::string_view();
}

bool looks_like_resource(Node node) {
  if (!node.is(Kind::object))
    return false;
  if (parse_resource_id(text_member(node, "id")) ||
      parse_resource_id(text_member(node, "resourceId")))
    return true;
  const Envelope envelope = envelope_of(node, nullptr);
  return !own_type(envelope).empty() && !name_of(envelope, {}).empty();
}

std::string_view collection_type(std::string_view parent, std::string_view collection) {
  for (const ResourceType* type : resource_types()) {
    const std::string_view above = parent_type(type->arm);
    if (equal_folded(type->last_word(), collection) &&
        (equal_folded(above, parent) ||
         (above.empty() && (type->is_extension || equal_folded(parent, Subscription::type.arm)))))
      return type->arm;
  }
  return {};
}

bool read_resource(Node node, const ReadContext& context, const Hints& hints) {
  if (context.origins != nullptr && !hints.is_embedded && context.resource != node) {
    ReadContext own = context;
    own.resource = node;
    return read_resource(node, own, hints);
  }
  if (context.room == nullptr) {
    const auto room = std::make_unique<ReadingRoom>();
    ReadContext own = context;
    own.room = room.get();
    return read_resource(node, own, hints);
  }
  ReadingRoom& room = *context.room;
  if (!node.is(Kind::object)) {
    const std::string_view found = node ? json::name(node.kind()) : std::string_view("nothing");
    context.report(Severity::error, "malformed", "expected a resource, found " + std::string(found),
                   node);
    return false;
  }
  const Envelope envelope = envelope_of(node, &room);
  std::string put_together;
  const std::string_view id = id_of(node, envelope, context, hints, put_together);
  const std::optional<TypeNumber> found_type =
      id.size() <= longest_id ? room.types.of(id) : std::nullopt;
  // What a template creates or refers to may have an id that only the deployment knows.
  if (!found_type && context.dialect.has_expressions && json::is_expression(id))
    return false;
  if (!found_type) {
    context.report(Severity::error, "unattributed",
                   id.empty() ? "a resource without id; say which one it is with `--of`"
                              : shown_text(id) + " is not the id of a resource",
                   node);
    return false;
  }
  const TypeNumber type = *found_type;
  const std::string_view named_type = own_type(envelope);
  const TypeNumber named = find_type(named_type);
  if (named != no_model && named != type)
    context.report(Severity::warning, "malformed",
                   "the type is " + shown_text(named_type) + ", by its id " +
                       shown_text(parse_resource_id(id)->type()),
                   node);
  ++context.builder.document(context.document).resources;
  const Node place = context.place ? context.place : node;
  Source source{.document = context.document,
                .length = static_cast<std::uint32_t>(place.length()),
                .offset = context.base + place.offset(),
                .value = context.base,
                .element = context.element,
                .form = context.form,
                .api_version = Text(envelope.api_version.string())};
  if (type == no_model) {
    if (is_kept_as_it_is(*parse_resource_id(id)))
      context.builder.add_other(id, context.intent, source);
    else
      context.builder.count_other(id, context.intent);
    return true;
  }
  const ResourceType& info = *resource_types()[type];
  const Shown shown = shown_by(node, envelope, info, context, hints);
  source.carried = shown.properties;
  source.flattened = shown.is_flattened;
  if (source.flattened && source.form == Form::rest)
    source.form = Form::az;
  Complaints complaints(context);
  const std::function<void(const Complaint&)> complain = std::ref(complaints);
  FieldPaths& paths = room.paths(info);
  context.builder.add_decoded(id, type, context.intent, source, [&](void* body) {
    decode(paths,
           {.resource = node,
            .properties = shown.properties,
            .envelope = shown.envelope,
            .is_planned = context.intent != Intent::live || context.shows_settings_only,
            .dialect = context.dialect,
            .complain = complain,
            .room = room},
           body);
  });
  // Children are decoded with the same room.
  EmbeddedFound embedded;
  for (std::size_t i = 0; i < info.embedded.size(); ++i)
    embedded[i] = room.found(0).at(paths.embedded(i), context.dialect);
  read_children(context, id, info, source, embedded);
  if (is_single(type)) {
    const std::string_view parent = parse_resource_id(id)->parent();
    if (!parent.empty())
      context.builder.add_collection(parent, type, Completeness::complete, context.intent);
  }
  return true;
}

bool read_list(Node array, const ReadContext& context, const Hints& hints) {
  Hints each = hints;
  each.index = 0;
  const std::string_view parent = canonical_id(hints.parent);
  bool is_whole = true;
  for (const Node& element : array) {
    is_whole = read_resource(element, context, each) && is_whole;
    ++each.index;
    if (hints.parent.empty() || spells_child_of(parent, text_member(element, "id")))
      continue;
    const std::string_view own = own_id(envelope_of(element, context.room));
    if (!is_foreign(own, parent))
      continue;
    is_whole = false;
    context.report(Severity::warning, "foreign",
                   shown_text(last_segment(own)) + " is not a child of " +
                       shown_text(last_segment(hints.parent)),
                   element);
  }
  return is_whole;
}

}  // namespace cachewarden::inline v0::detail
