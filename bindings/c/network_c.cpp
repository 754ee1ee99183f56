#include <cstddef>

#include "boundary.hpp"
#include "cachewarden/reach/query.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

namespace {

std::string word(cachewarden_string text, const char* name) {
  require_text(text, name);
  return std::string(view(text));
}

std::vector<std::string> words(cachewarden_string text, const char* name) {
  std::string one = word(text, name);
  return one.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::move(one)};
}

reach::NsgQuery nsg_query(const cachewarden_nsg_options* options) {
  const cachewarden_nsg_options own = adopted(options, sizeof(cachewarden_nsg_options), "options");
  return {.group = word(own.group, "options->group"),
          .other = word(own.other, "options->other"),
          .verify = own.verify != 0};
}

std::unique_ptr<cachewarden_document> document(std::string text) {
  return std::make_unique<cachewarden_document>(cachewarden_document{std::move(text)});
}

}  // namespace

cachewarden_code cachewarden_reach(cachewarden_document** out,
                                   const cachewarden_inventory* inventory,
                                   const cachewarden_reach_options* options,
                                   cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(inventory, "inventory");
    const cachewarden_reach_options own =
        adopted(options, sizeof(cachewarden_reach_options), "options");
    const Inventory& of = *inventory->view->inventory;
    const reach::ReachQuery query{.to = words(own.cache, "options->cache"),
                                  .ports = words(own.port, "options->port"),
                                  .from = word(own.from, "options->from"),
                                  .verify = own.verify != 0};
    return document(reach_json(reach::ask(of, query).value(), of));
  });
}

cachewarden_code cachewarden_nsg_lint(cachewarden_document** out,
                                      const cachewarden_inventory* inventory,
                                      const cachewarden_nsg_options* options,
                                      cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(inventory, "inventory");
    return document(
        lint_json(reach::ask_lint(*inventory->view->inventory, nsg_query(options)).value()));
  });
}

cachewarden_code cachewarden_nsg_diff(cachewarden_document** out,
                                      const cachewarden_inventory* first,
                                      const cachewarden_inventory* second,
                                      const cachewarden_nsg_options* options,
                                      cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(first, "first");
    require_pointer(second, "second");
    return document(diff_json(
        reach::ask_diff(*first->view->inventory, *second->view->inventory, nsg_query(options))
            .value()));
  });
}
