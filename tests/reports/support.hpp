#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cachewarden/cachewarden.hpp"

/// Rules and inputs of the tests' own, so that no test changes with the catalogue.
namespace reports_test {

using namespace cachewarden;  // NOLINT(google-build-using-namespace)

inline std::string root() {
  return CACHEWARDEN_SOURCE_DIR;
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline Verdict tls_only(const RedisCache& cache) {
  return require(equals(cache.enable_non_ssl_port, false));
}

inline Verdict subnet_group(const RedisCache& cache, const Context& context) {
  const Claim injected = present(cache.subnet_id);
  if (injected.truth != Truth::yes)
    return when(injected, {}, "the cache is not in a subnet");
  const Subnet* subnet = context.target<Subnet>(cache, cache.subnet_id);
  if (subnet == nullptr)
    return {Status::unknown, unknown(cache.subnet_id), "the subnet cannot be read"};
  return require(present(subnet->network_security_group));
}

inline Verdict few_rules(const RedisCache& cache, const Context& context) {
  return require(exists(context.children<RedisFirewallRule>(cache)));
}

inline constexpr Rule tls_rule{
    .id = "T-001",
    .name = "test-tls",
    .title = "Caches accept only connections over TLS",
    .message = "port 6379 accepts connections without TLS",
    .severity = Severity::critical,
    .category = Category::data_protection,
    .since = "1",
    .check = check<tls_only>,
    .rationale = "Keys and data cross the network in plain text.",
    .remediation = {.cli = "az redis update --ids {id} --set enableNonSslPort=false",
                    .bicep = "enableNonSslPort: false",
                    .terraform = "non_ssl_port_enabled = false"},
    .references = {"https://example.com/tls"},
    .controls = {{Framework::mcsb, "DP-3"}, {Framework::checkov, "CKV_AZURE_91"}},
    .examples = {{"open", "{}", Status::fail}, {"a summary", "{}", Status::unknown}}};

inline constexpr Rule group_rule{
    .id = "T-002",
    .name = "test-group",
    .title = "The subnet of a cache has a network security group",
    .message = "the subnet has no network security group",
    .severity = Severity::medium,
    .category = Category::network_security,
    .since = "1",
    .check = check<subnet_group>,
    .rationale = "Without a group every machine of the network reaches the cache.",
    .remediation = {.cli = "az network vnet subnet update --ids {subnet_id} --nsg GROUP",
                    .bicep = "networkSecurityGroup: { id: group.id }",
                    .terraform = "azurerm_subnet_network_security_group_association"},
    .references = {"https://example.com/group"},
    .controls = {{Framework::mcsb, "NS-1"}}};

inline constexpr Rule firewall_rule{.id = "T-003",
                                    .name = "test-firewall",
                                    .title = "Caches have firewall rules",
                                    .message = "there is no firewall rule",
                                    .severity = Severity::low,
                                    .check = check<few_rules>,
                                    .rationale = "Without rules everybody may connect.",
                                    .remediation = {.bicep = "firewall rules"}};

inline constexpr const Rule* rules[] = {&tls_rule, &group_rule, &firewall_rule};

using Named = std::pair<std::string, std::string>;  ///< name and text of a document

inline Assessment judge(const std::vector<Named>& documents,
                        std::span<const Rule* const> asked = rules) {
  Reader reader;
  for (const auto& [name, text] : documents)
    reader.add({.name = name, .text = std::make_shared<const std::string>(text)});
  return assess(std::make_shared<const Inventory>(reader.finish()), {.rules = asked});
}

/// The documents of a folder of the repository, named by their paths from its root.
inline std::vector<Named> documents_below(const std::string& folder) {
  std::vector<Named> result;
  const Result<std::vector<host::FoundFile>> files = host::find_files(root() + "/" + folder);
  REQUIRE(files);
  for (const host::FoundFile& file : *files)
    result.emplace_back(file.path.substr(root().size() + 1), file_text(file.path));
  REQUIRE(!result.empty());
  return result;
}

/// The same judged as the command line does it: files were found, not named.
inline Assessment judge_folder(const std::string& folder,
                               std::span<const Rule* const> asked = rules) {
  Reader reader;
  for (auto& [name, text] : documents_below(folder))
    reader.add({.name = name,
                .text = std::make_shared<const std::string>(std::move(text)),
                .is_named = false});
  return assess(std::make_shared<const Inventory>(reader.finish()), {.rules = asked});
}

inline ReportOptions everything() {
  return {.show_pass = true, .show_not_applicable = true};
}

inline std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
    result.append(text.substr(0, at)).append(by);
    text.remove_prefix(at + what.size());
  }
  return result.append(text);
}

/// Compares with a file below tests/data/reports; with CACHEWARDEN_ACCEPT=1 it is written instead.
/// Versions, which change without the report changing, are left out.
inline void compare_with_golden(const std::string& name, std::string text,
                                const Assessment& assessment) {
  CAPTURE(name);
  text = replaced(text, assessment.inventory().facts().version, "FACTS");
  text = replaced(text, rule_set_version(), "RULES");
  text = replaced(text, version, "VERSION");
  const std::string path = root() + "/tests/data/reports/" + name;
  if (std::getenv("CACHEWARDEN_ACCEPT") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  CHECK(file_text(path) == text);
}

}  // namespace reports_test
