#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "views/subject.hpp"

/// How PSRule compares values. Shared by its rules.
namespace cachewarden::inline v0::views::psrule {

/// The number that comparisons take a value for: itself, or the length of a text or list. With
/// `convert` a text that reads as a number is that number.
[[nodiscard]] std::optional<double> measure(const Subject& subject, Node value,
                                            bool convert = false);

/// `measure(value) >= least`; false for what has no measure.
[[nodiscard]] bool is_at_least(const Subject& subject, Node value, double least,
                               bool convert = false);

/// Missing, or a text that is the same without regard to case. Null is not missing.
[[nodiscard]] bool is_default_or(const Subject& subject, Node value, std::string_view expected);

/// A version that is at least `major`; `6`, `6.0` and `v6.0.14` are read, previews do not count.
[[nodiscard]] bool is_version_of_at_least(const Subject& subject, Node value, unsigned major);

/// A name of so many characters, of letters, digits, `_`, `.` and `-`, that begins with a letter or
/// digit and ends with one or `_`.
[[nodiscard]] bool is_plain_name(std::string_view name, std::size_t least, std::size_t most);

/// The same for subnets and network interfaces, where letters of all scripts may follow the first
/// character.
[[nodiscard]] bool is_word_name(std::string_view name);

/// Exported data carry the id of their subscription; the export would add it to what the az command
/// line shows.
[[nodiscard]] bool is_export(const Subject& subject);

/// Whether a location that is compared without blanks and case has availability zones.
[[nodiscard]] bool has_zones(const Subject& subject, std::span<const std::string_view> regions,
                             std::string_view setting);

// redis
ViewAnswer min_sku(const Subject& subject);
ViewAnswer max_memory_reserved(const Subject& subject);
ViewAnswer availability_zone(const Subject& subject);
ViewAnswer firewall_rule_count(const Subject& subject);
ViewAnswer firewall_ip_range(const Subject& subject);
ViewAnswer redis_version(const Subject& subject);
ViewAnswer non_ssl_port(const Subject& subject);
ViewAnswer min_tls(const Subject& subject);
ViewAnswer public_network_access(const Subject& subject);
ViewAnswer entra_id(const Subject& subject);
ViewAnswer local_auth(const Subject& subject);
ViewAnswer redis_migrate(const Subject& subject);
ViewAnswer redis_naming(const Subject& subject);
ViewAnswer enterprise_zones(const Subject& subject);
ViewAnswer enterprise_min_tls(const Subject& subject);
ViewAnswer enterprise_migrate(const Subject& subject);
ViewAnswer enterprise_naming(const Subject& subject);

// network security groups
ViewAnswer any_inbound_source(const Subject& subject);
ViewAnswer deny_all_inbound(const Subject& subject);
ViewAnswer lateral_traversal(const Subject& subject);
ViewAnswer nsg_associated(const Subject& subject);
ViewAnswer nsg_naming(const Subject& subject);
ViewAnswer aks_rules(const Subject& subject);

// virtual networks
ViewAnswer use_nsgs(const Subject& subject);
ViewAnswer single_dns(const Subject& subject);
ViewAnswer local_dns(const Subject& subject);
ViewAnswer peer_state(const Subject& subject);
ViewAnswer subnet_name(const Subject& subject);
ViewAnswer bastion_subnet(const Subject& subject);
ViewAnswer firewall_subnet(const Subject& subject);
ViewAnswer firewall_subnet_nat(const Subject& subject);
ViewAnswer private_subnet(const Subject& subject);
ViewAnswer vnet_naming(const Subject& subject);
ViewAnswer subnet_naming(const Subject& subject);

// names, tags, locations
ViewAnswer name_of_1_to_80(const Subject& subject);
ViewAnswer name_of_2_to_64(const Subject& subject);
ViewAnswer nic_name(const Subject& subject);
ViewAnswer nic_attached(const Subject& subject);
ViewAnswer nic_unique_dns(const Subject& subject);
ViewAnswer route_naming(const Subject& subject);
ViewAnswer use_tags(const Subject& subject);
ViewAnswer allowed_regions(const Subject& subject);
ViewAnswer required_tags(const Subject& subject);
ViewAnswer group_name(const Subject& subject);
ViewAnswer group_naming(const Subject& subject);
ViewAnswer group_required_tags(const Subject& subject);

/// Name against a pattern of the configuration; none if it is not given.
ViewAnswer naming(const Subject& subject, std::string_view setting, std::string_view name);

}  // namespace cachewarden::inline v0::views::psrule
