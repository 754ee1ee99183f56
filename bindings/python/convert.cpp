#include "convert.hpp"

namespace cachewarden::python {

namespace {

template <class List, class Convert>
py::tuple tuple_of(const List& list, Convert&& convert) {
  py::tuple result(list.size());
  std::size_t index = 0;
  for (const auto& item : list)
    result[index++] = convert(item);
  return result;
}

py::tuple controls(const Rule& rule) {
  return tuple_of(rule.controls, [](const Control& control) {
    return py::make_tuple(text(name(control.framework)), text(control.id));
  });
}

/// A record holds the properties that are known; a gap is left out, so that asking for it fails.
py::dict record_dict(const RecordType& type, const void* record) {
  py::dict result;
  for (const FieldRow& row : type.fields) {
    if (!is_gap(row.state(record)))
      result[text(row.name)] = property_value(row, record);
  }
  return result;
}

template <class T>
const T& value(const FieldRow& row, const void* body) {
  return **static_cast<const Property<T>*>(row.at(body));
}

}  // namespace

py::str text(std::string_view value) {
  PyObject* const decoded =
      PyUnicode_DecodeUTF8(value.data(), static_cast<Py_ssize_t>(value.size()), "replace");
  if (decoded == nullptr)
    throw py::error_already_set();
  return py::reinterpret_steal<py::str>(decoded);
}

py::tuple resource_tuple(const Resource& resource) {
  const std::string_view type =
      resource.type == no_model ? std::string_view() : resource_types()[resource.type]->arm;
  return py::make_tuple(text(resource.id.view()), text(resource.name()), text(type),
                        text(name(resource.intent)));
}

py::dict rule_dict(const Rule& rule) {
  using namespace py::literals;  // NOLINT(google-build-using-namespace)
  const std::string_view type =
      rule.check.type == no_model ? std::string_view() : resource_types()[rule.check.type]->arm;
  return py::dict(
      "id"_a = text(rule.id), "resource_type"_a = text(type), "name"_a = text(rule.name),
      "title"_a = text(rule.title), "message"_a = text(rule.message),
      "severity"_a = text(name(rule.severity)), "category"_a = text(name(rule.category)),
      "since"_a = text(rule.since), "rationale"_a = text(rule.rationale),
      "remediation"_a = py::make_tuple(text(rule.remediation.cli), text(rule.remediation.bicep),
                                       text(rule.remediation.terraform)),
      "references"_a = texts(rule.references), "controls"_a = controls(rule),
      "baseline"_a = text(rule.baseline),
      "examples"_a = tuple_of(rule.examples, [](const Example& example) {
        return py::make_tuple(text(example.name), text(example.patch), text(name(example.status)));
      }));
}

py::dict finding_dict(const Finding& finding) {
  using namespace py::literals;  // NOLINT(google-build-using-namespace)
  const Rule& rule = *finding.rule;
  const auto evidence = [](const Evidence& each) {
    return py::dict("resource"_a = text(each.resource), "property"_a = text(each.property),
                    "state"_a = text(name(each.state)), "value"_a = text(each.value),
                    "note"_a = text(each.note), "document"_a = text(each.document),
                    "pointer"_a = text(each.pointer), "line"_a = each.line,
                    "column"_a = each.column, "via"_a = texts(each.via));
  };
  const auto missing = [](const Missing& each) {
    return py::dict("kind"_a = text(name(each.kind)), "what"_a = text(each.what),
                    "reason"_a = text(each.reason), "collect"_a = text(each.collect));
  };
  return py::dict(
      "rule"_a = text(rule.id), "name"_a = text(rule.name), "status"_a = text(name(finding.status)),
      "severity"_a = text(name(rule.severity)), "category"_a = text(name(rule.category)),
      "title"_a = text(rule.title), "resource"_a = resource_tuple(*finding.resource),
      "message"_a = text(finding.message), "evidence"_a = tuple_of(finding.evidence, evidence),
      "missing"_a = tuple_of(finding.missing, missing),
      "remediation"_a =
          py::make_tuple(text(finding.cli), text(finding.bicep), text(finding.terraform)),
      "controls"_a = controls(rule), "marks"_a = texts(finding.marks),
      "assumptions"_a = texts(finding.assumptions));
}

py::dict diagnostic_dict(const Diagnostic& diagnostic) {
  using namespace py::literals;  // NOLINT(google-build-using-namespace)
  constexpr std::string_view severities[] = {"", "note", "warning", "error"};
  return py::dict("severity"_a = text(severities[static_cast<std::size_t>(diagnostic.severity)]),
                  "code"_a = text(diagnostic.code), "message"_a = text(diagnostic.message),
                  "document"_a = text(diagnostic.document), "line"_a = diagnostic.line,
                  "column"_a = diagnostic.column);
}

py::dict input_dict(const InputDocument& input) {
  using namespace py::literals;  // NOLINT(google-build-using-namespace)
  return py::dict("name"_a = text(input.name), "form"_a = text(input.form), "size"_a = input.size,
                  "resources"_a = input.resources, "ignored"_a = input.ignored);
}

py::object property_value(const FieldRow& row, const void* body) {
  if (row.secret || !is_value(row.state(body)))
    return py::none();
  switch (row.kind) {
    case FieldKind::boolean:
      return py::bool_(value<bool>(row, body));
    case FieldKind::integer:
      return py::int_(value<std::int32_t>(row, body));
    case FieldKind::text:
    case FieldKind::enumeration:
    case FieldKind::reference:
      return text(scalar_text(row, body));
    case FieldKind::texts:
    case FieldKind::references:
      return texts(value<List<Text>>(row, body));
    case FieldKind::addresses:
      return tuple_of(value<List<AddressTerm>>(row, body),
                      [](const AddressTerm& term) { return text(term.text.view()); });
    case FieldKind::ports:
      return tuple_of(value<List<PortRange>>(row, body), [](const PortRange& range) {
        return py::make_tuple(range.first, range.last);
      });
    case FieldKind::pairs: {
      py::dict result;
      for (const Pair& pair : value<List<Pair>>(row, body))
        result[text(pair.name.view())] = text(pair.value.view());
      return result;
    }
    case FieldKind::records: {
      const void* const property = row.at(body);
      py::tuple result(row.record->size(property));
      for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = record_dict(*row.record, row.record->at(property, i));
      return result;
    }
  }
  return py::none();
}

}  // namespace cachewarden::python
