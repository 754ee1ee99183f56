#include "boundary.hpp"

using namespace cachewarden;     // NOLINT(google-build-using-namespace)
using namespace cachewarden::c;  // NOLINT(google-build-using-namespace)

namespace {

const FieldRow& row_of(const cachewarden_property& property) noexcept {
  return *static_cast<const FieldRow*>(property.field);
}

/// The answer for a property; `otherwise` for none.
template <class Body, class Answer = decltype(std::declval<Body>()(std::declval<FieldRow>()))>
Answer of(const cachewarden_property& property, Body&& body, Answer otherwise = {}) noexcept {
  return property.field == nullptr ? otherwise : body(row_of(property));
}

/// The value that a property of this kind holds; null for other kinds and without a value.
template <class T>
const T* value(const cachewarden_property& property,
               std::initializer_list<FieldKind> kinds) noexcept {
  if (property.field == nullptr || property.body == nullptr)
    return nullptr;
  const FieldRow& row = row_of(property);
  if (row.secret || std::find(kinds.begin(), kinds.end(), row.kind) == kinds.end() ||
      !is_value(row.state(property.body)))
    return nullptr;
  return static_cast<const Property<T>*>(row.at(property.body))->operator->();
}

const List<Text>* texts(const cachewarden_property& property) noexcept {
  return value<List<Text>>(property, {FieldKind::texts, FieldKind::references});
}
const List<AddressTerm>* addresses(const cachewarden_property& property) noexcept {
  return value<List<AddressTerm>>(property, {FieldKind::addresses});
}
const List<PortRange>* ports(const cachewarden_property& property) noexcept {
  return value<List<PortRange>>(property, {FieldKind::ports});
}
const List<Pair>* pairs(const cachewarden_property& property) noexcept {
  return value<List<Pair>>(property, {FieldKind::pairs});
}

cachewarden_property find(std::span<const FieldRow> fields, const void* body,
                          cachewarden_string name) noexcept {
  for (const FieldRow& row : fields) {
    if (row.name == view(name))
      return {&row, body};
  }
  return {};
}

std::span<const FieldRow> fields_of(const cachewarden_resource* resource) noexcept {
  if (resource == nullptr || resource->body() == nullptr)
    return {};
  return resource_types()[resource->resource->type]->fields;
}

/// The handles of the children of one type, in order.
std::span<const InventoryView::Child> children(const cachewarden_resource* parent,
                                               cachewarden_string type) noexcept {
  const TypeNumber number = find_type(view(type));
  if (parent == nullptr || number == no_model)
    return {};
  const std::uint32_t index = parent->view->inventory->index_of(*parent->resource);
  const auto& all = parent->view->children;
  const auto begin =
      std::lower_bound(all.begin(), all.end(), InventoryView::Child{index, number, 0});
  auto end = begin;
  while (end != all.end() && end->parent == index && end->type == number)
    ++end;
  return {begin, end};
}

}  // namespace

// ---- resources ------------------------------------------------------------

cachewarden_string cachewarden_intent_name(cachewarden_intent intent) {
  return name_of(intent, Intent::existing);
}

cachewarden_string cachewarden_resource_id(const cachewarden_resource* resource) {
  return text_of(resource, [](const auto& r) { return r.resource->id.view(); });
}

cachewarden_string cachewarden_resource_name(const cachewarden_resource* resource) {
  return text_of(resource, [](const auto& r) { return r.resource->name(); });
}

cachewarden_string cachewarden_resource_type(const cachewarden_resource* resource) {
  return text_of(resource, [](const auto& r) {
    return r.resource->type == no_model ? "" : resource_types()[r.resource->type]->arm;
  });
}

cachewarden_intent cachewarden_resource_intent(const cachewarden_resource* resource) {
  return asked(resource,
               [](const auto& r) { return static_cast<cachewarden_intent>(r.resource->intent); });
}

int32_t cachewarden_resource_is_collected(const cachewarden_resource* resource) {
  return asked(resource, [](const auto& r) { return r.resource->is_collected ? 1 : 0; });
}

const cachewarden_resource* cachewarden_resource_parent(const cachewarden_resource* resource) {
  return asked(resource, [](const auto& r) { return r.view->handle(r.resource->parent); });
}

cachewarden_completeness cachewarden_resource_completeness(const cachewarden_resource* resource,
                                                           cachewarden_string type) {
  const TypeNumber number = find_type(view(type));
  if (resource == nullptr || number == no_model)
    return 0;
  return static_cast<cachewarden_completeness>(
      resource->view->inventory->completeness(*resource->resource, number));
}

size_t cachewarden_resource_child_count(const cachewarden_resource* resource,
                                        cachewarden_string type) {
  return children(resource, type).size();
}

const cachewarden_resource* cachewarden_resource_child(const cachewarden_resource* resource,
                                                       cachewarden_string type, size_t index) {
  const auto all = children(resource, type);
  return index < all.size() ? resource->view->handle(all[index].child) : nullptr;
}

// ---- properties -----------------------------------------------------------

cachewarden_string cachewarden_state_name(cachewarden_state state) {
  return name_of(state, State::assumed);
}

cachewarden_property cachewarden_resource_property(const cachewarden_resource* resource,
                                                   cachewarden_string name) {
  const std::span<const FieldRow> fields = fields_of(resource);
  return fields.empty() ? cachewarden_property{} : find(fields, resource->body(), name);
}

size_t cachewarden_resource_property_count(const cachewarden_resource* resource) {
  return fields_of(resource).size();
}

cachewarden_property cachewarden_resource_property_at(const cachewarden_resource* resource,
                                                      size_t index) {
  const std::span<const FieldRow> fields = fields_of(resource);
  return index < fields.size() ? cachewarden_property{&fields[index], resource->body()}
                               : cachewarden_property{};
}

cachewarden_string cachewarden_property_name(cachewarden_property property) {
  return of(property, [](const FieldRow& row) { return borrowed(row.name); }, {"", 0});
}

cachewarden_string cachewarden_property_path(cachewarden_property property) {
  return of(property, [](const FieldRow& row) { return item_of(row.arm, 0); }, {"", 0});
}

cachewarden_kind cachewarden_property_kind(cachewarden_property property) {
  return of(property, [](const FieldRow& row) { return static_cast<cachewarden_kind>(row.kind); });
}

cachewarden_state cachewarden_property_state(cachewarden_property property) {
  return of(property, [&](const FieldRow& row) {
    return property.body == nullptr ? CACHEWARDEN_STATE_NOT_CARRIED
                                    : static_cast<cachewarden_state>(row.state(property.body));
  });
}

int32_t cachewarden_property_has_value(cachewarden_property property) {
  return is_value(static_cast<State>(cachewarden_property_state(property))) ? 1 : 0;
}

int32_t cachewarden_property_is_gap(cachewarden_property property) {
  return is_gap(static_cast<State>(cachewarden_property_state(property))) ? 1 : 0;
}

int32_t cachewarden_property_is_secret(cachewarden_property property) {
  return of(property, [](const FieldRow& row) { return row.secret ? 1 : 0; });
}

int32_t cachewarden_property_number(cachewarden_property property) {
  if (const auto* number = value<std::int32_t>(property, {FieldKind::integer}))
    return *number;
  const auto* boolean = value<bool>(property, {FieldKind::boolean});
  return boolean != nullptr && *boolean ? 1 : 0;
}

cachewarden_string cachewarden_property_text(cachewarden_property property) {
  if (const auto* text = value<Text>(property, {FieldKind::text, FieldKind::reference}))
    return borrowed(text->view());
  if (!cachewarden_property_has_value(property) || row_of(property).kind != FieldKind::enumeration)
    return {"", 0};
  for (const EnumName& each : row_of(property).names) {
    if (each.value == row_of(property).get_enum(property.body))
      return borrowed(each.text);
  }
  return {"", 0};
}

size_t cachewarden_property_size(cachewarden_property property) {
  if (const auto* list = texts(property))
    return list->size();
  if (const auto* list = addresses(property))
    return list->size();
  if (const auto* list = ports(property))
    return list->size();
  if (const auto* list = pairs(property))
    return list->size();
  if (!cachewarden_property_has_value(property) || row_of(property).kind != FieldKind::records)
    return 0;
  return row_of(property).record->size(row_of(property).at(property.body));
}

cachewarden_string cachewarden_property_item(cachewarden_property property, size_t index) {
  if (index >= cachewarden_property_size(property))
    return {"", 0};
  if (const auto* list = texts(property))
    return borrowed((*list)[index].view());
  if (const auto* list = addresses(property))
    return borrowed((*list)[index].text.view());
  if (const auto* list = pairs(property))
    return borrowed((*list)[index].value.view());
  return {"", 0};
}

cachewarden_string cachewarden_property_item_name(cachewarden_property property, size_t index) {
  const auto* list = pairs(property);
  return list != nullptr && index < list->size() ? borrowed((*list)[index].name.view())
                                                 : cachewarden_string{"", 0};
}

uint16_t cachewarden_property_first_port(cachewarden_property property, size_t index) {
  const auto* list = ports(property);
  return list != nullptr && index < list->size() ? (*list)[index].first : std::uint16_t{0};
}

uint16_t cachewarden_property_last_port(cachewarden_property property, size_t index) {
  const auto* list = ports(property);
  return list != nullptr && index < list->size() ? (*list)[index].last : std::uint16_t{0};
}

cachewarden_property cachewarden_property_item_property(cachewarden_property property, size_t index,
                                                        cachewarden_string name) {
  if (index >= cachewarden_property_size(property) || row_of(property).kind != FieldKind::records)
    return {};
  const RecordType& record = *row_of(property).record;
  return find(record.fields, record.at(row_of(property).at(property.body), index), name);
}
