#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "reports/page.hpp"

namespace cachewarden::inline v0::detail {

/// What unknown findings lack, each thing once, numbered in the order in which findings name it.
class CollectList {
 public:
  /// The number of what a finding lacks, from 1; a finding that lacks it twice counts once.
  std::size_t add(const Missing& missing, const Finding& finding);

  /// The commands, and what no command collects.
  void write(const Page& page) const;

 private:
  struct Entry {
    std::string text{};
    bool is_command = false;
    Missing::Kind kind = Missing::Kind::property;
    std::size_t findings = 0;
    const Resource* last_resource = nullptr;
    const Rule* last_rule = nullptr;
  };

  void write_entries(bool commands, const Page& page) const;
  [[nodiscard]] bool has(Missing::Kind kind) const;

  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> numbers_;
  std::string list_{};  ///< the first list among them, as `--of` takes it
  std::size_t findings_ = 0;
  const Resource* last_resource_ = nullptr;
  const Rule* last_rule_ = nullptr;
};

/// What is missing, short: names in place of ids, and none for the resource that is asked about.
[[nodiscard]] std::string short_missing(const Missing& missing, std::string_view subject = {});

/// The name of a resource as people say it: `orders`, for a child `shop/orders`.
[[nodiscard]] std::string short_id(std::string_view id);

/// `waiver by NAME until 2026-12-31: the reason`
[[nodiscard]] std::string decision_text(const Exemption& exemption);

/// `3 findings`, `1 finding`.
[[nodiscard]] std::string counted(std::size_t count, std::string_view what);

}  // namespace cachewarden::inline v0::detail
