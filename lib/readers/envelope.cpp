#include "readers/envelope.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "cachewarden/base/fold.hpp"
#include "cachewarden/model/resource_id.hpp"

namespace cachewarden::inline v0::detail {

using json::Kind;
using json::Node;

Envelope envelope_of(Node object, ReadingRoom* room) {
  struct Word {
    std::string_view name;
    Node Envelope::*member;
  };
  static constexpr Word words[] = {{"id", &Envelope::id},
                                   {"resourceId", &Envelope::resource_id},
                                   {"name", &Envelope::name},
                                   {"resourceName", &Envelope::resource_name},
                                   {"type", &Envelope::type},
                                   {"resourceType", &Envelope::resource_type},
                                   {"apiVersion", &Envelope::api_version},
                                   {"properties", &Envelope::properties},
                                   {"managedBy", &Envelope::managed_by},
                                   {"plan", &Envelope::plan},
                                   {"provisioningState", &Envelope::provisioning_state},
                                   {"resourceGroup", &Envelope::resource_group}};
  Envelope result;
  if (!object.is(Kind::object))
    return result;
  const auto number = [](std::string_view key) {
    std::uint32_t at = 0;
    while (at < std::size(words) && !json::same_key(key, words[at].name))
      ++at;
    return at;
  };
  std::size_t place = 0;
  for (const Node& member : object) {
    const std::string_view key = member.key();
    const std::uint32_t at =
        room != nullptr ? room->envelope.of(key, place++, number) : number(key);
    if (at < std::size(words) && !(result.*words[at].member))
      result.*words[at].member = member;
  }
  return result;
}

std::string name_of(const Envelope& envelope, const json::Dialect& dialect) {
  for (const Node& member : {envelope.name, envelope.resource_name}) {
    std::string name(trim(member.string()));
    if (json::is_expression(member, dialect))
      std::replace(name.begin(), name.end(), '/', '|');
    else
      name.erase(0, name.rfind('/') + 1);
    if (!name.empty())
      return name;
  }
  return {};
}

std::string_view own_id(const Envelope& envelope) {
  const std::string_view id = canonical_id(envelope.id.string());
  return id.empty() ? canonical_id(envelope.resource_id.string()) : id;
}

std::string_view own_type(const Envelope& envelope) {
  for (const Node& member : {envelope.resource_type, envelope.type}) {
    const std::string_view text = trim(member.string());
    if (text.find('/') != std::string_view::npos)
      return text;
  }
  return {};
}

}  // namespace cachewarden::inline v0::detail
