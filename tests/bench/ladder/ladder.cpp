#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "limits.hpp"
#include "ten_rules.hpp"

/// Prints what reading an export costs at least, and what cachewarden takes, in one run:
///
///   cachewarden_ladder FILE [--rounds N] [--jobs N] [--settings FILE] [--json]
///   cachewarden_ladder FILE --once ten|settings|own|all      one run of one rung, for comparisons
///
/// The rungs take turns, round after round; medians are shown. A rung of cachewarden is quoted as a
/// part of `parse`, which reads, splits and fully parses the same bytes and does nothing with them.
namespace {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)
using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

struct Options {
  std::string path;
  int rounds = 5;
  unsigned jobs = 1;
  bool as_json = false;
  std::string once{};      ///< a set of rules
  std::string settings{};  ///< a settings document, for a rung of its own
};

struct Rung {
  std::string name;
  std::function<std::size_t()> run;  ///< how many resources or findings it saw
};

struct Measured {
  std::vector<double> wall{};
  std::vector<double> processor{};
  std::size_t count = 0;
  double peak_megabytes = 0;
};

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Reads an export and judges it, with as many threads as were asked for.
class Run {
 public:
  explicit Run(const Options& options) : options_(&options) {}

  [[nodiscard]] std::shared_ptr<const Inventory> read() {
    ReadOptions reading{.max_bytes = std::size_t{1} << 40};
    reading.run = workers_.tasks();
    Reader reader(reading);
    if (const auto trouble = add_path(reader, {.name = options_->path}, reading.max_bytes))
      throw std::runtime_error(trouble->text());
    auto inventory = std::make_shared<const Inventory>(reader.finish());
    if (inventory->has_errors())
      throw std::runtime_error("the export has errors");
    return inventory;
  }

  [[nodiscard]] Assessment judge(std::span<const Rule* const> rules) {
    AssessOptions judging{.rules = rules};
    judging.run = workers_.tasks();
    return assess(read(), judging);
  }

 private:
  const Options* options_;
  host::Workers workers_{options_->jobs};
};

std::shared_ptr<const Inventory> inventory_of(const Options& options) {
  return Run(options).read();
}

Assessment judged(const Options& options, std::span<const Rule* const> rules) {
  return Run(options).judge(rules);
}

/// What the network engine or the network itself is asked for.
bool is_network_rule(const Rule& rule) {
  return rule.category == Category::network_security ||
         resource_types()[rule.check.type]->arm.starts_with("Microsoft.Network/");
}

/// What a rung holds at most, measured in a process of its own.
double peak_megabytes(const std::function<std::size_t()>& run) {
  const pid_t child = fork();
  if (child == 0) {
    run();
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
    throw std::runtime_error("a rung failed in a process of its own");
  return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

void measure(const Rung& rung, Measured& to) {
  const double before = processor_seconds();
  const Clock::time_point start = Clock::now();
  to.count = rung.run();
  to.wall.push_back(std::chrono::duration<double>(Clock::now() - start).count());
  to.processor.push_back(processor_seconds() - before);
}

/// Nanoseconds and bytes a finding of what is made of findings.
Json rendering(const Assessment& assessment) {
  Json result = Json::object();
  const std::vector<std::size_t> listed = listed_findings(assessment);
  const auto add = [&](const std::string& name, std::size_t rows, const auto& make) {
    const Clock::time_point start = Clock::now();
    const std::size_t bytes = make();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const auto each = static_cast<double>(std::max<std::size_t>(rows, 1));
    result[name] = {{"rows", rows},
                    {"ns_a_row", seconds * 1e9 / each},
                    {"bytes_a_row", static_cast<double>(bytes) / each}};
  };
  for (const char* format : {"text", "json", "ndjson"}) {
    add(format, listed.size(), [&] {
      std::size_t bytes = 0;
      render(assessment, format, {}, [&](std::string_view piece) { bytes += piece.size(); });
      return bytes;
    });
  }
  const std::shared_ptr<const Assessment> borrowed(std::shared_ptr<void>{}, &assessment);
  const auto columns = [&](const ArrowOptions& options) {
    ArrowArrayStream stream{};
    if (const auto trouble = export_arrow(borrowed, options, stream))
      throw std::runtime_error(trouble->text());
    for (ArrowArray array{}; stream.get_next(&stream, &array) == 0 && array.release != nullptr;)
      array.release(&array);
    stream.release(&stream);
    return std::size_t{0};
  };
  ArrowOptions light;
  for (const ArrowColumn& column : arrow_columns()) {
    if (!column.has_evidence)
      light.columns.emplace_back(column.name);
  }
  add("columns without evidence", assessment.size(), [&] { return columns(light); });
  add("all columns", listed.size(), [&] { return columns({.findings = listed}); });
  return result;
}

Json counts_of(const Assessment& assessment) {
  std::map<std::string, std::size_t> fails;
  for (const Rule* rule : assessment.rules())
    fails[std::string(rule->id)] = 0;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    const Assessment::Item item = assessment.item(i);
    fails[std::string(item.rule->id)] += item.status == Status::fail ? 1 : 0;
  }
  return fails;
}

void print(const Json& report) {
  std::cout
      << report["file"].get<std::string>() << ": " << report["bytes"] << " bytes, "
      << report["jobs"] << " thread(s), medians of " << report["rounds"] << "\n\n"
      << "| rung | ms | MB/s | part of parse | CPU ms | part of parse, CPU | peak MB | seen |\n"
      << "|---|---:|---:|---:|---:|---:|---:|---:|\n";
  const auto fixed = [](double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return std::string(text);
  };
  for (const Json& rung : report["rungs"]) {
    std::cout << "| " << rung["name"].get<std::string>() << " | " << fixed(rung["ms"], 1) << " | "
              << fixed(rung["mb_s"], 0) << " | " << fixed(rung["of_parse"], 2) << " | "
              << fixed(rung["cpu_ms"], 1) << " | " << fixed(rung["cpu_of_parse"], 2) << " | "
              << fixed(rung["peak_mb"], 0) << " | " << rung["seen"] << " |\n";
  }
  std::cout << "\n| made of the findings of all but network rules | rows | ns a row | bytes a row "
               "|\n|---|---:|---:|---:|\n";
  for (const auto& [name, each] : report["rendering"].items())
    std::cout << "| " << name << " | " << each["rows"] << " | " << fixed(each["ns_a_row"], 0)
              << " | " << fixed(each["bytes_a_row"], 0) << " |\n";
  std::cout << "\nten rules: " << report["findings"].dump() << "\n";
}

Options parse_arguments(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto number = [&] { return i + 1 < argc ? std::atoi(argv[++i]) : 0; };
    if (word == "--rounds")
      options.rounds = std::max(1, number());
    else if (word == "--jobs")
      options.jobs = static_cast<unsigned>(std::max(1, number()));
    else if (word == "--once" && i + 1 < argc)
      options.once = argv[++i];
    else if (word == "--settings" && i + 1 < argc)
      options.settings = argv[++i];
    else if (word == "--json")
      options.as_json = true;
    else
      options.path = word;
  }
  if (options.path.empty())
    throw std::runtime_error("usage: cachewarden_ladder FILE [--rounds N] [--jobs N] [--json]");
  return options;
}

/// The sets of rules that rungs ask.
struct RuleSets {
  explicit RuleSets(const Options& options) {
    for (const Rule* rule : catalog()) {
      if (!is_network_rule(*rule))
        own.push_back(rule);
    }
    if (options.settings.empty())
      return;
    const auto text = host::read_file(options.settings, std::size_t{1} << 20).value();
    const auto document = parse_settings(*text, options.settings);
    if (!document)
      throw std::runtime_error(document.text());
    selection = select_rules(catalog(), document.value.rules).value();
  }

  std::vector<const Rule*> own{};  ///< all but those on networks
  RuleSelection selection{};       ///< those of the settings
};

std::vector<Rung> rungs_of(const Options& options, const RuleSets& rules) {
  const auto limit = [&options](limits::Seen (*rung)(const std::string&)) {
    return [&options, rung] { return rung(options.path).resources; };
  };
  const auto ours = [&options](std::span<const Rule* const> asked) {
    return [&options, asked] { return judged(options, asked).size(); };
  };
  std::vector<Rung> result{
      {"read", limit(limits::read)},
      {"split", limit(limits::split)},
      {"index", limit(limits::index)},
      {"parse", limit(limits::parse)},
      {"inventory", [&options] { return inventory_of(options)->resources().size(); }},
      {"ten rules", ours(ten_rules::all)},
      {"all but network rules", ours(rules.own)},
      {"all rules", ours(catalog())}};
  if (!options.settings.empty())
    result.insert(result.begin() + 6, {"rules of the settings", ours(rules.selection.rules())});
  return result;
}

int run_once(const Options& options) {
  const RuleSets rules(options);
  const std::map<std::string, std::span<const Rule* const>> sets{
      {"ten", ten_rules::all},
      {"settings", rules.selection.rules()},
      {"own", rules.own},
      {"all", catalog()}};
  const Clock::time_point start = Clock::now();
  const Assessment assessment = judged(options, sets.at(options.once));
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::cout << Json{{"ms", seconds * 1e3}, {"findings", counts_of(assessment)}}.dump() << "\n";
  return 0;
}

int climb(const Options& options) {
  const RuleSets rules(options);
  const std::vector<Rung> rungs = rungs_of(options, rules);
  std::vector<Measured> measured(rungs.size());
  for (std::size_t i = 0; i < rungs.size(); ++i)
    measured[i].peak_megabytes = peak_megabytes(rungs[i].run);
  for (int round = 0; round < options.rounds; ++round) {
    for (std::size_t i = 0; i < rungs.size(); ++i)
      measure(rungs[i], measured[i]);
  }
  const auto bytes = static_cast<double>(limits::read(options.path).bytes);
  const double parse = median(measured[3].wall);
  Json report{{"file", options.path.substr(options.path.rfind('/') + 1)},
              {"bytes", limits::read(options.path).bytes},
              {"jobs", options.jobs},
              {"rounds", options.rounds},
              {"rungs", Json::array()}};
  for (std::size_t i = 0; i < rungs.size(); ++i) {
    const double wall = median(measured[i].wall);
    report["rungs"].push_back(
        {{"name", rungs[i].name},
         {"ms", wall * 1e3},
         {"worst_ms", *std::max_element(measured[i].wall.begin(), measured[i].wall.end()) * 1e3},
         {"mb_s", bytes / wall / 1e6},
         {"of_parse", parse / wall},
         {"cpu_ms", median(measured[i].processor) * 1e3},
         {"cpu_of_parse", median(measured[3].processor) / median(measured[i].processor)},
         {"peak_mb", measured[i].peak_megabytes},
         {"seen", measured[i].count}});
  }
  report["rendering"] = rendering(judged(options, rules.own));
  report["findings"] = counts_of(judged(options, ten_rules::all));
  if (options.as_json)
    std::cout << report.dump() << "\n";
  else
    print(report);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Options options = parse_arguments(argc, argv);
    return options.once.empty() ? climb(options) : run_once(options);
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << "\n";
    return 2;
  }
}
