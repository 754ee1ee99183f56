#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cachewarden/json/document.hpp"
#include "cachewarden/model/inventory_builder.hpp"
#include "readers/decode.hpp"
#include "readers/document_log.hpp"
#include "readers/lines.hpp"

/// From the JSON of resources to the builder of an inventory; shared by all forms.
namespace cachewarden::inline v0::detail {

class Deployments;
class Changes;

/// What a form knows of the document that it reads.
struct ReadContext {
  InventoryBuilder& builder;
  const Lines& lines;
  std::uint32_t document = 0;
  std::uint64_t base = 0;  ///< offset in the document of the text that nodes count from
  bool is_named = true;    ///< not recognising the document is an error
  Form form = Form::rest;
  Intent intent = Intent::live;
  json::Dialect dialect{};
  Deployments* deployments = nullptr;         ///< takes templates; null: they are not expanded
  Changes* changes = nullptr;                 ///< takes predictions; null: they are not read
  std::shared_ptr<const std::string> text{};  ///< of the whole document
  json::Node place{};          ///< stands in the document for nodes of a text that was put together
  DocumentLog* log = nullptr;  ///< takes diagnostics; null: the builder does
  /// Where the values of a document that was put together come from; null: it is as it was written.
  const Origins* origins = nullptr;
  /// What only the service tells is left out of what is there, as predictions do.
  bool shows_settings_only = false;
  json::Node resource{};                ///< that is read, for `origins`
  NetworkKnowledge* network = nullptr;  ///< takes what is no resource; null: nobody does
  ReadingRoom* room = nullptr;          ///< null: made anew each time
  std::uint32_t element = no_index;     ///< as `Source::element`
  /// Of a value from whose middle something was left out: where, and how many bytes.
  std::size_t left_out_at = static_cast<std::size_t>(-1);
  std::uint64_t left_out = 0;

  /// Adds a diagnostic at a node of the document.
  void report(Diagnostic::Severity severity, std::string code, std::string message,
              json::Node at = {}) const;
};

constexpr std::size_t longest_id = 2048;  ///< of an id in bytes; the service's are far shorter

/// What the surroundings of a resource tell of it.
struct Hints {
  std::string parent{};  ///< id of the parent, for children that do not show their own
  std::string type{};    ///< resource type, where the place implies it
  std::string id{};      ///< id, for answers that are attributed
  Carried carried = Carried::full;
  std::size_t index = 0;     ///< number among its siblings, for those without a name
  bool is_embedded = false;  ///< shown by its parent, in the same form
};

/// Whether resources of a type that has no model are kept all the same, for what else reads them.
/// The others are counted.
[[nodiscard]] bool is_kept_as_it_is(const ResourceId& id) noexcept;

/// Text of a member that holds a string; empty otherwise. The name matches as `same_key` does.
[[nodiscard]] std::string_view text_member(json::Node object, std::string_view key);

/// Whether the object names itself as a resource: by an id, or by a type and a name.
[[nodiscard]] bool looks_like_resource(json::Node node);

/// Reads one resource with the children that it lists. False if it is none, which is reported.
bool read_resource(json::Node node, const ReadContext& context, const Hints& hints = {});

/// Reads a list of resources, or of children of one parent. False if one of them could not be read
/// or is a child of another parent.
bool read_list(json::Node array, const ReadContext& context, const Hints& hints = {});

/// The type that a collection such as `firewallRules` has below a parent; empty if there is none.
[[nodiscard]] std::string_view collection_type(std::string_view parent_type,
                                               std::string_view collection);

}  // namespace cachewarden::inline v0::detail
