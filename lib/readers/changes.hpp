#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cachewarden/readers/reader.hpp"
#include "readers/resource_reader.hpp"

/// Documents that tell of a change: they show what is there beside what will be there.
namespace cachewarden::inline v0::detail {

/// The changes of a run. They wait until every document is there, since both sides are read
/// together with what other documents say.
class Changes {
 public:
  enum class Form : std::uint8_t { what_if = 1, plan = 2 };

  /// `root` is a value of the document that the context reads.
  void add(Form form, json::Node root, const ReadContext& context) {
    items_.push_back({context.text, context.base, context.document, root.offset() + root.length(),
                      form, context.is_named});
  }

  /// What is there before any of the changes.
  void read_before(const ReadOptions& options, InventoryBuilder& builder) const;
  /// What is there after all of them; plans are read without this. The ids of what they take away.
  std::vector<std::string> read_after(const ReadOptions& options, InventoryBuilder& builder) const;

 private:
  struct Item {
    std::shared_ptr<const std::string> text;  ///< of the whole document
    std::uint64_t base = 0;
    std::uint32_t document = 0;
    std::size_t length = 0;  ///< from `base` on
    Form form = Form::what_if;
    bool is_named = true;
  };
  static void read(const Item& item, const ReadOptions& options, InventoryBuilder& builder,
                   bool is_after, std::vector<std::string>& removed);

  std::vector<Item> items_;
};

}  // namespace cachewarden::inline v0::detail
