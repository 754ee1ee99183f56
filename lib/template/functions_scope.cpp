#include "template/functions.hpp"

namespace cachewarden::inline v0::templates::functions {
namespace {

const Value* named(const Call& call,
                   const Value* (Evaluator::*find)(std::string_view, const Env&, const Expr&)) {
  if (!call[0].is(ValueKind::string) || call[0].is_secret())
    return call.wrong(0, "a string");
  return (call.evaluator.*find)(call[0].text(), call.env, call.expr);
}

}  // namespace

const Value* parameters(const Call& call) {
  return named(call, &Evaluator::parameter);
}

const Value* variables(const Call& call) {
  return named(call, &Evaluator::variable);
}

const Value* deployment(const Call& call) {
  return call.evaluator.deployment_value(call.env);
}

const Value* environment(const Call& call) {
  return call.evaluator.environment_value();
}

const Value* resource_group(const Call& call) {
  return call.evaluator.resource_group_value(call.env, call.origin());
}

const Value* subscription(const Call& call) {
  return call.evaluator.subscription_value(call.env, call.origin());
}

const Value* management_group(const Call& call) {
  return call.evaluator.management_group_value(call.env, call.origin());
}

const Value* tenant(const Call& call) {
  return call.evaluator.tenant_value(call.env);
}

const Value* deployer(const Call& call) {
  const auto runtime = [&](std::string_view residual) {
    return call.make().unknown_text(UnknownKind::runtime, residual, ValueKind::string,
                                    call.origin());
  };
  const Member members[] = {{"objectId", runtime("deployer().objectId")},
                            {"tenantId", call.env.context->scope.tenant_id},
                            {"userPrincipalName", runtime("deployer().userPrincipalName")}};
  return call.object(members);
}

const Value* fail(const Call& call) {
  const bool known = call[0].is(ValueKind::string) && !call[0].is_secret();
  call.evaluator.report(Severity::error, "fail",
                        "the template ends the deployment" +
                            (known ? ": `" + std::string(call[0].text()) + "`" : std::string()),
                        call.origin(), call.env);
  return call.unknown(UnknownKind::runtime, ValueKind::unknown, false);
}

const Value* not_predictable(const Call& call) {
  return call.unknown(UnknownKind::runtime, builtin(call.expr.builtin).result);
}

const Value* external_inputs(const Call& call) {
  return call.unknown(UnknownKind::parameter, ValueKind::unknown, false);
}

}  // namespace cachewarden::inline v0::templates::functions
