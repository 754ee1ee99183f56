#pragma once

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden.h"
#include "cachewarden/cachewarden.hpp"

/// What stands behind the handles of the C interface, and how calls cross the border.
namespace cachewarden::c {

/// An inventory and a handle for each of its resources.
struct InventoryView {
  explicit InventoryView(Inventory inventory);

  /// The handle; null for `no_index`.
  [[nodiscard]] const cachewarden_resource* handle(std::uint32_t index) const noexcept;

  /// Whose child, of which type, which resource: found without allocating, so that asking cannot
  /// fail.
  struct Child {
    std::uint32_t parent;
    TypeNumber type;
    std::uint32_t child;
    friend auto operator<=>(const Child&, const Child&) = default;
  };

  std::shared_ptr<const Inventory> inventory;
  std::vector<cachewarden_resource> resources;
  std::vector<Child> children;
};

}  // namespace cachewarden::c

struct cachewarden_error {
  cachewarden::Error error;
};

struct cachewarden_resource {
  const cachewarden::c::InventoryView* view;
  const cachewarden::Resource* resource;

  [[nodiscard]] const void* body() const noexcept { return view->inventory->body(*resource); }
};

struct cachewarden_inventory {
  std::shared_ptr<const cachewarden::c::InventoryView> view;
};

struct cachewarden_change {
  cachewarden_inventory before;
  cachewarden_inventory after;
  std::vector<std::string> removed;
};

struct cachewarden_document {
  std::string text;
};

namespace cachewarden::c {

/// An assessment with what it borrows.
struct AssessmentView {
  AssessmentView(cachewarden_inventory of, std::vector<CustomRule> rules, RuleSelection chosen,
                 Assessment result);

  cachewarden_inventory inventory;
  std::vector<CustomRule> custom_rules;
  RuleSelection selection;
  Assessment assessment;
  mutable std::mutex mutex;  ///< for `explainer`, which keeps what it parsed
  mutable Explainer explainer;
};

}  // namespace cachewarden::c

struct cachewarden_assessment {
  std::shared_ptr<const cachewarden::c::AssessmentView> view;
};

struct cachewarden_finding {
  std::shared_ptr<const cachewarden::c::AssessmentView> view;
  cachewarden::Finding finding;
};

namespace cachewarden::c {

/// An inventory judged by what the caller wants.
[[nodiscard]] std::shared_ptr<const AssessmentView> judged(const cachewarden_inventory& inventory,
                                                           const cachewarden_assess_options& given);

/// What templates are deployed with; NULL for the default. `folders` takes those that may be read.
[[nodiscard]] DeploymentOptions deployment_of(const cachewarden_deployment_options* options,
                                              const std::shared_ptr<host::SourceFolders>& folders);

/// A report, with what a change does to findings unless `change` is null.
[[nodiscard]] std::unique_ptr<cachewarden_document> rendered(
    const Assessment& assessment, cachewarden_string format,
    const cachewarden_report_options* options, const ChangeReview* change = nullptr);

/// Handles that are objects of the C++ interface under another name.
[[nodiscard]] inline const Rule* unwrap(const cachewarden_rule* rule) noexcept {
  return reinterpret_cast<const Rule*>(rule);
}
[[nodiscard]] inline const cachewarden_rule* wrap(const Rule* rule) noexcept {
  return reinterpret_cast<const cachewarden_rule*>(rule);
}

/// Precondition: a NUL follows the text.
[[nodiscard]] inline cachewarden_string borrowed(std::string_view text) noexcept {
  return text.data() == nullptr ? cachewarden_string{"", 0}
                                : cachewarden_string{text.data(), text.size()};
}

[[nodiscard]] inline std::string_view view(cachewarden_string text) noexcept {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

/// The name of a number; empty for one that is not known. `last` is the greatest number.
template <class Enum>
[[nodiscard]] cachewarden_string name_of(std::int32_t number, Enum last) noexcept {
  if (number < 0 || number > static_cast<std::int32_t>(last))
    return {"", 0};
  return borrowed(name(static_cast<Enum>(number)));
}

/// Stops a call with an error; caught by `guarded`.
[[noreturn]] inline void refuse(ErrorCode code, std::string message) {
  throw Exception({code, std::move(message)});
}

inline void require_pointer(const void* pointer, const char* name) {
  if (pointer == nullptr)
    refuse(ErrorCode::argument, std::string("`") + name + "` is NULL");
}

inline void require_text(cachewarden_string text, const char* name) {
  if (text.data == nullptr && text.size != 0)
    refuse(ErrorCode::argument, std::string("`") + name + "` is NULL and has a size");
}

/// Runs the body of a function that can fail. No exception passes.
template <class Body>
[[nodiscard]] cachewarden_code guarded(cachewarden_error** error, Body&& body) noexcept {
  if (error != nullptr)
    *error = nullptr;
  Error trouble;
  try {
    try {
      body();
      return CACHEWARDEN_OK;
    } catch (const Exception& exception) {
      trouble = exception.error();
    } catch (const std::bad_alloc&) {
      return CACHEWARDEN_ERROR_NO_MEMORY;
    } catch (const std::exception& exception) {
      trouble = {ErrorCode::internal, exception.what()};
    } catch (...) {
      trouble = {ErrorCode::internal, "something that is no exception was thrown"};
    }
    const auto code = static_cast<cachewarden_code>(trouble.code);
    if (error != nullptr)
      *error = new cachewarden_error{std::move(trouble)};
    return code;
  } catch (...) {
    return CACHEWARDEN_ERROR_NO_MEMORY;
  }
}

/// The same for a function that makes an object: `body` returns a `std::unique_ptr` to it.
template <class T, class Body>
[[nodiscard]] cachewarden_code made(T** out, cachewarden_error** error, Body&& body) noexcept {
  if (out != nullptr)
    *out = nullptr;
  return guarded(error, [&] {
    require_pointer(out, "out");
    *out = body().release();
  });
}

/// An answer to a question that cannot fail: `otherwise` if its object is NULL.
template <class T, class Body, class Answer = decltype(std::declval<Body>()(std::declval<T>()))>
[[nodiscard]] Answer asked(const T* object, Body&& body,
                           std::type_identity_t<Answer> otherwise = {}) noexcept {
  return object == nullptr ? otherwise : body(*object);
}
template <class T, class Body>
[[nodiscard]] cachewarden_string text_of(const T* object, Body&& body) noexcept {
  return object == nullptr ? cachewarden_string{"", 0} : borrowed(std::string_view(body(*object)));
}
/// The item of a list; empty past its end.
template <class List>
[[nodiscard]] cachewarden_string item_of(const List& list, std::size_t index) noexcept {
  return index < list.size() ? borrowed(std::string_view(list[index])) : cachewarden_string{"", 0};
}

/// Options as this library knows them. The caller's structure may be shorter, then the rest is
/// default, or longer, then what is not known must be zero. `least` is the size that the structure
/// had in its first release.
template <class Options>
[[nodiscard]] Options adopted(const Options* given, std::size_t least, const char* name) {
  Options own{};
  own.struct_size = static_cast<std::uint32_t>(sizeof own);
  if (given == nullptr)
    return own;
  const std::size_t size = given->struct_size;
  if (size < least)
    refuse(ErrorCode::argument, std::string("`") + name + "->struct_size` is not set");
  std::memcpy(&own, given, std::min(size, sizeof own));
  own.struct_size = static_cast<std::uint32_t>(sizeof own);
  const auto* const bytes = reinterpret_cast<const unsigned char*>(given);
  for (std::size_t i = sizeof own; i < size; ++i) {
    if (bytes[i] != 0)
      throw Exception({static_cast<ErrorCode>(CACHEWARDEN_ERROR_NEWER_CALLER),
                       std::string("`") + name + "` sets an option that this version lacks"});
  }
  return own;
}

/// The threads that the option `jobs` asks for.
[[nodiscard]] inline std::unique_ptr<host::Workers> workers_for(std::int32_t jobs) {
  constexpr std::int32_t most = 1024;
  if (jobs < -1 || jobs > most)
    refuse(ErrorCode::argument, "`options->jobs` is not from -1 to " + std::to_string(most));
  const std::int32_t threads = jobs == -1 ? 0 : std::max(jobs, 1);
  return std::make_unique<host::Workers>(static_cast<std::size_t>(threads));
}

/// What `show` and `min_severity` of options choose.
[[nodiscard]] inline ReportOptions listing(std::uint32_t show, cachewarden_severity min_severity) {
  ReportOptions report;
  if (show != 0) {
    report.show_pass = (show & CACHEWARDEN_SHOW_PASS) != 0;
    report.show_fail = (show & CACHEWARDEN_SHOW_FAIL) != 0;
    report.show_unknown = (show & CACHEWARDEN_SHOW_UNKNOWN) != 0;
    report.show_not_applicable = (show & CACHEWARDEN_SHOW_NOT_APPLICABLE) != 0;
  }
  if (min_severity < 0 || min_severity > CACHEWARDEN_SEVERITY_CRITICAL)
    refuse(ErrorCode::argument, "`options->min_severity` is no severity");
  if (min_severity != 0)
    report.min_severity = static_cast<Severity>(min_severity);
  return report;
}

/// The texts of an array of options.
[[nodiscard]] inline std::vector<std::string> texts_of(const cachewarden_string* items,
                                                       std::uint32_t count, const char* name) {
  if (count != 0)
    require_pointer(items, name);
  std::vector<std::string> result;
  for (std::uint32_t i = 0; i < count; ++i) {
    require_text(items[i], name);
    result.emplace_back(view(items[i]));
  }
  return result;
}

/// A document of the options; the error has a line for each mistake.
template <class T>
T document(cachewarden_string text, const char* name,
           Parsed<T> (*parse)(std::string_view, std::string_view)) {
  require_text(text, name);
  if (text.size == 0)
    return {};
  Parsed<T> parsed = parse(view(text), name + std::strlen("options->"));
  if (!parsed)
    refuse(parsed.errors.front().code, parsed.text());
  return std::move(parsed.value);
}

inline Parsed<SettingsDocument> read_settings(std::string_view text, std::string_view name) {
  return parse_settings(text, name);
}

}  // namespace cachewarden::c
