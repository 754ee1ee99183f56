#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/json/document.hpp"
#include "cachewarden/views/estate.hpp"
#include "cachewarden/views/view.hpp"

/// What checks of views look at a resource through.
namespace cachewarden::inline v0::views {

using json::Kind;
using json::Node;

/// A resource, or a part of it, as one tool reads it. Texts that a template leaves open are noticed
/// when they are looked at: the answer is then unknown, unless the tool takes them as they stand.
class Subject {
 public:
  /// What was looked at.
  struct Seen {
    Node from{};
    std::string path{};
    Node value{};
  };

  Subject(const ViewEstate& estate, const View& view, const ViewResource& resource,
          const ViewSettings& settings) noexcept
      : estate_(estate), view_(view), resource_(resource), settings_(settings) {}

  [[nodiscard]] const ViewResource& resource() const noexcept { return resource_; }
  [[nodiscard]] const ViewEstate& estate() const noexcept { return estate_; }

  /// What stands at a path of names divided by dots; an empty node if there is nothing. Names match
  /// as the tool compares them.
  [[nodiscard]] Node at(std::string_view path) const { return at(resource_.node, path); }
  [[nodiscard]] Node at(Node from, std::string_view path) const;
  /// A member whose name holds dots or blanks.
  [[nodiscard]] Node member(Node object, std::string_view key) const;

  /// The resource type, compared without case.
  [[nodiscard]] bool is_type(std::string_view type) const noexcept;
  [[nodiscard]] bool is_planned() const noexcept {
    return resource_.shape == ViewShape::planned || resource_.shape == ViewShape::terraform;
  }

  // What values are. An open text is noticed.

  /// The text of a string; nothing for other kinds.
  [[nodiscard]] std::optional<std::string_view> text(Node node) const;
  [[nodiscard]] std::optional<bool> boolean(Node node) const;
  [[nodiscard]] std::optional<double> number(Node node) const;
  /// A string that is the same without regard to case.
  [[nodiscard]] bool equals(Node node, std::string_view expected) const;
  [[nodiscard]] bool is_one_of(Node node, std::span<const std::string_view> expected) const;
  /// Not missing, null, an empty text or an empty list.
  [[nodiscard]] static bool has_value(Node node) noexcept;
  [[nodiscard]] std::string_view target_name() const;

  /// Sub-resources of the types: those below `resources` and those that are shown elsewhere.
  [[nodiscard]] std::vector<Node> sub_resources(std::span<const std::string_view> types) const;
  /// Whether the input shows all sub-resources of a type, as the tool's own input would.
  [[nodiscard]] bool shows_children(std::string_view type) const;

  /// Whether what is said of the sub-resources of a type can be relied on: some were read, the list
  /// was, or a template declares them all.
  [[nodiscard]] bool has_collected(std::string_view type) const;

  /// A setting as JSON; an empty node if it is not given.
  [[nodiscard]] Node setting(std::string_view name) const;
  /// A setting that is a text; empty if it is not given.
  [[nodiscard]] std::string setting_text(std::string_view name) const;
  [[nodiscard]] bool setting_is_true(std::string_view name) const;
  /// A setting that is a text or a list of texts.
  [[nodiscard]] std::vector<std::string> setting_texts(std::string_view name) const;

  /// Something that was looked at is left open by the template.
  [[nodiscard]] bool saw_open() const noexcept { return !open_.empty(); }
  [[nodiscard]] std::string_view open() const noexcept { return open_; }
  [[nodiscard]] const std::vector<Seen>& seen() const noexcept { return seen_; }

 private:
  void look(Node node) const;

  const ViewEstate& estate_;
  const View& view_;
  const ViewResource& resource_;
  const ViewSettings& settings_;
  mutable std::string_view open_{};
  mutable std::vector<Seen> seen_{};
  mutable std::vector<json::Document> parsed_{};
};

// Answers.
[[nodiscard]] ViewAnswer pass();
[[nodiscard]] ViewAnswer fail(std::string reason);
[[nodiscard]] ViewAnswer none(std::string reason = {});
[[nodiscard]] ViewAnswer unknown(std::string reason);
/// Resources of a type that the tool would be given are not in the input.
[[nodiscard]] ViewAnswer uncollected(std::string reason, std::string_view type);
[[nodiscard]] ViewAnswer require(bool holds, std::string_view otherwise);

// Texts.
/// The last segment of a name such as `network/subnet`.
[[nodiscard]] std::string_view last_segment(std::string_view name) noexcept;
/// How long .NET and Python hold a text: in units of UTF-16.
[[nodiscard]] std::size_t utf16_length(std::string_view text) noexcept;
/// Whether RE2 finds the pattern in the text. A pattern that it cannot read is found nowhere.
[[nodiscard]] bool finds(std::string_view text, std::string_view pattern, bool ignore_case);
/// `10.0.0.4` as a number; nothing if it is no such address.
[[nodiscard]] std::optional<std::uint32_t> ipv4(std::string_view text) noexcept;
/// For messages: ` is ` and the value, or ` is not set`.
[[nodiscard]] std::string shown(Node node);

// The checks, one file an authority.
extern const View psrule_view;
extern const View checkov_view;
extern const View azqr_view;
extern const View aprl_view;
extern const View conformity_view;

}  // namespace cachewarden::inline v0::views
