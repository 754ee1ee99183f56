#include <set>
#include <string>

#include "cachewarden/json/document.hpp"
#include "cachewarden/reports/report.hpp"
#include "engine/command.hpp"
#include "reports/listing.hpp"

namespace cachewarden::inline v0::detail {

namespace {

constexpr std::string_view head =
    "#!/bin/sh\n"
    "# Collects what was missing: sh collect.sh [FOLDER], with az signed in. Then check FOLDER, "
    "by\n"
    "# default `collected`, together with the rest. What cannot be collected is passed over.\n"
    "folder=${1:-collected}\n"
    "mkdir -p \"$folder\" || exit 2\n"
    "failed=0\n"
    "day=$(date -u +%Y-%m-%d)\n"
    "# keep NUMBER BEFORE AFTER COMMAND...: the answer, with what says whose it is around it, and "
    "when\n"
    "keep() {\n"
    "  file=$folder/$1.json before=$2 after=$3\n"
    "  shift 3\n"
    "  [ -z \"$before\" ] || before=\"{\\\"collected\\\": \\\"$day\\\", ${before#?}\"\n"
    "  if answer=$(\"$@\" --output json) && [ -n \"$answer\" ]; then\n"
    "    printf '%s%s%s\\n' \"$before\" \"$answer\" \"$after\" >\"$file\"\n"
    "  else\n"
    "    failed=$((failed + 1))\n"
    "    printf 'not collected: %s\\n' \"$*\" >&2\n"
    "  fi\n"
    "}\n";

constexpr std::string_view foot = "[ \"$failed\" -eq 0 ]\n";

/// `keep 1 '{"of": ID, ... "body": ' '}' az ...`: lists do not say whose they are.
std::string line_of(const Missing& missing, std::size_t number) {
  std::string before;
  std::string after;
  const std::string_view what = missing.what;
  const std::size_t mark = what.rfind('#');
  if (missing.kind == Missing::Kind::collection && mark != std::string_view::npos) {
    before = R"({"of": )" + json::quote(what.substr(0, mark)) + R"(, "collection": )" +
             json::quote(what.substr(mark + 1)) + R"(, "complete": true, "body": )";
    after = "}";
  }
  return "keep " + std::to_string(number) + " " + shell_word(before) + " " + shell_word(after) +
         " " + missing.collect;
}

}  // namespace

void write_collect_script(const Assessment& assessment, const ReportOptions& options,
                          const ReportSink& sink) {
  sink(head);
  Explainer explainer(assessment);
  const Listing listing(assessment, options);
  std::set<std::string> known;
  for (std::size_t i = 0; i < assessment.size(); ++i) {
    if (assessment.status(i) != Status::unknown || !listing.has(i))
      continue;
    for (const Missing& missing : explainer.finding(i).missing) {
      if (!missing.collect.empty() && known.insert(missing.collect).second)
        sink(escape_for_terminal(line_of(missing, known.size())) + "\n");
    }
  }
  sink(foot);
}

}  // namespace cachewarden::inline v0::detail
