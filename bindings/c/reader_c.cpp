#include <optional>

#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

struct cachewarden_reader {
  ReadOptions options;
  std::unique_ptr<host::Workers> workers;
  std::shared_ptr<host::SourceFolders> folders;
  bool has_roots = false;  ///< the caller says what may be read
  Reader reader{options};
  bool is_spent = false;  ///< memory ran out half way through a document

  /// Adds something; a document of which only a part was added must not be judged.
  template <class Add>
  void add(Add&& act) {
    if (is_spent)
      throw std::bad_alloc();
    is_spent = true;
    act(reader);
    is_spent = false;
  }
};

namespace {

/// What an added document is called and what it is about.
struct About {
  std::string name;
  std::string of;
  std::optional<std::chrono::sys_days> collected;
  bool is_named = true;
};

About about(const cachewarden_input_options* options) {
  const cachewarden_input_options given = adopted(options, 40, "options");
  require_text(given.name, "options->name");
  require_text(given.of, "options->of");
  require_text(given.collected, "options->collected");
  const std::optional<std::chrono::sys_days> day = parse_date(view(given.collected));
  if (!day && given.collected.size != 0)
    refuse(ErrorCode::argument, "`options->collected` is not a day like 2026-01-31");
  const std::string_view name = given.name.size == 0 ? "input" : view(given.name);
  return {std::string(name), std::string(view(given.of)), day, given.is_found == 0};
}

}  // namespace

namespace cachewarden::c {

InventoryView::InventoryView(Inventory read)
    : inventory(std::make_shared<const Inventory>(std::move(read))) {
  resources.reserve(inventory->resources().size());
  for (const Resource& resource : inventory->resources()) {
    if (resource.parent != no_index && resource.is_collected)
      children.push_back({resource.parent, resource.type, inventory->index_of(resource)});
    resources.push_back({this, &resource});
  }
  std::sort(children.begin(), children.end());
}

const cachewarden_resource* InventoryView::handle(std::uint32_t index) const noexcept {
  return index < resources.size() ? &resources[index] : nullptr;
}

}  // namespace cachewarden::c

// ---- reading --------------------------------------------------------------

cachewarden_code cachewarden_reader_new(cachewarden_reader** out,
                                        const cachewarden_read_options* options,
                                        cachewarden_error** error) {
  return made(out, error, [&] {
    const cachewarden_read_options given = adopted(options, 24, "options");
    ReadOptions own;
    if (given.max_depth != 0)
      own.max_depth = given.max_depth;
    if (given.max_bytes != 0)
      own.max_bytes = static_cast<std::size_t>(given.max_bytes);
    own.plans_are_complete = given.templates_are_partial == 0;
    const auto folders = std::make_shared<host::SourceFolders>();
    own.deployment = deployment_of(given.deployment, folders);
    const bool has_roots = given.deployment != nullptr && given.deployment->root_count != 0;
    std::unique_ptr<host::Workers> workers = workers_for(given.jobs);
    own.run = workers->tasks();
    return std::make_unique<cachewarden_reader>(
        cachewarden_reader{std::move(own), std::move(workers), folders, has_roots});
  });
}

cachewarden_code cachewarden_reader_add(cachewarden_reader* reader, cachewarden_string bytes,
                                        const cachewarden_input_options* options,
                                        cachewarden_error** error) {
  return guarded(error, [&] {
    require_pointer(reader, "reader");
    require_text(bytes, "bytes");
    About given = about(options);
    auto text = std::make_shared<const std::string>(view(bytes));
    reader->add([&](Reader& to) {
      to.add({.name = std::move(given.name),
              .text = std::move(text),
              .of = std::move(given.of),
              .collected = given.collected,
              .is_named = given.is_named});
    });
  });
}

cachewarden_code cachewarden_reader_add_path(cachewarden_reader* reader, cachewarden_string path,
                                             const cachewarden_input_options* options,
                                             cachewarden_error** error) {
  return guarded(error, [&] {
    require_pointer(reader, "reader");
    require_text(path, "path");
    About given = about(options);
    given.name = view(path);
    if (!reader->has_roots)
      reader->folders->allow_project_of(given.name);
    std::optional<Error> trouble;
    reader->add([&](Reader& to) {
      trouble = add_path(to,
                         {.name = given.name,
                          .of = given.of,
                          .collected = given.collected,
                          .is_named = given.is_named},
                         reader->options.max_bytes);
    });
    if (trouble)
      throw Exception(*std::move(trouble));
  });
}

cachewarden_code cachewarden_reader_finish(cachewarden_inventory** out, cachewarden_reader* reader,
                                           cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(reader, "reader");
    std::unique_ptr<cachewarden_inventory> result;
    reader->add([&](Reader& from) {
      result = std::make_unique<cachewarden_inventory>(
          cachewarden_inventory{std::make_shared<const InventoryView>(from.finish())});
    });
    return result;
  });
}

cachewarden_code cachewarden_reader_finish_change(cachewarden_change** out,
                                                  cachewarden_reader* reader,
                                                  cachewarden_error** error) {
  return made(out, error, [&] {
    require_pointer(reader, "reader");
    std::unique_ptr<cachewarden_change> result;
    reader->add([&](Reader& from) {
      Change change = from.finish_change();
      const auto wrapped = [](Inventory& inventory) {
        return cachewarden_inventory{std::make_shared<const InventoryView>(std::move(inventory))};
      };
      result = std::make_unique<cachewarden_change>(cachewarden_change{
          wrapped(change.before), wrapped(change.after), std::move(change.removed)});
    });
    return result;
  });
}

const cachewarden_inventory* cachewarden_change_before(const cachewarden_change* change) {
  return asked(change, [](const auto& c) { return &c.before; });
}

const cachewarden_inventory* cachewarden_change_after(const cachewarden_change* change) {
  return asked(change, [](const auto& c) { return &c.after; });
}

void cachewarden_change_free(cachewarden_change* change) {
  delete change;
}

void cachewarden_reader_free(cachewarden_reader* reader) {
  delete reader;
}

// ---- inventory ------------------------------------------------------------

namespace {

const Inventory* data(const cachewarden_inventory* inventory) noexcept {
  return inventory == nullptr ? nullptr : inventory->view->inventory.get();
}

const InputDocument* unwrap(const cachewarden_input* input) noexcept {
  return reinterpret_cast<const InputDocument*>(input);
}

const Diagnostic* unwrap(const cachewarden_diagnostic* diagnostic) noexcept {
  return reinterpret_cast<const Diagnostic*>(diagnostic);
}

}  // namespace

size_t cachewarden_inventory_size(const cachewarden_inventory* inventory) {
  return asked(data(inventory), [](const Inventory& all) { return all.resources().size(); });
}

const cachewarden_resource* cachewarden_inventory_resource(const cachewarden_inventory* inventory,
                                                           size_t index) {
  return asked(inventory, [&](const auto& all) -> const cachewarden_resource* {
    return index < no_index ? all.view->handle(static_cast<std::uint32_t>(index)) : nullptr;
  });
}

const cachewarden_resource* cachewarden_inventory_find(const cachewarden_inventory* inventory,
                                                       cachewarden_string id,
                                                       cachewarden_intent intent) {
  if (inventory == nullptr || intent < CACHEWARDEN_INTENT_LIVE ||
      intent > CACHEWARDEN_INTENT_EXISTING)
    return nullptr;
  const Inventory& all = *inventory->view->inventory;
  const Resource* found = all.find(view(id), static_cast<Intent>(intent));
  return found == nullptr ? nullptr : inventory->view->handle(all.index_of(*found));
}

int32_t cachewarden_inventory_has_errors(const cachewarden_inventory* inventory) {
  return asked(data(inventory), [](const Inventory& all) { return all.has_errors() ? 1 : 0; });
}

cachewarden_string cachewarden_inventory_facts_version(const cachewarden_inventory* inventory) {
  return text_of(
      data(inventory), [](const auto& all) -> auto& { return all.facts().version; });
}

void cachewarden_inventory_free(cachewarden_inventory* inventory) {
  delete inventory;
}

size_t cachewarden_inventory_input_count(const cachewarden_inventory* inventory) {
  return asked(data(inventory), [](const Inventory& all) { return all.documents().size(); });
}

const cachewarden_input* cachewarden_inventory_input(const cachewarden_inventory* inventory,
                                                     size_t index) {
  return asked(data(inventory), [&](const Inventory& all) {
    return index < all.documents().size()
               ? reinterpret_cast<const cachewarden_input*>(&all.documents()[index])
               : nullptr;
  });
}

cachewarden_string cachewarden_input_name(const cachewarden_input* input) {
  return text_of(
      unwrap(input), [](const auto& i) -> auto& { return i.name; });
}

cachewarden_string cachewarden_input_form(const cachewarden_input* input) {
  return text_of(
      unwrap(input), [](const auto& i) -> auto& { return i.form; });
}

uint64_t cachewarden_input_size(const cachewarden_input* input) {
  return asked(unwrap(input), [](const InputDocument& i) { return i.size; });
}

size_t cachewarden_input_resource_count(const cachewarden_input* input) {
  return asked(unwrap(input), [](const InputDocument& i) -> size_t { return i.resources; });
}

int32_t cachewarden_input_is_ignored(const cachewarden_input* input) {
  return asked(unwrap(input), [](const InputDocument& i) { return i.ignored ? 1 : 0; });
}

size_t cachewarden_inventory_diagnostic_count(const cachewarden_inventory* inventory) {
  return asked(data(inventory), [](const Inventory& all) { return all.diagnostics().size(); });
}

const cachewarden_diagnostic* cachewarden_inventory_diagnostic(
    const cachewarden_inventory* inventory, size_t index) {
  return asked(data(inventory), [&](const Inventory& all) {
    return index < all.diagnostics().size()
               ? reinterpret_cast<const cachewarden_diagnostic*>(&all.diagnostics()[index])
               : nullptr;
  });
}

cachewarden_string cachewarden_level_name(cachewarden_level level) {
  switch (level) {
    case CACHEWARDEN_LEVEL_NOTE:
      return borrowed("note");
    case CACHEWARDEN_LEVEL_WARNING:
      return borrowed("warning");
    case CACHEWARDEN_LEVEL_ERROR:
      return borrowed("error");
    default:
      return borrowed("");
  }
}

cachewarden_level cachewarden_diagnostic_level(const cachewarden_diagnostic* diagnostic) {
  return asked(unwrap(diagnostic),
               [](const Diagnostic& d) { return static_cast<cachewarden_level>(d.severity); });
}

cachewarden_string cachewarden_diagnostic_code(const cachewarden_diagnostic* diagnostic) {
  return text_of(
      unwrap(diagnostic), [](const auto& d) -> auto& { return d.code; });
}

cachewarden_string cachewarden_diagnostic_message(const cachewarden_diagnostic* diagnostic) {
  return text_of(
      unwrap(diagnostic), [](const auto& d) -> auto& { return d.message; });
}

cachewarden_string cachewarden_diagnostic_document(const cachewarden_diagnostic* diagnostic) {
  return text_of(
      unwrap(diagnostic), [](const auto& d) -> auto& { return d.document; });
}

uint32_t cachewarden_diagnostic_line(const cachewarden_diagnostic* diagnostic) {
  return asked(unwrap(diagnostic), [](const Diagnostic& d) { return d.line; });
}

uint32_t cachewarden_diagnostic_column(const cachewarden_diagnostic* diagnostic) {
  return asked(unwrap(diagnostic), [](const Diagnostic& d) { return d.column; });
}
