#include <pybind11/functional.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cachewarden/cachewarden.hpp"
#include "columns.hpp"
#include "convert.hpp"

/// The compiled half of the package: handles, and values of Python's own types. What users see is
/// made of it in the Python half.
namespace cachewarden::python {

namespace {

/// Raised where the package raises `Error`.
[[noreturn]] void refuse(ErrorCode code, std::string message) {
  throw Exception({code, std::move(message)});
}

// ---- reading --------------------------------------------------------------

/// A path (`is_path`), or the bytes of a document with a name for reports.
struct PythonSource {
  bool is_path = false;
  std::string name;
  std::shared_ptr<const std::string> bytes;
  std::string of;
};

/// What templates are deployed with, as Python hands it over.
struct PythonDeployment {
  using Texts = std::vector<std::pair<py::bytes, py::bytes>>;  ///< name and text
  Texts parameters;
  Texts values;
  std::string scope;  ///< JSON; empty: none
  std::vector<py::bytes> roots;
  py::bytes module_cache;
};

/// The same as the library takes it, and the folders that may be read.
struct Deployed {
  DeploymentOptions options{};
  std::shared_ptr<host::SourceFolders> folders{};
  bool has_roots = false;
};

void allow(host::SourceFolders& folders, const std::string& folder) {
  if (const Result<bool> is_allowed = folders.allow(folder); !is_allowed)
    throw Exception(is_allowed.error());
}

Deployed deployed(const PythonDeployment& given) {
  Deployed result{.folders = std::make_shared<host::SourceFolders>(),
                  .has_roots = !given.roots.empty()};
  for (const auto& [name, text] : given.parameters)
    result.options.parameters.push_back(
        {std::string(name), std::make_shared<const std::string>(text)});
  for (const auto& [name, text] : given.values)
    result.options.overrides.emplace_back(std::string(name), std::string(text));
  if (!given.scope.empty()) {
    Result<templates::ScopeInputs> scope = parse_scope(given.scope);
    if (!scope)
      throw Exception(scope.error());
    result.options.scope = *std::move(scope);
  }
  for (const py::bytes& root : given.roots)
    allow(*result.folders, root);
  if (const std::string cache = given.module_cache; !cache.empty()) {
    allow(*result.folders, cache);
    result.options.module_cache = host::SourceFolders::path_of(cache);
  }
  serve_files(result.options, result.folders);
  return result;
}

/// Reads the sources into a reader that has all of them.
Reader reader_of(const std::vector<PythonSource>& sources, const Deployed& deployment,
                 ReadOptions options,
                 std::optional<std::chrono::sys_days> collected = std::nullopt) {
  options.deployment = deployment.options;
  const std::size_t max_bytes = options.max_bytes;
  Reader reader(options);
  for (const PythonSource& source : sources) {
    if (source.is_path) {
      if (!deployment.has_roots)
        deployment.folders->allow_project_of(source.name);
      if (auto trouble = add_path(
              reader, {.name = source.name, .of = source.of, .collected = collected}, max_bytes))
        throw Exception(*std::move(trouble));
      continue;
    }
    reader.add(
        {.name = source.name, .text = source.bytes, .of = source.of, .collected = collected});
  }
  return reader;
}

/// A source as the Python half hands it over: path or not, name, bytes, what it is about.
using GivenSource = std::tuple<bool, py::bytes, py::buffer, py::bytes>;

std::vector<PythonSource> sources_of(const std::vector<GivenSource>& given) {
  std::vector<PythonSource> sources;
  for (const auto& [is_path, name, bytes, of] : given)
    sources.push_back({is_path, name, is_path ? nullptr : copy_of(bytes), of});
  return sources;
}

py::str expanded(const GivenSource& given, const PythonDeployment& deployment) {
  const PythonSource source = sources_of({given})[0];
  const Deployed how = deployed(deployment);
  std::string result;
  {
    const py::gil_scoped_release others_may_run;
    std::shared_ptr<const std::string> bytes = source.bytes;
    if (source.is_path) {
      Result<std::shared_ptr<const std::string>> read =
          host::read_file(source.name, ReadOptions{}.max_bytes);
      if (!read) {
        Error trouble = read.error();
        trouble.place = source.name;
        throw Exception(std::move(trouble));
      }
      bytes = *std::move(read);
      if (!how.has_roots)
        how.folders->allow_project_of(source.name);
    }
    Result<std::string> json =
        expand({.name = source.name, .text = bytes}, {.deployment = how.options, .indent = false});
    if (!json)
      throw Exception(json.error());
    result = *std::move(json);
  }
  return text(result);
}

// ---- inventory ------------------------------------------------------------

/// What Python holds of an inventory; resources go by number.
struct PythonInventory {
  std::shared_ptr<const Inventory> data;

  [[nodiscard]] const Resource& resource(std::size_t index) const {
    if (index >= data->resources().size())
      throw py::index_error("no resource has that number");
    return data->resources()[index];
  }
  [[nodiscard]] std::span<const FieldRow> fields(const Resource& resource) const {
    if (data->body(resource) == nullptr)
      return {};
    return resource_types()[resource.type]->fields;
  }
};

TypeNumber type_of(const std::string& name) {
  const TypeNumber type = find_type(name);
  if (type == no_model)
    refuse(ErrorCode::argument, "`" + name + "` is no type of resource that has rules");
  return type;
}

Intent intent_of(const std::string& word) {
  for (const Intent intent : {Intent::live, Intent::planned, Intent::existing}) {
    if (name(intent) == word)
      return intent;
  }
  refuse(ErrorCode::argument, "`" + word + "` is no intent");
}

void add_inventory(py::module_& module) {
  py::class_<PythonInventory>(module, "Inventory")
      .def("__len__", [](const PythonInventory& self) { return self.data->resources().size(); })
      .def("resource", [](const PythonInventory& self,
                          std::size_t index) { return resource_tuple(self.resource(index)); })
      .def("is_collected", [](const PythonInventory& self,
                              std::size_t index) { return self.resource(index).is_collected; })
      .def("parent",
           [](const PythonInventory& self, std::size_t index) -> std::optional<std::uint32_t> {
             const std::uint32_t parent = self.resource(index).parent;
             return parent == no_index ? std::nullopt : std::optional(parent);
           })
      .def("find",
           [](const PythonInventory& self, const std::string& id,
              const std::string& intent) -> std::optional<std::uint32_t> {
             const Resource* found = self.data->find(id, intent_of(intent));
             return found == nullptr ? std::nullopt : std::optional(self.data->index_of(*found));
           })
      .def("children",
           [](const PythonInventory& self, std::size_t index, const std::string& type) {
             return self.data->children(self.resource(index), type_of(type));
           })
      .def("is_complete",
           [](const PythonInventory& self, std::size_t index, const std::string& type) {
             const Completeness known =
                 self.data->completeness(self.resource(index), type_of(type));
             return known == Completeness::complete || known == Completeness::assumed;
           })
      .def("fields",
           [](const PythonInventory& self, std::size_t index) {
             py::list names;
             for (const FieldRow& row : self.fields(self.resource(index)))
               names.append(text(row.name));
             return names;
           })
      .def("ask",
           [](const PythonInventory& self, std::size_t index, const std::string& field) {
             const Resource& resource = self.resource(index);
             for (const FieldRow& row : self.fields(resource)) {
               if (row.name != field)
                 continue;
               const void* const body = self.data->body(resource);
               return py::make_tuple(text(name(row.state(body))), property_value(row, body),
                                     row.arm.empty() ? py::str() : text(row.arm[0]), row.secret);
             }
             throw py::key_error(field);
           })
      .def("diagnostics",
           [](const PythonInventory& self) {
             py::list result;
             for (const Diagnostic& each : self.data->diagnostics())
               result.append(diagnostic_dict(each));
             return result;
           })
      .def("inputs",
           [](const PythonInventory& self) {
             py::list result;
             for (const InputDocument& each : self.data->documents())
               result.append(input_dict(each));
             return result;
           })
      .def_property_readonly("facts_version", [](const PythonInventory& self) {
        return text(self.data->facts().version);
      });
}

// ---- rules of the caller --------------------------------------------------

/// What a check rests on: kind, resource, and the name of a property or the type of children.
using Trace = std::tuple<std::string, std::uint32_t, std::string>;
/// Status, note and what it rests on, of the resource with that number.
using PythonCheck =
    std::function<std::tuple<std::string, std::string, std::vector<Trace>>(std::uint32_t)>;

/// What must end the call, such as an interrupt from the keyboard; no `std::exception`, so that the
/// engine lets it pass.
struct Stop {
  py::error_already_set error;
};

Basis basis_of(const Inventory& inventory, const Trace& trace) {
  const auto& [kind, index, word] = trace;
  const Resource& resource = inventory.resource(index);
  const void* const body = inventory.body(resource);
  if (body == nullptr)
    return {};
  if (kind == "collection")
    return {.at = body, .kind = Basis::Kind::collection, .type = type_of(word)};
  for (const FieldRow& row : resource_types()[resource.type]->fields) {
    if (row.name == word)
      return {.at = row.at(body)};
  }
  return {};
}

Severity severity_of(const std::string& word) {
  const std::optional<Severity> severity = parse_severity(word);
  if (!severity)
    refuse(ErrorCode::argument, "`" + word + "` is no severity");
  return *severity;
}

Category category_of(const std::string& word) {
  for (int i = 1; i < 256 && !name(static_cast<Category>(i)).empty(); ++i) {
    if (name(static_cast<Category>(i)) == word)
      return static_cast<Category>(i);
  }
  refuse(ErrorCode::argument, "`" + word + "` is no category");
}

/// The rule of a dictionary as `rule_dict` makes it, with a check besides.
CustomRule custom_rule_of(const py::dict& given) {
  const auto word = [&given](const char* key) { return given[key].cast<std::string>(); };
  const auto [cli, bicep, terraform] =
      given["remediation"].cast<std::tuple<std::string, std::string, std::string>>();
  const std::string id = word("id");
  const std::string called = word("name").empty() ? id : word("name");
  const std::string title = word("title");
  const std::string message = word("message");
  const std::string rationale = word("rationale");
  const Rule texts{.id = id,
                   .name = called,
                   .title = title,
                   .message = message,
                   .severity = severity_of(word("severity")),
                   .category = category_of(word("category")),
                   .rationale = rationale,
                   .remediation = {cli, bicep, terraform}};
  const auto check = given["check"].cast<PythonCheck>();
  const auto note = std::make_shared<std::string>();
  return {texts, type_of(word("resource_type")),
          [check, note](const Resource& resource, const Context& context) {
            const Inventory& inventory = context.inventory();
            try {
              auto [status, said, traces] = check(inventory.index_of(resource));
              *note = std::move(said);
              Verdict verdict{.status = parse_status(status).value_or(Status::unknown),
                              .note = *note};
              for (const Trace& trace : traces)
                verdict.basis.add(basis_of(inventory, trace));
              return verdict;
            } catch (const py::error_already_set& error) {
              throw Stop{error};
            }
          }};
}

// ---- assessment -----------------------------------------------------------

/// What Python holds of an assessment. The explainer keeps what it parsed, for one thread at once.
struct PythonAssessment {
  PythonAssessment(std::vector<CustomRule> own, RuleSelection chosen, Assessment judged)
      : custom_rules(std::move(own)),
        selection(std::move(chosen)),
        data(std::move(judged)),
        explainer(data) {}

  std::vector<CustomRule> custom_rules;
  RuleSelection selection;
  Assessment data;
  std::mutex mutex;
  Explainer explainer;

  void demand(std::size_t index) const {
    if (index >= data.size())
      throw py::index_error("no finding has that number");
  }
};

/// A document that Python hands over; the error has a line for each mistake.
template <class T>
T document(const std::string& json, const char* name,
           Parsed<T> (*parse)(std::string_view, std::string_view)) {
  if (json.empty())
    return {};
  Parsed<T> parsed = parse(json, name);
  if (!parsed)
    refuse(parsed.errors.front().code, parsed.text());
  return std::move(parsed.value);
}

Parsed<SettingsDocument> read_settings(std::string_view json, std::string_view name) {
  return parse_settings(json, name);
}

/// The last one to let go of an assessment may be a thread that knows nothing of Python, since
/// streams of columns keep it; rules of the caller are objects of Python.
void let_go(PythonAssessment* assessment) {
  if (Py_IsInitialized() == 0)
    return;
  const py::gil_scoped_acquire alone;
  delete assessment;
}

std::shared_ptr<PythonAssessment> judge(const PythonInventory& inventory,
                                        const std::vector<std::string>& include,
                                        const std::vector<std::string>& exclude,
                                        const std::string& as_of, const std::string& settings_text,
                                        const std::string& exemptions_text,
                                        const std::string& attestations_text,
                                        const std::vector<py::dict>& custom, std::size_t jobs) {
  const auto settings = document<SettingsDocument>(settings_text, "settings", read_settings);
  const auto exemptions =
      document<std::vector<Exemption>>(exemptions_text, "exemptions", parse_exemptions);
  const auto attestations =
      document<std::vector<Attestation>>(attestations_text, "attestations", parse_attestations);
  AssessOptions options{
      .settings = settings.settings, .exemptions = exemptions, .attestations = attestations};
  if (!as_of.empty()) {
    options.as_of = parse_date(as_of);
    if (!options.as_of)
      refuse(ErrorCode::argument, "`" + as_of + "` is not a date like 2026-01-31");
  }
  std::vector<CustomRule> custom_rules;
  std::vector<const Rule*> borrowed;
  for (const py::dict& each : custom) {
    custom_rules.push_back(custom_rule_of(each));
    borrowed.push_back(&custom_rules.back().rule());
  }
  const std::vector<const Rule*> all = join_rules(catalog(), borrowed).value();
  RuleChoice choice = settings.rules;
  if (!include.empty())
    choice.include.clear();
  RuleSelection selection = select_rules(all, choice).value();
  const std::vector<const Rule*> rules = select_rules(selection.rules(), include, exclude).value();
  options.rules = rules;
  const auto ask = [&] {
    return std::shared_ptr<PythonAssessment>(
        new PythonAssessment(std::move(custom_rules), std::move(selection),
                             assess(inventory.data, options)),
        let_go);
  };
  if (!custom.empty()) {
    try {
      return ask();
    } catch (const Stop& stop) {
      throw stop.error;
    }
  }
  const py::gil_scoped_release others_may_run;
  host::Workers workers(jobs);
  options.run = workers.tasks();
  return ask();
}

ViewOptions view_options(const std::vector<std::string>& views, const std::string& settings) {
  return {.views = select_views(views).value(), .settings = parse_view_settings(settings).value()};
}

/// JSON of what authorities say.
py::str view_assess(const PythonInventory& inventory, const std::vector<std::string>& views,
                    const std::string& settings) {
  std::string result;
  {
    const py::gil_scoped_release others_may_run;
    const ViewAssessment assessment(inventory.data, view_options(views, settings));
    const ReportOptions all{.show_pass = true, .show_not_applicable = true};
    render(assessment, "json", all, [&result](std::string_view piece) { result += piece; });
  }
  return text(result);
}

/// JSON of what they say beside what we say.
py::str compared(const PythonInventory& inventory, const std::vector<std::string>& views,
                 const std::string& settings, bool all, const std::string& as_of,
                 const std::string& config_text) {
  const auto config = document<SettingsDocument>(config_text, "config", read_settings);
  const RuleSelection chosen = select_rules(catalog(), config.rules).value();
  AssessOptions options{.rules = chosen.rules(), .settings = config.settings};
  if (!as_of.empty()) {
    options.as_of = parse_date(as_of);
    if (!options.as_of)
      refuse(ErrorCode::argument, "`" + as_of + "` is not a date like 2026-01-31");
  }
  std::string result;
  {
    const py::gil_scoped_release others_may_run;
    const ViewAssessment assessment(inventory.data, view_options(views, settings));
    render(compare(assess(inventory.data, options), assessment, all), assessment, "json", {},
           [&result](std::string_view piece) { result += piece; });
  }
  return text(result);
}

py::str report(const Assessment& assessment, const ChangeReview* change, const std::string& format,
               const std::vector<std::string>& show, const std::string& min_severity, bool colour) {
  ReportOptions options{.show_fail = false, .show_unknown = false, .change = change};
  for (const std::string& word : show) {
    const std::optional<Status> status = parse_status(word);
    if (!status)
      refuse(ErrorCode::argument, "`" + word + "` is no status");
    options.show_pass |= *status == Status::pass;
    options.show_fail |= *status == Status::fail;
    options.show_unknown |= *status == Status::unknown;
    options.show_not_applicable |= *status == Status::not_applicable;
  }
  options.min_severity = severity_of(min_severity);
  options.colour = colour;
  std::string result;
  bool is_known = false;
  {
    const py::gil_scoped_release others_may_run;
    is_known =
        render(assessment, format, options, [&result](std::string_view piece) { result += piece; });
  }
  if (!is_known)
    refuse(ErrorCode::argument, "no format of reports is called `" + format + "`");
  return text(result);
}

py::str rendered(const PythonAssessment& self, const std::string& format,
                 const std::vector<std::string>& show, const std::string& min_severity,
                 bool colour) {
  return report(self.data, nullptr, format, show, min_severity, colour);
}

/// What Python holds of a review; the assessments are kept alive by it.
struct PythonReview {
  ChangeReview data;

  /// The numbers of the findings that have an effect; of those from before for `resolved`.
  [[nodiscard]] std::vector<std::size_t> numbers(const std::string& effect) const {
    std::vector<std::size_t> result;
    const bool is_before = effect == name(Effect::resolved);
    const std::size_t size = is_before ? data.before().size() : data.after().size();
    for (std::size_t i = 0; i < size; ++i) {
      if (name(is_before ? data.effect_before(i) : data.effect(i)) == effect)
        result.push_back(i);
    }
    return result;
  }
};

void add_review(py::module_& module) {
  py::class_<PythonReview>(module, "Review")
      .def(py::init([](const PythonAssessment& before, const PythonAssessment& after,
                       const std::vector<py::bytes>& removed) {
             std::vector<std::string> ids(removed.begin(), removed.end());
             return PythonReview{ChangeReview(before.data, after.data, ids)};
           }),
           py::keep_alive<1, 2>(), py::keep_alive<1, 3>())
      .def("numbers", &PythonReview::numbers)
      .def("render",
           [](const PythonReview& self, const std::string& format,
              const std::vector<std::string>& show, const std::string& min_severity, bool colour) {
             return report(self.data.after(), &self.data, format, show, min_severity, colour);
           });
}

void add_assessment(py::module_& module) {
  py::class_<PythonAssessment, std::shared_ptr<PythonAssessment>>(module, "Assessment")
      .def("__len__", [](const PythonAssessment& self) { return self.data.size(); })
      .def("counts",
           [](const PythonAssessment& self) {
             const StatusCounts& counts = self.data.counts();
             return py::make_tuple(counts.pass, counts.fail, counts.unknown, counts.not_applicable);
           })
      .def("decisions",
           [](const PythonAssessment& self) { return text(render_decisions(self.data)); })
      .def("status",
           [](const PythonAssessment& self, std::size_t index) {
             self.demand(index);
             return text(name(self.data.status(index)));
           })
      .def("finding",
           [](PythonAssessment& self, std::size_t index) {
             self.demand(index);
             Finding finding;
             {
               const py::gil_scoped_release others_may_run;
               const std::lock_guard lock(self.mutex);
               finding = self.explainer.finding(index);
             }
             return finding_dict(finding);
           })
      .def("numbers",
           [](const PythonAssessment& self, const std::vector<std::string>& statuses) {
             return numbers_of(self.data, statuses);
           })
      .def("stream",
           [](const std::shared_ptr<PythonAssessment>& self, const py::object& numbers,
              std::vector<std::string> columns, std::size_t batch_rows,
              const py::object& requested) {
             return stream_capsule({self, &self->data}, numbers, std::move(columns), batch_rows,
                                   requested);
           })
      .def("render", rendered);
}

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::internal:
      return "internal";
    case ErrorCode::no_memory:
      return "no_memory";
    case ErrorCode::argument:
      return "argument";
    case ErrorCode::syntax:
      return "syntax";
    case ErrorCode::format:
      return "format";
    case ErrorCode::limit:
      return "limit";
    case ErrorCode::io:
      return "io";
  }
  return "internal";
}

void translate(std::exception_ptr pointer) {
  try {
    if (pointer)
      std::rethrow_exception(pointer);
  } catch (const Exception& exception) {
    const Error& error = exception.error();
    const py::object type = py::module_::import("cachewarden._values").attr("Error");
    PyErr_SetObject(
        type.ptr(),
        py::make_tuple(text(error.message), text(code_name(error.code)), text(error.place)).ptr());
  }
}

}  // namespace

}  // namespace cachewarden::python

PYBIND11_MODULE(_core, module) {
  using namespace cachewarden;          // NOLINT(google-build-using-namespace)
  using namespace cachewarden::python;  // NOLINT(google-build-using-namespace)
  py::register_exception_translator(translate);
  module.attr("version") = text(version);
  module.attr("rule_set_version") = text(rule_set_version());
  add_inventory(module);
  add_assessment(module);
  add_review(module);
  py::class_<PythonDeployment>(module, "Deployment")
      .def(py::init([](PythonDeployment::Texts parameters, PythonDeployment::Texts values,
                       std::string scope, std::vector<py::bytes> roots, py::bytes module_cache) {
        return PythonDeployment{std::move(parameters), std::move(values), std::move(scope),
                                std::move(roots), std::move(module_cache)};
      }));
  module.def("read", [](const std::vector<GivenSource>& given, const PythonDeployment& deployment,
                        bool templates_are_complete, std::size_t max_bytes, std::uint32_t max_depth,
                        const std::string& collected, std::size_t jobs) {
    const std::optional<std::chrono::sys_days> day = parse_date(collected);
    const std::vector<PythonSource> sources = sources_of(given);
    const Deployed how = deployed(deployment);
    const py::gil_scoped_release others_may_run;
    host::Workers workers(jobs);
    Reader reader = reader_of(sources, how,
                              {.max_bytes = max_bytes,
                               .max_depth = max_depth,
                               .plans_are_complete = templates_are_complete,
                               .run = workers.tasks()},
                              day);
    return PythonInventory{std::make_shared<const Inventory>(reader.finish())};
  });
  module.def("read_change", [](const std::vector<GivenSource>& given,
                               const PythonDeployment& deployment, bool templates_are_complete) {
    const std::vector<PythonSource> sources = sources_of(given);
    const Deployed how = deployed(deployment);
    Change change;
    {
      const py::gil_scoped_release others_may_run;
      change =
          reader_of(sources, how, {.plans_are_complete = templates_are_complete}).finish_change();
    }
    py::list removed;
    for (const std::string& id : change.removed)
      removed.append(py::bytes(id));
    return py::make_tuple(
        PythonInventory{std::make_shared<const Inventory>(std::move(change.before))},
        PythonInventory{std::make_shared<const Inventory>(std::move(change.after))}, removed);
  });
  module.def("expand", expanded);
  module.def("assess", judge);
  module.def("columns", [] {
    py::list result;
    for (const ArrowColumn& column : arrow_columns())
      result.append(
          py::make_tuple(text(column.name), text(column.description), column.has_evidence));
    return result;
  });
  module.def("schema", schema_capsule);
  module.def("view_assess", view_assess);
  module.def("compare", compared);
  module.def("rules", [] {
    py::list result;
    for (const Rule* rule : catalog())
      result.append(rule_dict(*rule));
    return result;
  });
  module.def("explain", [](const std::string& id_or_name) {
    const Rule* const rule = find_rule(id_or_name);
    if (rule == nullptr)
      refuse(ErrorCode::argument, "no rule is called `" + id_or_name + "`");
    return text(explain_rule(*rule));
  });
  module.def("reach", [](const PythonInventory& inventory, const std::vector<std::string>& to,
                         const std::vector<std::string>& ports, const std::string& from,
                         bool verify, bool blocked) {
    std::string json;
    {
      const py::gil_scoped_release others_may_run;
      const reach::ReachQuery query{.to = to, .ports = ports, .from = from, .verify = verify};
      const ReachReportOptions options{.show_blocked = blocked};
      json = reach_json(reach::ask(*inventory.data, query).value(), *inventory.data, options);
    }
    return text(json);
  });
  module.def("nsg_lint",
             [](const PythonInventory& inventory, const std::string& group, bool verify) {
               std::string json;
               {
                 const py::gil_scoped_release others_may_run;
                 const reach::NsgQuery query{.group = group, .verify = verify};
                 json = lint_json(reach::ask_lint(*inventory.data, query).value());
               }
               return text(json);
             });
  module.def("nsg_diff", [](const PythonInventory& first, const PythonInventory& second,
                            const std::string& group, const std::string& other, bool verify) {
    std::string json;
    {
      const py::gil_scoped_release others_may_run;
      const reach::NsgQuery query{.group = group, .other = other, .verify = verify};
      json = diff_json(reach::ask_diff(*first.data, *second.data, query).value());
    }
    return text(json);
  });
  module.def("settings_schema", [] { return text(settings_schema()); });
  module.def("formats", [] {
    py::list result;
    for (const ReportFormat& format : report_formats())
      result.append(
          py::make_tuple(text(format.name), text(format.media_type), text(format.description)));
    return result;
  });
}
