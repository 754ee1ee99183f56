#include "columns.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace cachewarden::python {

namespace {

/// A capsule that releases what nobody took out of it.
template <class T>
py::capsule capsule_of(std::unique_ptr<T> structure, const char* name) {
  py::capsule result(structure.get(), name, [](PyObject* capsule) {
    auto* const left = static_cast<T*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
    if (left->release != nullptr)
      left->release(left);
    delete left;
  });
  structure.release();  // NOLINT(bugprone-unused-return-value): the capsule has it
  return result;
}

/// The columns that a schema names; nothing if it names others, too.
std::optional<std::vector<std::string>> columns_of(const py::object& requested) {
  if (requested.is_none())
    return std::nullopt;
  const auto* const schema =
      static_cast<const ArrowSchema*>(PyCapsule_GetPointer(requested.ptr(), "arrow_schema"));
  if (schema == nullptr)
    throw py::error_already_set();
  if (schema->format == nullptr || std::strcmp(schema->format, "+s") != 0)
    return std::nullopt;
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < schema->n_children; ++i)
    names.emplace_back(schema->children[i]->name == nullptr ? "" : schema->children[i]->name);
  const auto is_known = [](const std::string& name) {
    const auto all = arrow_columns();
    return std::any_of(all.begin(), all.end(),
                       [&name](const ArrowColumn& column) { return column.name == name; });
  };
  if (!std::all_of(names.begin(), names.end(), is_known))
    return std::nullopt;
  return names;
}

/// A contiguous view into an object with the buffer protocol.
class View {
 public:
  explicit View(const py::handle& object) {
    if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_SIMPLE) != 0)
      throw py::error_already_set();
  }
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  ~View() { PyBuffer_Release(&view_); }

  [[nodiscard]] std::string_view bytes() const noexcept {
    return {static_cast<const char*>(view_.buf), static_cast<std::size_t>(view_.len)};
  }

 private:
  Py_buffer view_{};
};

}  // namespace

py::capsule stream_capsule(std::shared_ptr<const Assessment> assessment, const py::object& numbers,
                           std::vector<std::string> columns, std::size_t batch_rows,
                           const py::object& requested) {
  ArrowOptions options{.columns = columns_of(requested).value_or(std::move(columns)),
                       .batch_rows = batch_rows};
  if (!numbers.is_none()) {
    const View view(numbers);
    std::vector<std::uint64_t> given(view.bytes().size() / sizeof(std::uint64_t));
    std::memcpy(given.data(), view.bytes().data(), given.size() * sizeof(std::uint64_t));
    options.findings.emplace(given.begin(), given.end());
  }
  auto stream = std::make_unique<ArrowArrayStream>();
  if (auto trouble = export_arrow(std::move(assessment), options, *stream))
    throw Exception(*std::move(trouble));
  return capsule_of(std::move(stream), "arrow_array_stream");
}

py::capsule schema_capsule(const std::vector<std::string>& columns) {
  auto schema = std::make_unique<ArrowSchema>();
  if (auto trouble = export_arrow_schema(columns, *schema))
    throw Exception(*std::move(trouble));
  return capsule_of(std::move(schema), "arrow_schema");
}

py::bytes numbers_of(const Assessment& assessment, const std::vector<std::string>& statuses) {
  std::array<bool, 5> is_wanted{};
  for (const std::string& word : statuses) {
    if (const std::optional<Status> status = parse_status(word))
      is_wanted[static_cast<std::size_t>(*status)] = true;
  }
  std::vector<std::uint64_t> numbers;
  {
    const py::gil_scoped_release others_may_run;
    for (std::size_t i = 0; i < assessment.size(); ++i) {
      if (is_wanted[static_cast<std::size_t>(assessment.status(i))])
        numbers.push_back(i);
    }
  }
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint64_t)};
}

std::shared_ptr<const std::string> copy_of(const py::buffer& buffer) {
  const View view(buffer);
  const py::gil_scoped_release others_may_run;
  return std::make_shared<const std::string>(view.bytes());
}

}  // namespace cachewarden::python
