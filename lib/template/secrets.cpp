#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"

namespace cachewarden::inline v0::templates {
namespace {

/// A literal that is not empty, or holds one.
bool has_literal(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::string:
      return !expr.text.empty();
    case ExprKind::integer:
    case ExprKind::real:
      return true;
    case ExprKind::array:
      return std::any_of(expr.children.begin(), expr.children.end(),
                         [](const Expr* child) { return has_literal(*child); });
    case ExprKind::object:
      for (std::size_t i = 1; i < expr.children.size(); i += 2) {
        if (has_literal(*expr.children[i]))
          return true;
      }
      return false;
    default:
      return false;
  }
}

/// A word that keeps a place for a password: `<password>`, `{0}`, `***`,
/// `@Microsoft.KeyVault(...)`.
bool is_placeholder(std::string_view word) {
  constexpr std::size_t shortest = 4;  // of what is worth calling a password
  return word.size() < shortest || std::string_view("<{[($%#*@").find(word[0]) != word.npos ||
         starts_with_folded(word, "your") ||
         word.find_first_not_of(word[0]) == std::string_view::npos;
}

/// `...,password=abcd,...`: a key in a list of settings.
bool has_password_setting(std::string_view text) {
  if (text.find('=') == text.npos)
    return false;
  const std::string lower = folded(text);
  for (const std::string_view key :
       {"password=", "pwd=", "accountkey=", "sharedaccesskey=", "accesskey="}) {
    for (std::size_t at = lower.find(key); at != lower.npos; at = lower.find(key, at + 1)) {
      const bool is_key = at == 0 || std::string_view(",;?& \t\n").find(text[at - 1]) != text.npos;
      std::string_view word = text.substr(at + key.size());
      word = word.substr(0, word.find_first_of(",;& \t\n"));
      if (is_key && at != 0 && !is_placeholder(word))
        return true;
    }
  }
  return false;
}

/// `rediss://user:abcd@host`.
bool has_password_in_address(std::string_view text) {
  for (std::size_t at = text.find("://"); at != text.npos; at = text.find("://", at + 3)) {
    std::string_view authority = text.substr(at + 3);
    authority = authority.substr(0, authority.find_first_of("/?# \t\n"));
    const std::size_t end = authority.rfind('@');
    if (end == authority.npos)
      continue;
    const std::size_t colon = authority.find(':');
    if (colon < end && !is_placeholder(authority.substr(colon + 1, end - colon - 1)))
      return true;
  }
  return false;
}

/// The first place inside of a value where a password stands in clear.
class ClearText {
 public:
  std::optional<Origin> find(const Value& value) {
    pending_ = {&value};
    while (!pending_.empty()) {
      const Value& at = *pending_.back();
      pending_.pop_back();
      if (at.is_secret() || !seen_.insert(&at).second)
        continue;
      if (at.is(ValueKind::string) &&
          (has_password_setting(at.text()) || has_password_in_address(at.text())))
        return at.origin;
      push_parts(at);
    }
    return {};
  }

 private:
  /// The first part is looked at first. Texts that are known in part are looked at part by part.
  void push_parts(const Value& value) {
    if (value.is(ValueKind::array)) {
      pending_.insert(pending_.end(), value.items().rbegin(), value.items().rend());
    } else if (value.is(ValueKind::object)) {
      const auto members = value.object().members;
      for (std::size_t i = members.size(); i-- > 0;)
        pending_.push_back(members[i].value);
    } else if (value.is(ValueKind::unknown) && value.unknown().kind != UnknownKind::list &&
               value.unknown().residual == Residual::pieces) {
      const auto parts = value.unknown().arguments;
      pending_.insert(pending_.end(), parts.rbegin(), parts.rend());
    }
  }

  std::vector<const Value*> pending_{};
  std::unordered_set<const Value*> seen_{};  ///< looked up only
};

}  // namespace

void Evaluator::find_clear_connections() {
  ClearText clear;
  const auto look = [&](const std::string& subject, const Value& value, const Frame* frame) {
    if (const auto found = clear.find(value))
      out_.secret_findings.push_back({SecretIssue::clear_connection, subject, {}, *found, frame});
  };
  for (const Predicted& resource : out_.resources) {
    const bool is_named = resource.name != nullptr && resource.name->is(ValueKind::string) &&
                          !resource.name->is_secret();
    if (!resource.existing)
      look(is_named ? std::string(resource.name->text()) : resource.type, *resource.body,
           resource.frame);
  }
  for (const PredictedOutput& output : out_.outputs)
    look(output.name, *output.value, nullptr);
}

void Evaluator::find_secret_defaults(const Deployment& deployment) {
  for (const Parameter& parameter : deployment.program->parameters) {
    const bool secure =
        parameter.type->secure || resolved(*parameter.type, *deployment.program).secure;
    if (!secure || parameter.default_value == nullptr || !has_literal(*parameter.default_value))
      continue;
    const Origin origin = parameter.default_value->origin;
    const bool seen = std::any_of(out_.secret_findings.begin(), out_.secret_findings.end(),
                                  [&](const SecretFinding& finding) {
                                    return finding.issue == SecretIssue::default_value &&
                                           finding.origin == origin;
                                  });
    if (!seen)
      out_.secret_findings.push_back(
          {SecretIssue::default_value, parameter.name, {}, origin, deployment.frame});
  }
}

void Evaluator::find_secret_arguments(const Deployment& deployment) {
  for (std::size_t i = 0; i < deployment.program->parameters.size(); ++i) {
    const Parameter& parameter = deployment.program->parameters[i];
    const Value* given = deployment.parameters[i].given;
    if (given == nullptr || (given->flags & flag_deep_secret) == 0 ||
        is_secure(*parameter.type, *deployment.program))
      continue;
    out_.secret_findings.push_back({SecretIssue::module_parameter, parameter.name,
                                    expression_text(*deployment.name), parameter.origin,
                                    deployment.frame});
  }
}

void Evaluator::find_secret_outputs() {
  const auto note = [this](const std::string& name, const Type& type, const Program& program,
                           const Value& value, Origin origin, const Frame* frame) {
    if ((value.flags & flag_deep_secret) != 0 && !is_secure(type, program))
      out_.secret_findings.push_back({SecretIssue::output, name, {}, origin, frame});
  };
  for (std::size_t i = 0; i < deployments_.size(); ++i) {  // outputs may add some
    Deployment& deployment = deployments_[i];
    if (deployment.condition == Truth::no || deployment.name == nullptr)
      continue;
    const Value* outputs = outputs_of(deployment);
    if (outputs == nullptr)
      continue;
    for (const Output& output : deployment.program->outputs) {
      const Value* found = outputs->object().find(output.name);
      if (found != nullptr)
        note(output.name, *output.type, *deployment.program, *found->object().find("value"),
             output.origin, deployment.frame);
    }
  }
}

}  // namespace cachewarden::inline v0::templates
