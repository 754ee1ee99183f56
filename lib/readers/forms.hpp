#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cachewarden/base/static_list.hpp"
#include "cachewarden/json/document.hpp"
#include "readers/resource_reader.hpp"

/// The forms of input. A form is one file, which defines its `form_NAME`, and its name in
/// `forms.cpp`. What is declared here is what several of them use.
namespace cachewarden::inline v0::detail {

/// One form of input.
struct InputForm {
  std::string_view name{};
  std::string_view description{};
  /// Whether a document, or one value of a document of several, is of this form. Rows are asked in
  /// order.
  bool (*detect)(json::Node root) = nullptr;
  void (*read)(json::Node root, ReadContext& context) = nullptr;
  /// An object that has none of these names at its top is not of the form. Names are compared as
  /// `json::same_key` does. Empty: any object may be.
  StaticList<std::string_view, 4> words{};
  /// It is more than resources: read only where the document is at hand as a whole.
  bool needs_document = false;
  /// Of lists, bare or in an object: they may be read element by element.
  bool is_list = false;
  /// Its list is made of rows of Azure Resource Graph.
  bool is_graph = false;
  /// Of a form that is no JSON: whether the text of a whole document is of it, and how it is read.
  bool (*detect_text)(std::string_view text, std::string_view name) = nullptr;
  void (*read_text)(ReadContext& context) = nullptr;
};

[[nodiscard]] std::span<const InputForm* const> forms() noexcept;

/// The form of a value; null if none knows it.
/// `room` makes it quicker for many values.
[[nodiscard]] const InputForm* detect_form(json::Node root, ReadingRoom* room = nullptr);

/// The form of a single resource.
[[nodiscard]] const InputForm& resource_form() noexcept;

/// The forms that an object with these names at its top may be of: a set of bits, one for each row.
using FormSet = std::uint32_t;
/// What a name alone adds to that set.
[[nodiscard]] FormSet forms_of_name(std::string_view name) noexcept;
[[nodiscard]] FormSet forms_of_name(std::string_view name, std::size_t place, ReadingRoom& room);
/// Those that are asked of every object, and what a resource that shows nothing but `id`,
/// `properties` and the like may be of.
[[nodiscard]] FormSet forms_of_resources() noexcept;

/// Reads a whole document by the form that knows it as text. False if none does: it is JSON then.
bool read_any_text(ReadContext& context);

/// Warns of a name that is given twice.
void report_repeated_name(json::Node member, const ReadContext& context);
/// Warns of each name that is given twice in an object of the value.
void report_repeated(json::Node root, const ReadContext& context);

/// Reads a value by the form that knows it; says so if none does.
void read_any(json::Node root, ReadContext& context);

// template_form.cpp
/// The id of a resource whose scope or name is not known: types and names interleaved below a
/// placeholder of the scope that names the document, since each is a deployment of its own. A name
/// that is an expression stays as it is written.
[[nodiscard]] std::string declared_id(std::string_view type, std::string_view name,
                                      std::string_view document);

// bicep_form.cpp
[[nodiscard]] bool is_bicep(std::string_view text, std::string_view name);
[[nodiscard]] bool is_bicep_parameters(std::string_view text, std::string_view name);

// terraform_form.cpp
[[nodiscard]] bool is_terraform(json::Node root);
void read_terraform(json::Node root, ReadContext& context);

// what_if_form.cpp
/// One side of a prediction: what is there, or what will be there. Ids of what goes away are added
/// to `removed`.
void read_what_if_side(json::Node root, ReadContext& context, bool is_after,
                       std::vector<std::string>& removed);

// resource_graph_form.cpp
[[nodiscard]] bool is_resource_graph(json::Node root);
/// Reads the rows of an answer, `count` of them. False if one could not be read.
bool read_rows(json::Node answer, const ReadContext& context, const Hints& hints,
               std::size_t* count);

// attribution.cpp: an answer inside an envelope that says what it is about
/// Of several days on which a document was collected the first holds for all of it.
void note_collected(std::chrono::sys_days day, InputDocument& document);
/// Reads an answer about `of`, which is `ID` or `ID#collection`. `complete` tells whether a list is
/// all there is.
void read_answer(json::Node answer, std::string_view of, bool complete, ReadContext& context);

// network_form.cpp: what documents tell of networks besides resources
/// The security admin rules that are in force at a network, `az network manager
/// list-effective-security-admin-rules`. The rules themselves are resources.
void add_effective_admin_rules(json::Node list, std::string_view network, bool complete,
                               ReadContext& context);
/// Orders it, so that the order of documents has no influence. Of several lists of service tags the
/// newest is kept.
void settle(NetworkKnowledge& network);

// list_form.cpp: REST lists, arrays, single resources
/// Says so if an answer is one page of several.
bool report_next_page(json::Node answer, const ReadContext& context);
void read_array(json::Node root, ReadContext& context);
/// One element of such a list.
void read_element(json::Node element, const ReadContext& context);

}  // namespace cachewarden::inline v0::detail
