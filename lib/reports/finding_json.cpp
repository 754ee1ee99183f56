#include "reports/finding_json.hpp"

namespace cachewarden::inline v0::detail {

void write_resource(std::string_view id, std::string_view name, std::string_view type,
                    Intent intent, JsonWriter& json) {
  json.name("resource")
      .begin_object()
      .member("id", id)
      .member("name", name)
      .member("type", type)
      .member("intent", v0::name(intent))
      .end_object();
}

void write_evidence(std::span<const Evidence> evidence, JsonWriter& json) {
  json.name("evidence").begin_array();
  for (const Evidence& each : evidence) {
    json.begin_object()
        .member("resource", each.resource)
        .member("property", each.property)
        .member("state", name(each.state))
        .member("value", each.value)
        .member("document", each.document)
        .member("pointer", each.pointer)
        .member("line", each.line)
        .member("column", each.column)
        .member("via", each.via)
        .member("note", each.note)
        .end_object();
  }
  json.end_array();
}

void write_missing(std::span<const Missing> missing, JsonWriter& json) {
  json.name("missing").begin_array();
  for (const Missing& each : missing) {
    json.begin_object()
        .member("kind", name(each.kind))
        .member("what", each.what)
        .member("reason", each.reason)
        .member("collect", each.collect)
        .end_object();
  }
  json.end_array();
}

void write_remediation(std::string_view cli, std::string_view bicep, std::string_view terraform,
                       JsonWriter& json) {
  json.name("remediation")
      .begin_object()
      .member("cli", cli)
      .member("bicep", bicep)
      .member("terraform", terraform)
      .end_object();
}

}  // namespace cachewarden::inline v0::detail
