#include <string>
#include <vector>

#include "cachewarden/base/fold.hpp"
#include "readers/changes.hpp"
#include "readers/forms.hpp"

/// What the service says a deployment would change. Each change shows the resource before and after
/// as far as it can be set; what only the service tells is left out of both.
namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Severity = Diagnostic::Severity;

/// The REST interface puts below `properties` what the az command line puts beside `status`.
Node body_of(Node root) {
  const Node properties = root.find("properties");
  return properties.is(Kind::object) ? properties : root;
}

bool is_change_list(Node body) {
  for (const std::string_view name : {"changes", "potentialChanges"}) {
    if (!text_member(body.find(name).at(0), "changeType").empty())
      return true;
  }
  return body.find("changes").is(Kind::array) && body.find("changes").size() == 0;
}

/// Reads the changes of one prediction.
class Prediction {
 public:
  Prediction(ReadContext& context, bool is_after, std::vector<std::string>& removed)
      : context_(context), is_after_(is_after), removed_(removed) {}

  void read(Node change, bool is_certain) {
    const std::string_view type = text_member(change, "changeType");
    const std::string_view id = text_member(change, "resourceId");
    const bool is_deletion = equal_folded(type, "Delete");
    if (is_deletion && is_certain && is_after_) {
      removed_.emplace_back(id);
      return;
    }
    if (const Node resource = shown(change, type); resource)
      return read_side(resource, id, equal_folded(type, "Create"));
    if (!is_after_)
      return;
    const std::string_view reason = text_member(change, "unsupportedReason");
    const std::string name = shown_text(id.empty() ? "a resource" : id.substr(id.rfind('/') + 1));
    if (equal_folded(type, "Unsupported"))
      context_.report(
          Severity::warning, "not-predicted",
          name + " is not predicted" + (reason.empty() ? "" : ": " + shown_text(reason)), change);
    else
      context_.report(Severity::warning, "not-predicted",
                      "the content of " + name +
                          " is not shown; ask for it with `--result-format FullResourcePayloads`",
                      change);
    context_.builder.set_plans_partial();
  }

 private:
  /// The resource on this side. What is not changed may be shown on one side alone.
  [[nodiscard]] Node shown(Node change, std::string_view type) const {
    const Node before = json::find_member(change, "before");
    const Node after = json::find_member(change, "after");
    const Node own = is_after_ ? after : before;
    if (own.is(Kind::object))
      return own;
    if (equal_folded(type, "Create") || equal_folded(type, "Modify") ||
        (equal_folded(type, "Delete") && !is_after_))
      return {};
    const Node other = is_after_ ? before : after;
    return other.is(Kind::object) ? other : Node();
  }

  void read_side(Node resource, std::string_view id, bool is_new) {
    ReadContext own = context_;
    own.form = Form::arm_template;
    own.intent = is_after_ ? Intent::planned : Intent::live;
    own.dialect.has_expressions = is_after_;
    own.shows_settings_only = true;
    Hints hints;
    if (parse_resource_id(id))
      hints.id = std::string(id);
    if (!read_resource(resource, own, hints) || is_new || !is_after_)
      return;
    // What is there already may have children that nobody shows.
    const std::string known(hints.id.empty() ? text_member(resource, "id") : id);
    const std::optional<ResourceId> parsed = parse_resource_id(known);
    if (!parsed)
      return;
    const std::string parent = parsed->type();
    for (const ResourceType* each : resource_types()) {
      if (each->is_extension || equal_folded(parent_type(each->arm), parent))
        context_.builder.add_collection(known, find_type(each->arm), Completeness::partial,
                                        own.intent);
    }
  }

  ReadContext& context_;
  bool is_after_;
  std::vector<std::string>& removed_;
};

/// What the service has to say of a prediction.
void report_notes(Node root, const ReadContext& context) {
  const Node error = root.find("error");
  if (error.is(Kind::object))
    context.report(Severity::error, "what-if",
                   "the prediction failed with " + shown_text(text_member(error, "code")) + ": " +
                       shown_text(text_member(error, "message")),
                   error);
  for (const Node& each : body_of(root).find("diagnostics")) {
    const bool is_note = equal_folded(text_member(each, "level"), "Info");
    context.report(
        is_note ? Severity::note : Severity::warning, "what-if",
        shown_text(text_member(each, "code")) + ": " + shown_text(text_member(each, "message")),
        each);
  }
}

bool is_what_if(Node root) {
  if (!root.is(Kind::object) || root.find("$schema") || root.find("resources"))
    return false;
  const Node body = body_of(root);
  return is_change_list(body) && (body.find("changes").size() != 0 || root.find("status") ||
                                  body.find("potentialChanges").size() != 0);
}

void read_what_if(Node root, ReadContext& context) {
  if (context.changes != nullptr)
    context.changes->add(Changes::Form::what_if, root, context);
}

}  // namespace

void read_what_if_side(Node root, ReadContext& context, bool is_after,
                       std::vector<std::string>& removed) {
  Prediction prediction(context, is_after, removed);
  for (const Node& change : body_of(root).find("changes"))
    prediction.read(change, true);
  for (const Node& change : body_of(root).find("potentialChanges"))
    prediction.read(change, false);
  if (!is_after)
    return;
  if (body_of(root).find("potentialChanges").size() != 0)
    context.report(Severity::note, "potential",
                   "some changes depend on what only the deployment knows; they are judged as if "
                   "they were made",
                   body_of(root).find("potentialChanges"));
  report_notes(root, context);
}

extern constinit const InputForm form_what_if = {
    .name = "what-if",
    .description = "what a deployment would change: az deployment group what-if --no-pretty-print",
    .detect = is_what_if,
    .read = read_what_if,
    .words = {"changes", "potentialChanges", "properties"},
    .needs_document = true};

}  // namespace cachewarden::inline v0::detail
