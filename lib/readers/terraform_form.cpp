#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "readers/changes.hpp"
#include "readers/forms.hpp"
#include "readers/terraform_conversion.hpp"

namespace cachewarden::inline v0::detail {

namespace {

using json::Kind;
using json::Node;

/// Where the values of a put-together document stand in the plan.
class PlanOrigins : public Origins {
 public:
  struct Resource {
    std::size_t offset = 0;  ///< in the put-together text
    std::size_t origin = 0;  ///< of the instance in the plan
    std::vector<ArmTree::Mark> marks{};
  };

  PlanOrigins(std::string name, const json::LineIndex& lines, std::vector<Resource> resources)
      : name_(std::move(name)), lines_(lines), resources_(std::move(resources)) {}

  [[nodiscard]] OriginChain locate(std::size_t offset, std::string_view pointer) const override {
    const auto resource =
        std::lower_bound(resources_.begin(), resources_.end(), offset,
                         [](const Resource& a, std::size_t b) { return a.offset < b; });
    if (resource == resources_.end() || resource->offset != offset)
      return {};
    std::size_t origin = resource->origin;
    while (!pointer.empty()) {
      const auto mark = std::lower_bound(
          resource->marks.begin(), resource->marks.end(), pointer,
          [](const ArmTree::Mark& a, std::string_view b) { return a.pointer < b; });
      if (mark != resource->marks.end() && mark->pointer == pointer) {
        origin = mark->origin;
        break;
      }
      pointer = pointer.substr(0, pointer.rfind('/'));
    }
    const json::Position position = lines_.position(origin);
    OriginPlace place{
        .document = name_, .offset = origin, .line = position.line, .column = position.column};
    return {.places = {std::move(place)}};
  }

 private:
  std::string name_;
  json::LineIndex lines_;
  std::vector<Resource> resources_;
};

}  // namespace

bool is_terraform(Node root) {
  return TerraformPlan::is_terraform(root);
}

void read_terraform(Node root, ReadContext& context) {
  const TerraformPlan plan(root);
  if (context.changes != nullptr && !plan.is_state())
    context.changes->add(Changes::Form::plan, root, context);
  const TerraformResources converted = convert(plan);
  std::string text = "[";
  std::vector<PlanOrigins::Resource> resources;
  for (const TerraformDraft& draft : converted.drafts) {
    if (text.size() > 1)
      text += ",\n";
    PlanOrigins::Resource resource{.offset = text.size(), .origin = context.base + draft.origin};
    text += draft.tree.write(&resource.marks);
    for (ArmTree::Mark& mark : resource.marks)
      mark.origin += context.base;
    resources.push_back(std::move(resource));
  }
  text += "]";
  const auto kept = std::make_shared<const std::string>(std::move(text));
  const Result<json::Document> document = json::Document::parse(*kept, {.max_depth = 100000});
  if (!document) {
    context.report(Diagnostic::Severity::error, "internal", document.error().text(), root);
    return;
  }
  InventoryBuilder& builder = context.builder;
  const std::string name = builder.document(context.document).name;
  const std::uint32_t derived = builder.add_document({.name = name, .text = kept});
  const auto origins =
      std::make_shared<const PlanOrigins>(name, context.lines.index(), std::move(resources));
  builder.document(derived).origins = origins;
  const Lines lines(*kept);
  ReadContext inner{.builder = builder, .lines = lines, .document = derived};
  inner.form = Form::terraform;
  inner.intent = plan.is_state() ? Intent::live : Intent::planned;
  inner.dialect.has_expressions = true;
  inner.log = context.log;
  inner.room = context.room;
  inner.origins = origins.get();
  std::size_t number = 0;
  for (const Node& node : document->root()) {
    const TerraformDraft& draft = converted.drafts[number++];
    read_resource(node, inner,
                  {.type = std::string(draft.type), .id = draft.id, .carried = draft.carried});
  }
  for (const TerraformCollection& each : converted.collections)
    builder.add_collection(each.parent, each.type, each.completeness, inner.intent,
                           static_cast<std::uint32_t>(each.count));
  for (const std::size_t lost : converted.lost)
    context.report(Diagnostic::Severity::warning, "unattributed",
                   "whose " + shown_text(plan.instances()[lost].address) +
                       " is will be known only after apply",
                   plan.instances()[lost].values);
  if (plan.is_partial())
    context.report(Diagnostic::Severity::warning, "partial-plan",
                   "the plan does not hold all that the configuration declares", root);
  if (plan.is_partial() || !converted.lost.empty())
    builder.set_plans_partial();
  builder.document(context.document).resources += builder.document(derived).resources;
}

extern constinit const InputForm form_terraform = {
    .name = "terraform",
    .description = "a Terraform plan or state: terraform show -json",
    .detect = is_terraform,
    .read = read_terraform,
    .words = {"format_version"},
    .needs_document = true};

}  // namespace cachewarden::inline v0::detail
