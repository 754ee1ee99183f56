#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

bool report_next_page(json::Node answer, const ReadContext& context) {
  if (!answer.is(json::Kind::object))
    return false;
  for (const std::string_view key :
       {"nextLink", "@odata.nextLink", "skipToken", "$skipToken", "resultTruncated"}) {
    const json::Node next = json::find_member(answer, key);
    const bool goes_on = equal_folded(key, "resultTruncated")
                             ? next.boolean().value_or(equal_folded(next.string(), "true"))
                             : !next.string().empty();
    if (!goes_on)
      continue;
    context.report(
        Diagnostic::Severity::warning, "partial-list",
        "the list goes on after `" + std::string(key) + "`; the rest of it was not collected",
        next);
    return true;
  }
  return false;
}

namespace {

bool is_rest_list(json::Node root) {
  return root.is(json::Kind::object) && root.find("value").is(json::Kind::array) &&
         !looks_like_resource(root);
}

void read_rest_list(json::Node root, ReadContext& context) {
  report_next_page(root, context);
  read_array(root.find("value"), context);
}

bool is_array(json::Node root) {
  if (!root.is(json::Kind::array))
    return false;
  for (const json::Node& element : root) {
    if (element.is(json::Kind::object) && detect_form(element) != nullptr)
      return true;
  }
  return false;
}

}  // namespace

void read_array(json::Node root, ReadContext& context) {
  using Severity = Diagnostic::Severity;
  if (root.size() == 0) {
    context.report(context.is_named ? Severity::error : Severity::warning, "unattributed",
                   "an empty list names no resource; say what it is about with `--of`", root);
    return;
  }
  for (const json::Node& element : root)
    read_element(element, context);
}

void read_element(json::Node element, const ReadContext& context) {
  const InputForm* const form =
      element.is(json::Kind::object) ? detect_form(element, context.room) : nullptr;
  ReadContext inner = context;
  inner.deployments = nullptr;  // a template is a document of its own
  if (form != nullptr)
    form->read(element, inner);
  else
    read_resource(element, inner);
}

namespace {

bool is_resource(json::Node root) {
  return looks_like_resource(root);
}

void read_one(json::Node root, ReadContext& context) {
  read_resource(root, context);
}

}  // namespace

extern constinit const InputForm form_rest_list = {
    .name = "rest-list",
    .description = "a list of the REST interface: {\"value\": [...]}",
    .detect = is_rest_list,
    .read = read_rest_list,
    .words = {"value"},
    .is_list = true};

extern constinit const InputForm form_list = {.name = "list",
                                              .description = "an array of resources: az ... list",
                                              .detect = is_array,
                                              .read = read_array,
                                              .is_list = true};

extern constinit const InputForm form_resource = {
    .name = "resource",
    .description = "one resource: az ... show, az resource show, REST",
    .detect = is_resource,
    .read = read_one,
    .words = {"id", "resourceId", "type", "resourceType"}};

}  // namespace cachewarden::inline v0::detail
