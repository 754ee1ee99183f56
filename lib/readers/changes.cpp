#include "readers/changes.hpp"

#include "readers/forms.hpp"
#include "readers/terraform_plan.hpp"

namespace cachewarden::inline v0::detail {

void Changes::read_before(const ReadOptions& options, InventoryBuilder& builder) const {
  std::vector<std::string> removed;
  for (const Item& item : items_)
    read(item, options, builder, false, removed);
}

std::vector<std::string> Changes::read_after(const ReadOptions& options,
                                             InventoryBuilder& builder) const {
  std::vector<std::string> removed;
  for (const Item& item : items_)
    read(item, options, builder, true, removed);
  return removed;
}

void Changes::read(const Item& item, const ReadOptions& options, InventoryBuilder& builder,
                   bool is_after, std::vector<std::string>& removed) {
  const std::string_view text(*item.text);
  const Result<json::Document> document =
      json::Document::parse(text.substr(static_cast<std::size_t>(item.base), item.length),
                            {.max_bytes = options.max_bytes, .max_depth = options.max_depth});
  if (!document)
    return;  // it was read once, so it can be
  const Lines lines(text);
  ReadingRoom room;
  ReadContext context{.builder = builder,
                      .lines = lines,
                      .document = item.document,
                      .base = item.base,
                      .is_named = item.is_named};
  context.text = item.text;
  context.room = &room;
  DocumentLog log(options.max_diagnostics);
  context.log = &log;
  const json::Node root = document->root();
  if (item.form == Form::what_if) {
    read_what_if_side(root, context, is_after, removed);
  } else if (!is_after) {
    if (const json::Node state = root.find("prior_state"); TerraformPlan::is_terraform(state))
      read_terraform(state, context);
  } else {
    for (std::string& id : TerraformPlan::removed(root))
      removed.push_back(std::move(id));
  }
  log.write(builder.document(item.document).name, builder);
}

}  // namespace cachewarden::inline v0::detail
