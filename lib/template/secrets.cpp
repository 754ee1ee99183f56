#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "cachewarden/base/fold.hpp"
#include "template/evaluator.hpp"

namespace cachewarden::inline v0::templates {
namespace {

/// Something that is not empty and the same in every deployment, or holds such a part: a literal,
/// or what follows from literals or from the place of the deployment alone.
bool is_written_out(const Value& value) {
  if (value.is_secret())  // it is said where that secret comes from
    return false;
  switch (value.kind) {
    case ValueKind::string:
      return !value.text().empty();
    case ValueKind::integer:
    case ValueKind::real:
      return true;
    case ValueKind::array:
      return std::any_of(value.items().begin(), value.items().end(),
                         [](const Value* item) { return is_written_out(*item); });
    case ValueKind::object:
      return std::any_of(value.object().members.begin(), value.object().members.end(),
                         [](const Member& member) { return is_written_out(*member.value); });
    case ValueKind::unknown:
      return value.unknown().stand_in != nullptr && is_written_out(*value.unknown().stand_in);
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

/// Where a password stands in clear inside of a value.
class ClearText {
 public:
  struct Found {
    Origin origin = {};
    bool certain = true;
  };

  /// The first such place; one that is certain before one that hangs on a choice.
  std::optional<Found> find(const Value& value) {
    open_.clear();
    if (const auto origin = find_among({&value}))
      return Found{*origin, true};
    is_open_ = true;
    const auto origin = find_among(std::exchange(open_, {}));
    is_open_ = false;
    return origin ? std::optional(Found{*origin, false}) : std::nullopt;
  }

 private:
  std::optional<Origin> find_among(std::vector<const Value*> values) {
    pending_ = std::move(values);
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

  /// The first part is looked at first. Of texts that are known in part the pieces are looked at;
  /// choices, and what a function takes, come later.
  void push_parts(const Value& value) {
    if (value.is(ValueKind::array)) {
      pending_.insert(pending_.end(), value.items().rbegin(), value.items().rend());
    } else if (value.is(ValueKind::object)) {
      const auto members = value.object().members;
      for (std::size_t i = members.size(); i-- > 0;)
        pending_.push_back(members[i].value);
    } else if (value.is(ValueKind::unknown) && value.unknown().kind != UnknownKind::list) {
      const bool is_text = value.unknown().residual == Residual::pieces;
      std::vector<const Value*>& list = is_text || is_open_ ? pending_ : open_;
      const auto choices = value.unknown().choices;
      list.insert(list.end(), choices.rbegin(), choices.rend());
      const auto parts = value.unknown().arguments;
      list.insert(list.end(), parts.rbegin(), parts.rend());
    }
  }

  std::vector<const Value*> pending_{};
  std::vector<const Value*> open_{};  ///< looked at when nothing is certain
  bool is_open_ = false;
  std::unordered_set<const Value*> seen_{};  ///< looked up only
};

bool is_sure(const Predicted& resource) {
  return resource.condition == Truth::yes && !resource.count_unknown;
}

}  // namespace

bool Evaluator::holds_secret(const Value& value) {
  if ((value.flags & flag_deep_secret) == 0)
    return false;
  const auto [at, is_new] = secret_holders_.try_emplace(&value, true);
  if (!is_new)
    return at->second;
  const auto is_held = [this](const Value* part) { return holds_secret(*part); };
  bool result = true;
  if (value.is(ValueKind::array)) {
    result = std::any_of(value.items().begin(), value.items().end(), is_held);
  } else if (value.is(ValueKind::object)) {
    result = std::any_of(value.object().members.begin(), value.object().members.end(),
                         [&](const Member& member) { return is_held(member.value); });
  } else if (value.is(ValueKind::unknown)) {
    const Unknown& unknown = value.unknown();
    const auto& parts = unknown.arguments;
    const bool is_choice =
        unknown.residual == Residual::call && equal_folded(unknown.name, "if") && parts.size() == 3;
    const auto has_secret = [](const Value* part) { return (part->flags & flag_deep_secret) != 0; };
    if (!unknown.choices.empty())
      result = std::all_of(unknown.choices.begin(), unknown.choices.end(), is_held);
    else if (is_choice)
      result = is_held(parts[1]) && is_held(parts[2]);
    else
      result = std::none_of(parts.begin(), parts.end(), has_secret) ||
               std::any_of(parts.begin(), parts.end(), is_held);
  }
  secret_holders_[&value] = result;
  return result;
}

void Evaluator::find_outer_secret(const Instance& instance, const Predicted& resource) {
  const Deployment& deployment = *instance.deployment;
  if (deployment.context == &deployment || (resource.body->flags & flag_deep_secret) == 0)
    return;
  out_.secret_findings.push_back({SecretIssue::outer_deployment, expression_text(*deployment.name),
                                  instance.type, resource.origin, resource.frame,
                                  is_sure(resource) && holds_secret(*resource.body)});
}

void Evaluator::find_clear_connections() {
  ClearText clear;
  const auto look = [&](const std::string& subject, const Value& value, const Frame* frame,
                        bool certain) {
    if (const auto found = clear.find(value))
      out_.secret_findings.push_back({SecretIssue::clear_connection,
                                      subject,
                                      {},
                                      found->origin,
                                      frame,
                                      found->certain && certain});
  };
  for (const Predicted& resource : out_.resources) {
    const bool is_named = resource.name != nullptr && resource.name->is(ValueKind::string) &&
                          !resource.name->is_secret();
    if (!resource.existing)
      look(is_named ? std::string(resource.name->text()) : resource.type, *resource.body,
           resource.frame, is_sure(resource));
  }
  for (const PredictedOutput& output : out_.outputs)
    look(output.name, *output.value, nullptr, true);
}

bool Evaluator::writes_secret(const Value& value, const Type& type, const Program& program,
                              unsigned depth) {
  constexpr unsigned deepest = 16;
  const Type& real = resolved(type, program);
  if (type.secure || real.secure)
    return is_written_out(value);
  if (depth == deepest)
    return false;
  if (value.is(ValueKind::object))
    return std::any_of(
        real.properties.begin(), real.properties.end(), [&](const TypeMember& member) {
          const Value* const part = value.object().find(member.name);
          return part != nullptr && writes_secret(*part, *member.type, program, depth + 1);
        });
  if (value.is(ValueKind::array) && real.items != nullptr)
    return std::any_of(value.items().begin(), value.items().end(), [&](const Value* item) {
      return writes_secret(*item, *real.items, program, depth + 1);
    });
  return false;
}

void Evaluator::find_secret_defaults(Deployment& deployment) {
  for (const Parameter& parameter : deployment.program->parameters) {
    if (parameter.default_value == nullptr || !is_secure(*parameter.type, *deployment.program))
      continue;
    const Speculation speculation(*this);  // errors are told where the default is used
    Env env;
    env.context = &deployment;
    env.resources = &deployment;
    env.in_default = true;
    const Value* const value = eval(*parameter.default_value, env);
    if (!writes_secret(*value, *parameter.type, *deployment.program))
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
                                    deployment.frame,
                                    deployment.condition == Truth::yes && holds_secret(*given)});
  }
}

void Evaluator::find_secret_outputs() {
  for (std::size_t i = 0; i < deployments_.size(); ++i) {  // outputs may add some
    Deployment& deployment = deployments_[i];
    if (deployment.condition == Truth::no || deployment.name == nullptr)
      continue;
    const Value* outputs = outputs_of(deployment);
    if (outputs == nullptr || !outputs->is(ValueKind::object))  // past a limit
      continue;
    for (const Output& output : deployment.program->outputs) {
      const Value* const found = outputs->object().find(output.name);
      const Value* const value = found == nullptr || !found->is(ValueKind::object)
                                     ? nullptr
                                     : found->object().find("value");
      if (value == nullptr || (value->flags & flag_deep_secret) == 0 ||
          is_secure(*output.type, *deployment.program))
        continue;
      const bool is_made = deployment.condition == Truth::yes &&
                           (output.condition == nullptr ||
                            eval(*output.condition, env_of(deployment))->is(ValueKind::boolean));
      out_.secret_findings.push_back({SecretIssue::output,
                                      output.name,
                                      {},
                                      output.origin,
                                      deployment.frame,
                                      is_made && holds_secret(*value)});
    }
  }
}

}  // namespace cachewarden::inline v0::templates
