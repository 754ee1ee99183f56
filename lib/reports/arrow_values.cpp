#include "reports/arrow_values.hpp"

#include <algorithm>
#include <utility>

#include "json/characters.hpp"

namespace cachewarden::inline v0::detail::arrow {

namespace {

struct SchemaParts {
  std::vector<Schema> children;
  std::vector<ArrowSchema*> pointers;
  Schema dictionary;
};

/// What an array points to: the values themselves are kept by `values`.
struct ArrayParts {
  std::shared_ptr<const void> values;
  std::vector<const void*> buffers;
  std::vector<Array> children;
  std::vector<ArrowArray*> pointers;
  Array dictionary;
};

void release_schema(ArrowSchema* schema) {
  delete static_cast<SchemaParts*>(schema->private_data);
  schema->private_data = nullptr;
  schema->release = nullptr;
}

void release_array(ArrowArray* array) {
  delete static_cast<ArrayParts*>(array->private_data);
  array->private_data = nullptr;
  array->release = nullptr;
}

template <class Item>
auto pointers_to(const std::vector<Item>& items) {
  std::vector<typename Item::pointer> result;
  for (const Item& item : items)
    result.push_back(item.get());
  return result;
}

Schema make_schema(const char* name, const char* format, std::int64_t flags,
                   std::vector<Schema> children = {}, Schema dictionary = nullptr) {
  auto parts = std::make_unique<SchemaParts>();
  parts->children = std::move(children);
  parts->pointers = pointers_to(parts->children);
  parts->dictionary = std::move(dictionary);
  Schema result(new ArrowSchema{.format = format,
                                .name = name,
                                .metadata = nullptr,
                                .flags = flags,
                                .n_children = static_cast<std::int64_t>(parts->pointers.size()),
                                .children = parts->pointers.data(),
                                .dictionary = parts->dictionary.get(),
                                .release = release_schema,
                                .private_data = nullptr});
  result->private_data = parts.release();
  return result;
}

Array make_array(std::size_t length, std::size_t nulls, std::shared_ptr<const void> values,
                 std::vector<const void*> buffers, std::vector<Array> children = {},
                 Array dictionary = nullptr) {
  auto parts = std::make_unique<ArrayParts>();
  parts->values = std::move(values);
  parts->buffers = std::move(buffers);
  parts->children = std::move(children);
  parts->pointers = pointers_to(parts->children);
  parts->dictionary = std::move(dictionary);
  Array result(new ArrowArray{.length = static_cast<std::int64_t>(length),
                              .null_count = static_cast<std::int64_t>(nulls),
                              .offset = 0,
                              .n_buffers = static_cast<std::int64_t>(parts->buffers.size()),
                              .n_children = static_cast<std::int64_t>(parts->pointers.size()),
                              .buffers = parts->buffers.data(),
                              .children = parts->pointers.data(),
                              .dictionary = parts->dictionary.get(),
                              .release = release_array,
                              .private_data = nullptr});
  result->private_data = parts.release();
  return result;
}

}  // namespace

void ReleaseSchema::operator()(ArrowSchema* schema) const noexcept {
  if (schema->release != nullptr)
    schema->release(schema);
  delete schema;
}

void ReleaseArray::operator()(ArrowArray* array) const noexcept {
  if (array->release != nullptr)
    array->release(array);
  delete array;
}

void move_to(ArrowSchema& out, Schema schema) noexcept {
  out = *schema;
  schema->release = nullptr;
}

void move_to(ArrowArray& out, Array array) noexcept {
  out = *array;
  array->release = nullptr;
}

Schema schema_of(const char* name, Layout layout) {
  switch (layout) {
    case Layout::text:
      break;
    case Layout::word:
      return make_schema(name, "i", ARROW_FLAG_NULLABLE, {},
                         make_schema("", "u", ARROW_FLAG_NULLABLE));
    case Layout::number:
      return make_schema(name, "I", ARROW_FLAG_NULLABLE);
    case Layout::texts: {
      std::vector<Schema> item;
      item.push_back(make_schema("item", "u", ARROW_FLAG_NULLABLE));
      return make_schema(name, "+l", ARROW_FLAG_NULLABLE, std::move(item));
    }
  }
  return make_schema(name, "u", ARROW_FLAG_NULLABLE);
}

Schema schema_of(std::vector<Schema> columns) {
  return make_schema("", "+s", 0, std::move(columns));
}

Array rows_of(std::vector<Array> columns, std::size_t length) {
  return make_array(length, 0, nullptr, {nullptr}, std::move(columns));
}

void Texts::add(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) {
    bytes_ += text;
  } else {
    while (!text.empty()) {
      const std::size_t length = json::detail::utf8_length(text);
      if (length == 0)
        bytes_ += "\xef\xbf\xbd";
      else
        bytes_ += text.substr(0, length);
      text.remove_prefix(std::max<std::size_t>(length, 1));
    }
  }
  offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
}

void Values::mark(bool is_there) {
  if (length_ % 8 == 0)
    validity_.push_back(0);
  if (is_there)
    validity_.back() = static_cast<std::uint8_t>(validity_.back() | 1U << length_ % 8);
  else
    ++nulls_;
  ++length_;
}

void Values::add(std::string_view text) {
  mark(!text.empty());
  if (layout_ == Layout::text)
    texts_.add(text);
  else
    numbers_.push_back(text.empty() ? 0 : word(text));
}

/// The number of a word. Rows are ordered, so that it mostly is that of the row before.
std::uint32_t Values::word(std::string_view text) {
  if (!numbers_.empty() && numbers_.back() < texts_.size() && texts_[numbers_.back()] == text)
    return numbers_.back();
  if (const auto known = known_.find(text); known != known_.end())
    return known->second;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  known_.emplace(text, number);
  texts_.add(text);
  return number;
}

void Values::add(std::uint32_t number) {
  mark(number != 0);
  numbers_.push_back(number);
}

void Values::add(std::span<const std::string_view> texts) {
  mark(true);
  for (const std::string_view text : texts)
    texts_.add(text);
  lists_.push_back(static_cast<std::int32_t>(texts_.size()));
}

Array Values::finish() {
  Values done(layout_);
  std::swap(done, *this);
  const std::size_t length = done.length_;
  const std::size_t nulls = done.nulls_;
  const auto kept = std::make_shared<const Values>(std::move(done));
  const void* const validity = nulls == 0 ? nullptr : kept->validity_.data();
  const auto texts = [&kept](const void* valid, std::size_t none) {
    return make_array(kept->texts_.size(), none, kept,
                      {valid, kept->texts_.offsets().data(), kept->texts_.text().data()});
  };
  switch (layout_) {
    case Layout::text:
      break;
    case Layout::word:
      return make_array(length, nulls, kept, {validity, kept->numbers_.data()}, {},
                        texts(nullptr, 0));
    case Layout::number:
      return make_array(length, nulls, kept, {validity, kept->numbers_.data()});
    case Layout::texts: {
      std::vector<Array> items;
      items.push_back(texts(nullptr, 0));
      return make_array(length, nulls, kept, {validity, kept->lists_.data()}, std::move(items));
    }
  }
  return texts(validity, nulls);
}

}  // namespace cachewarden::inline v0::detail::arrow
