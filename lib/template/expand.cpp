#include "cachewarden/template/expand.hpp"

#include <algorithm>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"

namespace cachewarden::inline v0::templates {

Result<Expansion> evaluate(std::shared_ptr<Unit> unit, const Program& program,
                           const std::vector<ParameterSet>& parameters, const Options& options) {
  if (unit == nullptr)
    return Error{ErrorCode::argument, "no unit is given"};
  return Evaluator(std::move(unit), options).run(program, parameters);
}

Result<Expansion> expand(const Input& input, const Options& options) {
  if (input.document.text == nullptr)
    return Error{ErrorCode::argument, "no template is given"};
  auto unit = std::make_shared<Unit>();
  const DocumentId document = unit->add_document(input.document.path, input.document.text);
  auto program = parse_template(*unit, document, options.limits.parse);
  if (!program)
    return program.error();
  std::vector<ParameterSet> sets;
  for (const InputDocument& file : input.parameters) {
    if (file.text == nullptr)
      return Error{ErrorCode::argument, "a parameters file has no text", file.path};
    auto set =
        parse_parameters(*unit, unit->add_document(file.path, file.text), options.limits.parse);
    if (!set)
      return set.error();
    sets.push_back(std::move(*set));
  }
  ParameterSet single;
  for (const auto& [name, text] : input.overrides)
    single.assignments.push_back(
        {.name = name, .value = unit->string(text, {}), .text = true, .origin = {}});
  if (!single.assignments.empty())
    sets.push_back(std::move(single));
  return evaluate(std::move(unit), **program, sets, options);
}

std::vector<Candidate> candidates(const Expansion& expansion) {
  std::vector<Candidate> result;
  for (const RootParameter& parameter : expansion.parameters) {
    const bool open = parameter.used && !parameter.secure && parameter.value != nullptr &&
                      parameter.value->is(ValueKind::unknown);
    if (!open || parameter.assigned || parameter.has_default)
      continue;
    Candidate candidate{.name = parameter.name, .values = {}, .origin = parameter.origin};
    for (const Value* choice : parameter.value->unknown().choices)
      candidate.values.push_back(json_text(*choice));
    if (!candidate.values.empty())
      result.push_back(std::move(candidate));
  }
  std::stable_sort(result.begin(), result.end(), [](const Candidate& a, const Candidate& b) {
    return a.values.size() < b.values.size();
  });
  return result;
}

std::vector<std::vector<std::pair<std::string, std::string>>> worlds(
    const std::vector<Candidate>& candidates, std::size_t limit) {
  std::vector<std::vector<std::pair<std::string, std::string>>> result(1);
  for (const Candidate& candidate : candidates) {
    if (candidate.values.empty() || candidate.values.size() > limit / result.size())
      continue;
    std::vector<std::vector<std::pair<std::string, std::string>>> next;
    for (const auto& world : result) {
      for (const std::string& value : candidate.values) {
        next.push_back(world);
        next.back().emplace_back(candidate.name, value);
      }
    }
    result = std::move(next);
  }
  return result;
}

json::Position Places::position(Origin origin) {
  if (origin.document >= unit_.documents().size())
    return {};
  const auto found =
      lines_.try_emplace(origin.document, *unit_.documents()[origin.document].text).first;
  return found->second.position(origin.offset);
}

std::string_view Places::path(Origin origin) const {
  if (origin.document >= unit_.documents().size())
    return {};
  return unit_.documents()[origin.document].shown;
}

std::string Places::text(Origin origin) {
  if (origin.document >= unit_.documents().size())
    return {};
  const json::Position at = position(origin);
  return std::string(path(origin)) + ":" + std::to_string(at.line) + ":" +
         std::to_string(at.column);
}

}  // namespace cachewarden::inline v0::templates
