#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include "cachewarden/base/date.hpp"
#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Severity = Diagnostic::Severity;

/// Properties of one resource, or a selection of them.
void read_properties(Node answer, std::string_view id, ReadContext& context) {
  if (!answer.is(Kind::object)) {
    context.report(Severity::error, "malformed", "expected the properties of a resource", answer);
    return;
  }
  const std::string_view own = canonical_id(text_member(answer, "id"));
  if (!own.empty() && !equal_folded(own, id)) {
    context.report(Severity::error, "foreign",
                   "the answer is said to be of " + shown_text(id) + " and shows another id",
                   answer);
    return;
  }
  const bool is_whole = looks_like_resource(answer);
  read_resource(answer, context,
                {.id = std::string(id), .carried = is_whole ? Carried::full : Carried::projection});
}

/// The children of one type of a resource.
void read_collection(Node answer, std::string_view id, std::string_view type, bool complete,
                     ReadContext& context) {
  const Hints hints{.parent = std::string(id), .type = std::string(type)};
  const Node value = answer.is(Kind::object) ? answer.find("value") : Node{};
  const Node list = value.is(Kind::array) ? value : answer;
  std::size_t count = list.size();
  bool is_whole = complete && !report_next_page(answer, context);
  if (list.is(Kind::array)) {
    is_whole = read_list(list, context, hints) && is_whole;
  } else if (is_resource_graph(answer)) {
    is_whole = read_rows(answer, context, hints, &count) && is_whole;
  } else if (list.is(Kind::object)) {
    // One child alone does not say that there is no other.
    read_resource(list, context, hints);
    is_whole = false;
  } else {
    context.report(Severity::error, "malformed", "expected a list", answer);
    return;
  }
  const Source source{.document = context.document,
                      .length = static_cast<std::uint32_t>(answer.length()),
                      .offset = context.base + answer.offset(),
                      .value = context.base,
                      .form = context.form};
  context.builder.add_collection(id, find_type(type),
                                 is_whole ? Completeness::complete : Completeness::partial,
                                 context.intent, static_cast<std::uint32_t>(count), source);
}

bool is_attributed(Node root) {
  return root.is(Kind::object) && root.find("of") &&
         (root.find("body") || root.find("collection") || root.find("complete"));
}

void read_attributed(Node root, ReadContext& context) {
  const Node collection = root.find("collection");
  const Node complete = root.find("complete");
  const Node collected = root.find("collected");
  const std::optional<std::chrono::sys_days> day = parse_date(collected.string());
  const auto expect = [&](bool holds, std::string_view what, Node at) {
    if (!holds)
      context.report(Severity::error, "malformed", "expected " + std::string(what), at ? at : root);
    return holds;
  };
  if (!expect(root.find("of").is(Kind::string), "`of` to be the id of a resource",
              root.find("of")) ||
      !expect(!collection || collection.is(Kind::string), "`collection` to be a text",
              collection) ||
      !expect(!complete || complete.is(Kind::boolean), "`complete` to be true or false",
              complete) ||
      !expect(!collected || day, "`collected` to be a day like 2026-01-31", collected) ||
      !expect(static_cast<bool>(root.find("body")), "a `body`", root))
    return;
  if (day)
    note_collected(*day, context.builder.document(context.document));
  std::string of(root.find("of").string());
  if (!collection.string().empty())
    of.append("#").append(collection.string());
  read_answer(root.find("body"), of, complete.boolean().value_or(false), context);
}

}  // namespace

void note_collected(std::chrono::sys_days day, InputDocument& document) {
  document.collected = document.collected ? std::min(*document.collected, day) : day;
}

void read_answer(Node answer, std::string_view of, bool complete, ReadContext& context) {
  const std::size_t mark = of.rfind('#');
  const std::string_view id = canonical_id(of.substr(0, mark));
  const std::optional<ResourceId> parsed = parse_resource_id(id);
  if (!parsed) {
    context.report(Severity::error, "unattributed", shown_text(id) + " is not the id of a resource",
                   answer);
    return;
  }
  InputDocument& document = context.builder.document(context.document);
  if (document.form.empty())
    document.form = "attributed answer";
  if (mark == std::string_view::npos) {
    read_properties(answer, id, context);
    return;
  }
  const std::string_view collection = of.substr(mark + 1);
  if (equal_folded(collection, "effectiveSecurityAdminRules") &&
      parsed->is_of_type(VirtualNetwork::type.arm)) {
    const Node value = answer.is(Kind::object) ? answer.find("value") : Node{};
    const Node list = value.is(Kind::array) ? value : answer;
    if (list.is(Kind::array))
      add_effective_admin_rules(list, id, complete && !report_next_page(answer, context), context);
    else
      context.report(Severity::error, "malformed", "expected a list", answer);
    return;
  }
  const std::string_view type = collection_type(parsed->type(), collection);
  if (type.empty()) {
    context.report(Severity::error, "unattributed",
                   shown_text(parsed->type()) + " has no collection " + shown_text(collection) +
                       " that this tool knows",
                   answer);
    return;
  }
  read_collection(answer, id, type, complete, context);
}

extern constinit const InputForm form_attributed = {
    .name = "attributed answer",
    .description = "an answer in an envelope: {\"of\": ID, \"collection\": NAME, \"body\": ...}",
    .detect = is_attributed,
    .read = read_attributed,
    .words = {"of"}};

}  // namespace cachewarden::inline v0::detail
