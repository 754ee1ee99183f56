#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "views/subject.hpp"

/// How Checkov compares values. Shared by its checks on templates and on plans.
namespace cachewarden::inline v0::views::checkov {

/// Sources that the tool takes for the Internet.
[[nodiscard]] bool is_internet(std::string_view source);

/// Whether an entry such as `22`, `20-30` or `*` holds a port.
[[nodiscard]] bool covers_port(std::string_view entry, int port);

/// A scalar as text.
[[nodiscard]] std::string text_of(Node node);

/// An integer, or a text that is one.
[[nodiscard]] std::optional<std::int64_t> whole_number(Node node);

/// Passes as soon as one server is in one of the prefixes; a text that is no address or network
/// makes it unknown.
[[nodiscard]] ViewAnswer local_dns(Node servers, Node prefixes);

// Templates and Bicep.
ViewAnswer arm_public_access(const Subject& subject);
ViewAnswer arm_rdp(const Subject& subject);
ViewAnswer arm_ssh(const Subject& subject);
ViewAnswer arm_http(const Subject& subject);
ViewAnswer arm_udp(const Subject& subject);
ViewAnswer arm_flow_log(const Subject& subject);
ViewAnswer arm_dns_count(const Subject& subject);
ViewAnswer arm_local_dns(const Subject& subject);

// Terraform plans.
ViewAnswer tf_public_access(const Subject& subject);
ViewAnswer tf_non_ssl_port(const Subject& subject);
ViewAnswer tf_min_tls(const Subject& subject);
ViewAnswer tf_sku(const Subject& subject);
ViewAnswer tf_rdp(const Subject& subject);
ViewAnswer tf_ssh(const Subject& subject);
ViewAnswer tf_http(const Subject& subject);
ViewAnswer tf_udp(const Subject& subject);
ViewAnswer tf_flow_log(const Subject& subject);
ViewAnswer tf_ip_forwarding(const Subject& subject);
ViewAnswer tf_public_ip(const Subject& subject);
ViewAnswer tf_dns_count(const Subject& subject);
ViewAnswer tf_local_dns(const Subject& subject);
ViewAnswer tf_subnet_group(const Subject& subject);
ViewAnswer tf_storage_endpoint(const Subject& subject);

}  // namespace cachewarden::inline v0::views::checkov
