#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/cachewarden.hpp"
#include "columns.hpp"
#include "convert.hpp"
#include "module.hpp"

/// What rules say, what authorities say, and what a change does to it.
namespace cachewarden::python {

namespace {

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

}  // namespace

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
  add_review(module);
  module.def("assess", judge);
  module.def("view_assess", view_assess);
  module.def("compare", compared);
}

}  // namespace cachewarden::python
