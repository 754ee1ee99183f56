#include "readers/resource_reader.hpp"

#include <algorithm>
#include <vector>

#include "cachewarden/base/fold.hpp"

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

/// Names of children stand as `cache/rule` in live answers: the last segment counts. An expression
/// has no segments.
std::string name_of(Node node, const json::Dialect& dialect) {
  for (const std::string_view key : {"name", "resourceName"}) {
    const Node member = json::find_member(node, key);
    std::string name(trim(member.string()));
    if (json::is_expression(member, dialect))
      std::replace(name.begin(), name.end(), '/', '|');
    else
      name = last_segment(name);
    if (!name.empty())
      return name;
  }
  return {};
}

std::string own_id(Node node) {
  for (const std::string_view key : {"id", "resourceId"}) {
    const std::string_view text = canonical_id(text_member(node, key));
    if (!text.empty())
      return std::string(text);
  }
  return {};
}

/// The type as the resource itself names it; empty if it does not.
std::string_view own_type(Node node) {
  for (const std::string_view key : {"resourceType", "type"}) {
    const std::string_view text = trim(text_member(node, key));
    if (text.find('/') != std::string_view::npos)
      return text;
  }
  return {};
}

std::string id_of(Node node, const ReadContext& context, const Hints& hints) {
  if (!hints.id.empty())
    return hints.id;
  std::string id = own_id(node);
  const std::string_view own = own_type(node);
  const std::string type(own.empty() ? hints.type : own);
  const TypeNumber number = find_type(type);
  const bool is_word = number != no_model && resource_types()[number]->id_is_name && !id.empty() &&
                       id.find('/') == std::string::npos;
  if (is_word && !hints.parent.empty())
    return child_id(hints.parent, type, id);
  if (!id.empty() || hints.parent.empty() || type.empty())
    return id;
  std::string name = name_of(node, context.dialect);
  if (name.empty()) {
    name = "~" + std::to_string(hints.index);
    context.report(Severity::warning, "unnamed",
                   "neither id nor name; known only by its place in the list", node);
  }
  return child_id(hints.parent, type, name);
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

Shown shown_by(Node node, const ResourceType& type, const ReadContext& context,
               const Hints& hints) {
  const Node properties = json::find_member(node, "properties");
  if (hints.carried != Carried::full)
    return {hints.carried, hints.carried, !properties};
  if (context.intent != Intent::live || context.form == Form::terraform)
    return {};
  if (properties && !properties.is(Kind::null)) {
    // What prints these two, `az resource show` among them, prints every word of the envelope that
    // it knows; `zones` may not be one.
    const bool is_generic = json::find_member(node, "managedBy") && json::find_member(node, "plan");
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
  const bool is_whole =
      hints.is_embedded || json::find_member(node, "provisioningState") ||
      (!type.shows_state && (!hints.parent.empty() || json::find_member(node, "resourceGroup")));
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
  if (node.is(Kind::object) && !own_id(node).empty() &&
      shown_by(node, *resource_types()[type], context, hints).properties == Carried::full)
    read_resource(node, context, hints);
}

void read_children(Node node, const ReadContext& context, const std::string& id,
                   const ResourceType& type, const Source& source) {
  InventoryBuilder& builder = context.builder;
  for (const Embedded& embedded : type.embedded) {
    if (embedded.read_only && (context.intent != Intent::live || context.shows_settings_only))
      continue;
    const json::Found found = json::follow(node, embedded.path, context.dialect);
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
          {.parent = id,
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

/// A child of the parent, or one of all the resources of a subscription.
bool is_below(const ResourceId& id, std::string_view parent) {
  if (equal_folded(id.parent(), parent))
    return true;
  const std::optional<ResourceId> above = parse_resource_id(parent);
  return above && equal_folded(above->type(), Subscription::type.arm) &&
         equal_folded(above->name, id.subscription);
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
  return !own_type(node).empty() && !name_of(node, {}).empty();
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
  if (!node.is(Kind::object)) {
    const std::string_view found = node ? json::name(node.kind()) : std::string_view("nothing");
    context.report(Severity::error, "malformed", "expected a resource, found " + std::string(found),
                   node);
    return false;
  }
  const std::string id = id_of(node, context, hints);
  const std::optional<ResourceId> parsed = parse_resource_id(id);
  // What a template creates or refers to may have an id that only the deployment knows.
  if (!parsed && context.dialect.has_expressions && json::is_expression(id))
    return false;
  if (!parsed || id.size() > longest_id) {
    context.report(Severity::error, "unattributed",
                   id.empty() ? "a resource without id; say which one it is with `--of`"
                              : shown_text(id) + " is not the id of a resource",
                   node);
    return false;
  }
  const TypeNumber type = find_type(parsed->type());
  const std::string_view named_type = own_type(node);
  if (!named_type.empty() && find_type(named_type) != no_model && find_type(named_type) != type)
    context.report(
        Severity::warning, "malformed",
        "the type is " + shown_text(named_type) + ", by its id " + shown_text(parsed->type()),
        node);
  ++context.builder.document(context.document).resources;
  const Node place = context.place ? context.place : node;
  Source source{.document = context.document,
                .length = static_cast<std::uint32_t>(place.length()),
                .offset = context.base + place.offset(),
                .value = context.base,
                .element = context.element,
                .form = context.form,
                .api_version = Text(text_member(node, "apiVersion"))};
  if (type == no_model) {
    if (is_kept_as_it_is(*parsed))
      context.builder.add_other(id, context.intent, source);
    else
      context.builder.count_other(id, context.intent);
    return true;
  }
  const ResourceType& info = *resource_types()[type];
  const Shown shown = shown_by(node, info, context, hints);
  source.carried = shown.properties;
  source.flattened = shown.is_flattened;
  if (source.flattened && source.form == Form::rest)
    source.form = Form::az;
  Complaints complaints(context);
  const std::function<void(const Complaint&)> complain = std::ref(complaints);
  FieldPathsCache own;
  FieldPathsCache& paths = context.paths != nullptr ? *context.paths : own;
  context.builder.add_decoded(id, type, context.intent, source, [&](void* body) {
    decode(info.fields,
           {.resource = node,
            .properties = shown.properties,
            .envelope = shown.envelope,
            .is_planned = context.intent != Intent::live || context.shows_settings_only,
            .dialect = context.dialect,
            .complain = complain,
            .cache = paths},
           body);
  });
  read_children(node, context, id, info, source);
  if (is_single(type) && !parsed->parent().empty())
    context.builder.add_collection(parsed->parent(), type, Completeness::complete, context.intent);
  return true;
}

bool read_list(Node array, const ReadContext& context, const Hints& hints) {
  Hints each = hints;
  each.index = 0;
  bool is_whole = true;
  for (const Node& element : array) {
    is_whole = read_resource(element, context, each) && is_whole;
    ++each.index;
    const std::string own = own_id(element);
    const std::optional<ResourceId> id = parse_resource_id(own);
    if (hints.parent.empty() || !id || is_below(*id, canonical_id(hints.parent)))
      continue;
    is_whole = false;
    context.report(
        Severity::warning, "foreign",
        shown_text(id->name) + " is not a child of " + shown_text(last_segment(hints.parent)),
        element);
  }
  return is_whole;
}

}  // namespace cachewarden::inline v0::detail
