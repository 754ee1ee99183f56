#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "cachewarden/reports/arrow.hpp"
#include "reports/arrow_values.hpp"
#include "reports/listing.hpp"

namespace cachewarden::inline v0 {

namespace {

using detail::arrow::Layout;
using detail::arrow::Values;

/// One finding on its way into the columns.
struct Row {
  Assessment::Item item{};
  const Inventory* inventory = nullptr;
  const Resource* resource = nullptr;
  ResourceId id{};
  bool is_exempt = false;
  bool is_attested = false;
  Finding finding{};  ///< only if a column needs it
  /// The evidence that shows a place, else the first; null if there is none.
  const Evidence* evidence = nullptr;
};

/// The documents know where a resource is from, even if no evidence does.
std::string_view document_of(const Row& row) {
  if (row.evidence != nullptr && !row.evidence->document.empty())
    return row.evidence->document;
  for (const Source& source : row.inventory->sources(*row.resource)) {
    if (source.document < row.inventory->documents().size())
      return row.inventory->documents()[source.document].name;
  }
  return {};
}

template <class List, class Text>
void add_texts(Values& values, const List& list, Text&& text) {
  std::vector<std::string_view> texts;
  for (const auto& each : list) {
    if (const std::string_view one = text(each); !one.empty())
      texts.push_back(one);
  }
  values.add(texts);
}

void add_marks(const Row& row, Values& values) {
  std::string_view marks[2];
  std::size_t count = 0;
  if (row.is_exempt)
    marks[count++] = "exempt";
  if (row.is_attested)
    marks[count++] = "attested";
  values.add(std::span<const std::string_view>(marks, count));
}

template <auto Member>
void add_evidence(const Row& row, Values& values) {
  using Value = std::decay_t<decltype(std::declval<Evidence>().*Member)>;
  if constexpr (std::is_same_v<Value, std::uint32_t>)
    values.add(row.evidence == nullptr ? 0U : row.evidence->*Member);
  else
    values.add(row.evidence == nullptr ? std::string_view()
                                       : std::string_view(row.evidence->*Member));
}

struct Column {
  const char* name;
  Layout layout;
  bool has_evidence;
  std::string_view description;
  void (*add)(const Row&, Values&);
};

constexpr Column columns[] = {
    {"rule", Layout::word, false, "id of the rule",
     [](const Row& row, Values& to) { to.add(row.item.rule->id); }},
    {"name", Layout::word, false, "name of the rule",
     [](const Row& row, Values& to) { to.add(row.item.rule->name); }},
    {"title", Layout::word, false, "the requirement",
     [](const Row& row, Values& to) { to.add(row.item.rule->title); }},
    {"category", Layout::word, false, "what the rule is about",
     [](const Row& row, Values& to) { to.add(name(row.item.rule->category)); }},
    {"severity", Layout::word, false, "low, medium, high or critical",
     [](const Row& row, Values& to) { to.add(name(row.item.rule->severity)); }},
    {"status", Layout::word, false, "pass, fail, unknown or not_applicable",
     [](const Row& row, Values& to) { to.add(name(row.item.status)); }},
    {"resource_id", Layout::word, false, "id of the resource",
     [](const Row& row, Values& to) { to.add(row.resource->id.view()); }},
    {"resource_name", Layout::word, false, "the last part of its id",
     [](const Row& row, Values& to) { to.add(row.resource->name()); }},
    {"resource_type", Layout::word, false, "such as Microsoft.Cache/redis",
     [](const Row& row, Values& to) { to.add(resource_types()[row.resource->type]->arm); }},
    {"intent", Layout::word, false, "live or planned",
     [](const Row& row, Values& to) { to.add(name(row.resource->intent)); }},
    {"subscription", Layout::word, false, "the part of the resource id",
     [](const Row& row, Values& to) { to.add(row.id.subscription); }},
    {"resource_group", Layout::word, false, "the part of the resource id",
     [](const Row& row, Values& to) { to.add(row.id.group); }},
    {"marks", Layout::texts, false, "exempt, attested", add_marks},
    {"message", Layout::text, true, "one sentence for this case",
     [](const Row& row, Values& to) { to.add(row.finding.message); }},
    {"document", Layout::word, true, "where the evidence stands, else where the resource is from",
     [](const Row& row, Values& to) { to.add(document_of(row)); }},
    {"line", Layout::number, true, "from 1", add_evidence<&Evidence::line>},
    {"column", Layout::number, true, "from 1", add_evidence<&Evidence::column>},
    {"pointer", Layout::text, true, "JSON pointer from the root of the document",
     add_evidence<&Evidence::pointer>},
    {"property", Layout::word, true, "the property that the finding rests on",
     add_evidence<&Evidence::property>},
    {"value", Layout::text, true, "its value as the input spells it, JSON; never of a secret",
     add_evidence<&Evidence::value>},
    {"missing", Layout::texts, true, "what would decide an unknown finding",
     [](const Row& row, Values& to) {
       add_texts(to, row.finding.missing,
                 [](const Missing& each) -> std::string_view { return each.what; });
     }},
    {"collect", Layout::texts, true, "the commands that collect it",
     [](const Row& row, Values& to) {
       add_texts(to, row.finding.missing,
                 [](const Missing& each) -> std::string_view { return each.collect; });
     }},
    {"assumptions", Layout::texts, true, "what the finding takes to be so",
     [](const Row& row, Values& to) {
       add_texts(to, row.finding.assumptions,
                 [](const std::string& each) -> std::string_view { return each; });
     }},
    {"cli", Layout::text, true, "the command that mends a failure",
     [](const Row& row, Values& to) { to.add(row.finding.cli); }},
    {"bicep", Layout::text, true, "the same in a Bicep file",
     [](const Row& row, Values& to) { to.add(row.finding.bicep); }},
    {"terraform", Layout::text, true, "the same in a Terraform configuration",
     [](const Row& row, Values& to) { to.add(row.finding.terraform); }},
};

/// A column is cut where a batch would hold more text than 32 bits can tell the places of.
constexpr std::size_t most_bytes = std::size_t{1} << 30;

detail::arrow::Schema schema_of(const std::vector<const Column*>& chosen) {
  std::vector<detail::arrow::Schema> parts;
  for (const Column* column : chosen)
    parts.push_back(detail::arrow::schema_of(column->name, column->layout));
  return detail::arrow::schema_of(std::move(parts));
}

struct Stream {
  Stream(std::shared_ptr<const Assessment> from, const ArrowOptions& options,
         std::vector<const Column*> wanted)
      : assessment(std::move(from)),
        findings(options.findings),
        batch_rows(options.batch_rows),
        chosen(std::move(wanted)),
        explainer(*assessment) {
    for (const Column* column : chosen) {
      values.emplace_back(column->layout);
      has_evidence |= column->has_evidence;
    }
  }

  [[nodiscard]] std::size_t size() const {
    return findings ? findings->size() : assessment->size();
  }
  [[nodiscard]] detail::arrow::Array batch();
  void fill(std::size_t number);

  std::shared_ptr<const Assessment> assessment;
  std::optional<std::vector<std::size_t>> findings;
  std::size_t batch_rows;
  std::vector<const Column*> chosen;
  Explainer explainer;
  bool has_evidence = false;
  std::vector<Values> values{};
  std::size_t next = 0;
  bool is_broken = false;  ///< a row stands in some of the columns only
  Row row{};
  std::string trouble{};
};

/// Adds a finding to every column.
void Stream::fill(std::size_t number) {
  row.item = assessment->item(number);
  row.inventory = &assessment->inventory();
  const Resource& resource = row.inventory->resource(row.item.resource);
  if (row.resource != &resource) {
    row.resource = &resource;
    row.id = parse_resource_id(resource.id.view()).value_or(ResourceId{});
  }
  row.is_exempt = assessment->exemption(number) != nullptr;
  row.is_attested = assessment->attestation(number) != nullptr;
  if (has_evidence) {
    row.finding = explainer.finding(number);
    row.evidence = nullptr;
    for (const Evidence& each : row.finding.evidence) {
      if (row.evidence == nullptr || (row.evidence->line == 0 && each.line != 0))
        row.evidence = &each;
    }
  }
  for (std::size_t i = 0; i < chosen.size(); ++i)
    chosen[i]->add(row, values[i]);
}

/// The next rows; null at the end.
detail::arrow::Array Stream::batch() {
  if (is_broken)
    throw std::runtime_error("the stream failed before");
  is_broken = true;
  std::size_t length = 0;
  bool is_full = false;
  for (; next < size() && length < batch_rows && !is_full; ++length) {
    fill(findings ? (*findings)[next] : next);
    ++next;
    for (const Values& column : values)
      is_full |= column.bytes() >= most_bytes;
  }
  std::vector<detail::arrow::Array> arrays;
  for (Values& column : values)
    arrays.push_back(column.finish());
  detail::arrow::Array rows;
  if (length != 0)
    rows = detail::arrow::rows_of(std::move(arrays), length);
  is_broken = false;
  return rows;
}

/// Runs what a function of a stream does. No exception passes.
template <class Body>
int guarded(ArrowArrayStream* stream, Body&& body) noexcept {
  auto& self = *static_cast<Stream*>(stream->private_data);
  try {
    self.trouble.clear();
    body(self);
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  } catch (const std::exception& error) {
    try {
      self.trouble = error.what();
    } catch (const std::bad_alloc&) {
      return ENOMEM;
    }
    return EINVAL;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  return guarded(stream,
                 [out](Stream& self) { detail::arrow::move_to(*out, schema_of(self.chosen)); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  return guarded(stream, [out](Stream& self) {
    if (detail::arrow::Array next = self.batch())
      detail::arrow::move_to(*out, std::move(next));
    else
      *out = ArrowArray{};
  });
}

const char* get_last_error(ArrowArrayStream* stream) {
  const auto& self = *static_cast<const Stream*>(stream->private_data);
  return self.trouble.empty() ? nullptr : self.trouble.c_str();
}

void release(ArrowArrayStream* stream) {
  delete static_cast<Stream*>(stream->private_data);
  stream->private_data = nullptr;
  stream->release = nullptr;
}

/// The columns that are wanted.
Result<std::vector<const Column*>> choose(const std::vector<std::string>& names) {
  std::vector<const Column*> result;
  for (const std::string& name : names) {
    const auto* const found =
        std::find_if(std::begin(columns), std::end(columns),
                     [&name](const Column& column) { return column.name == name; });
    if (found == std::end(columns))
      return Error{ErrorCode::argument, "no column of findings is called `" + name + "`"};
    if (std::find(result.begin(), result.end(), found) != result.end())
      return Error{ErrorCode::argument, "the column `" + name + "` is named twice"};
    result.push_back(found);
  }
  if (names.empty()) {
    for (const Column& column : columns)
      result.push_back(&column);
  }
  return result;
}

}  // namespace

std::span<const ArrowColumn> arrow_columns() noexcept {
  static constexpr std::array all = [] {
    std::array<ArrowColumn, std::size(columns)> result{};
    for (std::size_t i = 0; i < result.size(); ++i)
      result[i] = {columns[i].name, columns[i].description, columns[i].has_evidence};
    return result;
  }();
  return all;
}

std::optional<Error> export_arrow_schema(const std::vector<std::string>& names, ArrowSchema& out) {
  const Result<std::vector<const Column*>> chosen = choose(names);
  if (!chosen)
    return chosen.error();
  detail::arrow::move_to(out, schema_of(*chosen));
  return std::nullopt;
}

std::vector<std::size_t> listed_findings(const Assessment& assessment,
                                         const ReportOptions& options) {
  const detail::Listing listing(assessment, options);
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (listing.has(i))
      result.push_back(i);
  }
  return result;
}

std::optional<Error> export_arrow(std::shared_ptr<const Assessment> assessment,
                                  const ArrowOptions& options, ArrowArrayStream& out) {
  Result<std::vector<const Column*>> chosen = choose(options.columns);
  if (!chosen)
    return chosen.error();
  if (options.batch_rows == 0)
    return Error{ErrorCode::argument, "a batch has at least one row"};
  if (options.findings) {
    for (const std::size_t number : *options.findings) {
      if (number >= assessment->size())
        return Error{ErrorCode::argument, "there are " + std::to_string(assessment->size()) +
                                              " findings, and none has the number " +
                                              std::to_string(number)};
    }
  }
  auto stream = std::make_unique<Stream>(std::move(assessment), options, *std::move(chosen));
  out = {.get_schema = get_schema,
         .get_next = get_next,
         .get_last_error = get_last_error,
         .release = release,
         .private_data = stream.release()};
  return std::nullopt;
}

}  // namespace cachewarden::inline v0
