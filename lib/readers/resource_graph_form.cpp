#include <string>

#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Severity = Diagnostic::Severity;

/// The table form: names of columns apart from rows of bare values.
bool is_table(Node data) {
  return data.is(Kind::object) && data.find("columns").is(Kind::array) &&
         data.find("rows").is(Kind::array);
}

/// A row of a table as the object that the other form would show. Ends where one of the two does.
std::string row_object(Node columns, Node row) {
  std::string text = "{";
  auto value = row.begin();
  for (auto column = columns.begin(); column != columns.end() && value != row.end();
       ++column, ++value) {
    if (text.size() > 1)
      text += ',';
    text.append(json::quote((*column).find("name").string())).append(":");
    text.append((*value).raw());
  }
  return text += '}';
}

bool read_table(Node table, const ReadContext& context, const Hints& hints) {
  const Node columns = table.find("columns");
  bool is_whole = true;
  for (const Node& row : table.find("rows")) {
    ReadContext inner = context;
    inner.place = row;
    const bool is_row = row.is(Kind::array) && row.size() == columns.size();
    if (!is_row)
      inner.report(Severity::error, "malformed",
                   "expected a row of " + std::to_string(columns.size()) + " values", row);
    is_whole = is_whole && is_row;
    if (!row.is(Kind::array))
      continue;
    const Result<json::Document> object =
        json::Document::parse_owned(row_object(columns, row), {.max_depth = 100000});
    is_whole = object && read_resource(object->root(), inner, hints) && is_whole;
  }
  return is_whole;
}

}  // namespace

bool is_resource_graph(Node root) {
  if (!root.is(Kind::object))
    return false;
  if (is_table(root))
    return true;
  const Node data = root.find("data");
  if (!data)
    return false;
  for (const std::string_view key : {"totalRecords", "skipToken", "resultTruncated", "facets"}) {
    if (json::find_member(root, key))
      return true;
  }
  return is_table(data) || (data.is(Kind::array) && looks_like_resource(data.at(0)));
}

bool read_rows(Node answer, const ReadContext& context, const Hints& hints, std::size_t* count) {
  ReadContext inner = context;
  inner.form = Form::resource_graph;
  const Node data = is_table(answer) ? answer : answer.find("data");
  if (is_table(data)) {
    *count = data.find("rows").size();
    return read_table(data, inner, hints);
  }
  *count = data.size();
  if (data.is(Kind::array))
    return read_list(data, inner, hints);
  context.report(Severity::error, "malformed", "expected a list of rows", data);
  return false;
}

namespace {

void read_resource_graph(Node root, ReadContext& context) {
  std::size_t count = 0;
  report_next_page(root, context);
  read_rows(root, context, {}, &count);
}

}  // namespace

extern constinit const InputForm form_resource_graph = {
    .name = "resource-graph",
    .description = "an answer of Azure Resource Graph: az graph query",
    .detect = is_resource_graph,
    .read = read_resource_graph,
    .words = {"columns", "data"},
    .is_list = true,
    .is_graph = true};

}  // namespace cachewarden::inline v0::detail
