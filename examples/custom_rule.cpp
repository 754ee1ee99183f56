// Judges a folder by a rule of one's own, besides those of the library.
#include <algorithm>
#include <cachewarden/cachewarden.hpp>
#include <iostream>
#include <memory>
#include <string>

int main(int argc, char** argv) {
  using namespace cachewarden;
  const std::string required = "costcenter";
  const CustomRule has_cost_center = custom_rule<RedisCache>(
      {.id = "ACME-001",
       .name = "acme-cost-center",
       .title = "Every cache names its cost center",
       .message = "the cache has no tag `costcenter`",
       .severity = Severity::low,
       .remediation = {.cli = "az redis update --ids {id} --set tags.costcenter=NUMBER"}},
      [required](const RedisCache& cache, const Context&) {
        return require(holds(cache.tags, [&](const List<Pair>& tags) {
          return std::any_of(tags.begin(), tags.end(),
                             [&](const Pair& tag) { return equal_folded(tag.name, required); });
        }));
      });

  Reader reader;
  if (const auto trouble = add_path(reader, {.name = argc > 1 ? argv[1] : "."})) {
    std::cerr << trouble->text() << "\n";
    return 1;
  }
  const Rule* const own[] = {&has_cost_center.rule()};
  const auto rules = join_rules(catalog(), own).value();
  const Assessment assessment =
      assess(std::make_shared<const Inventory>(reader.finish()), {.rules = rules});
  std::cout << render(assessment, "text", {.show_unknown = false, .min_severity = Severity::low});
}
