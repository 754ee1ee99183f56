#include <string>

#include "cachewarden/base/fold.hpp"
#include "readers/forms.hpp"

/// What is known for what it is and not read; saying so is better than finding no resource in it.
namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;
using Severity = Diagnostic::Severity;

void refuse(Node root, const ReadContext& context, std::string message) {
  context.report(context.is_named ? Severity::error : Severity::warning, "unsupported",
                 std::move(message), root);
}

bool is_example(Node root) {
  return root.is(Kind::object) && root.find("responses").is(Kind::object) &&
         root.find("parameters").is(Kind::object);
}

void refuse_example(Node root, ReadContext& context) {
  refuse(root, context, "an example of a REST specification is not read by this version");
}

bool is_cassette(Node root) {
  return root.is(Kind::object) && root.find("interactions").is(Kind::array);
}

void refuse_cassette(Node root, ReadContext& context) {
  refuse(root, context, "recorded requests and answers are not read by this version");
}

bool is_raw_state(Node root) {
  return root.is(Kind::object) && root.find("terraform_version") && root.find("serial") &&
         root.find("lineage");
}

void refuse_raw_state(Node root, ReadContext& context) {
  refuse(root, context,
         "a raw Terraform state is not read; give the output of "
         "`terraform show -json`");
}

bool is_error_answer(Node root) {
  return root.is(Kind::object) && root.size() == 1 &&
         !text_member(root.find("error"), "code").empty();
}

void refuse_error_answer(Node root, ReadContext& context) {
  refuse(
      root, context,
      "the service answered with the error " + shown_text(text_member(root.find("error"), "code")));
}

}  // namespace

extern constinit const InputForm form_example = {
    .name = "example",
    .description = "an example of a REST specification",
    .detect = is_example,
    .read = refuse_example,
    .words = {"responses"}};

extern constinit const InputForm form_cassette = {.name = "cassette",
                                                  .description = "recorded requests and answers",
                                                  .detect = is_cassette,
                                                  .read = refuse_cassette,
                                                  .words = {"interactions"}};

extern constinit const InputForm form_terraform_raw = {.name = "terraform-raw",
                                                       .description = "a Terraform state file",
                                                       .detect = is_raw_state,
                                                       .read = refuse_raw_state,
                                                       .words = {"terraform_version"}};

extern constinit const InputForm form_error = {.name = "error",
                                               .description = "an error of the service",
                                               .detect = is_error_answer,
                                               .read = refuse_error_answer,
                                               .words = {"error"}};

}  // namespace cachewarden::inline v0::detail
