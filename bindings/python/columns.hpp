#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <string>
#include <vector>

#include "cachewarden/cachewarden.hpp"

/// Findings as columns, by the PyCapsule protocol of Arrow.
namespace cachewarden::python {

namespace py = pybind11;

/// A capsule with a stream of findings; `numbers` is a buffer of unsigned 64-bit numbers, or None
/// for all of them. `requested` is None or a capsule with a schema: if it names columns of findings
/// only, those are taken, in its order. Types stay what they are.
[[nodiscard]] py::capsule stream_capsule(std::shared_ptr<const Assessment> assessment,
                                         const py::object& numbers,
                                         std::vector<std::string> columns, std::size_t batch_rows,
                                         const py::object& requested);
/// A capsule with the schema of such a stream.
[[nodiscard]] py::capsule schema_capsule(const std::vector<std::string>& columns);

/// The numbers of the findings that have one of these statuses: unsigned 64-bit numbers.
[[nodiscard]] py::bytes numbers_of(const Assessment& assessment,
                                   const std::vector<std::string>& statuses);

/// The bytes of a contiguous buffer; copied while other threads of Python run.
[[nodiscard]] std::shared_ptr<const std::string> copy_of(const py::buffer& buffer);

}  // namespace cachewarden::python
