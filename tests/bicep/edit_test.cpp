#include "cachewarden/bicep/edit.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using namespace cachewarden;

/// The diff for the resource `r`, without its first two lines.
std::string change(std::string_view text, std::string_view path, std::string_view wanted,
                   bool computed = false) {
  const bicep::File file = bicep::parse(text);
  const std::size_t name = text.find("resource r ");
  REQUIRE(name != std::string_view::npos);
  const auto edit =
      bicep::edit_resource(file, static_cast<std::uint32_t>(name + 9), path, wanted, computed);
  if (!edit)
    return "none";
  const std::string diff = bicep::diff_text("f", *edit);
  REQUIRE(diff.starts_with("--- f\n+++ f\n"));
  return diff.substr(12);
}

constexpr std::string_view cache =
    "param on bool = true\n"
    "resource r 'Microsoft.Cache/redis@2023-08-01' = {\n"
    "  name: 'x'\n"
    "  properties: {\n"
    "    enableNonSslPort: true\n"
    "    minimumTlsVersion: '1.0', // old\n"
    "    redisVersion: on ? '4' : '6'\n"
    "    sku: { name: 'Basic', family: 'C', capacity: 0 }\n"
    "    redisConfiguration: {\n"
    "      'maxmemory-reserved': '615'\n"
    "    }\n"
    "    zonal: {}\n"
    "    publicNetworkAccess: on\n"
    "  }\n"
    "}\n";

}  // namespace

TEST_CASE("a change is the line to replace or the lines to add") {
  struct Row {
    std::string_view path;
    std::string_view wanted;
    std::string_view diff;
  };
  constexpr Row rows[] = {
      {"/properties/enableNonSslPort", "enableNonSslPort: false",
       "@@ -5 +5 @@\n-    enableNonSslPort: true\n+    enableNonSslPort: false\n"},
      {"/properties/disableAccessKeyAuthentication", "disableAccessKeyAuthentication: true",
       "@@ -13,0 +14 @@\n+    disableAccessKeyAuthentication: true\n"},
      {"/properties/redisConfiguration/aad-enabled",
       "redisConfiguration: { 'aad-enabled': 'true' }",
       "@@ -10,0 +11 @@\n+      'aad-enabled': 'true'\n"},
      {"/properties/redisConfiguration/maxmemory-reserved",
       "redisConfiguration: { 'maxmemory-reserved': '50' }",
       "@@ -10 +10 @@\n-      'maxmemory-reserved': '615'\n+      'maxmemory-reserved': '50'\n"},
      {"/properties/zonal/a", "zonal: { a: 1 }",
       "@@ -12 +12,3 @@\n-    zonal: {}\n+    zonal: {\n+      a: 1\n+    }\n"},
      {"/identity/type", "identity: { type: 'SystemAssigned' }",
       "@@ -14,0 +15 @@\n+  identity: { type: 'SystemAssigned' }\n"},
      {"", "resource office 'firewallRules' = { name: 'office' }",
       "@@ -14,0 +15 @@\n+  resource office 'firewallRules' = { name: 'office' }\n"},
      // Said in another way, on a line with more than that, as it is already, or not to be read.
      {"/properties/minimumTlsVersion", "minimumTlsVersion: '1.2'", "none"},
      {"/properties/redisVersion", "redisVersion: '6'", "none"},
      {"/properties/publicNetworkAccess", "publicNetworkAccess: 'Disabled'", "none"},
      {"/properties/sku/name", "sku: { name: 'Premium' }", "none"},
      {"/properties/sku/x", "sku: { x: 1 }", "none"},
      {"/properties/sku/name", "sku: { name: 'Premium', family: 'P' }", "none"},
      {"/properties/enableNonSslPort", "enableNonSslPort: true", "none"},
      {"/properties/zones", "leave zones out", "none"},
      {"/properties/other", "else: 1", "none"},
      {"/properties/a/b/c", "c: 1", "none"},
      {"", "", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.wanted);
    CHECK(change(cache, row.path, row.wanted) == row.diff);
  }
}

TEST_CASE("a value that is worked out can be replaced") {
  CHECK(change(cache, "/properties/redisVersion", "redisVersion: '6'", true) ==
        "@@ -7 +7 @@\n-    redisVersion: on ? '4' : '6'\n+    redisVersion: '6'\n");
  CHECK(change(cache, "/properties/publicNetworkAccess", "publicNetworkAccess: 'Disabled'", true) ==
        "@@ -13 +13 @@\n-    publicNetworkAccess: on\n+    publicNetworkAccess: 'Disabled'\n");
  CHECK(change(cache, "/properties/sku/name", "sku: { name: 'Premium', family: 'P' }", true) ==
        "none");
}

TEST_CASE("an object that is worked out is left alone") {
  CHECK(change("resource r 'A.B/c@1' = {\n  tags: union(a, { b: 'c' })\n}\n", "/tags/b",
               "tags: { b: 'd' }", true) == "none");
}

TEST_CASE("an object that is missing is added around what is wanted") {
  CHECK(change("resource r 'A.B/c@1' = {\r\n  name: 'x'\r\n}\r\n", "/properties/a", "a: 1") ==
        "@@ -2,0 +3,3 @@\n+  properties: {\n+    a: 1\n+  }\n");
  CHECK(change("resource r 'A.B/c@1' = {\n}\n", "/tags", "tags: { owner: 'x' }") ==
        "@@ -1,0 +2 @@\n+  tags: { owner: 'x' }\n");
  CHECK(
      change("resource r 'A.B/c@1' = {}\n", "/tags", "tags: { owner: 'x' }") ==
      "@@ -1 +1,3 @@\n-resource r 'A.B/c@1' = {}\n+resource r 'A.B/c@1' = {\n+  tags: { owner: 'x' "
      "}\n+}\n");
}

TEST_CASE("bodies of loops, conditions and nested resources are found") {
  constexpr std::string_view loop =
      "resource r 'A.B/c@1' = [for i in range(0, 2): if (i > 0) {\n  name: 'x'\n  a: 1\n}]\n";
  CHECK(change(loop, "/a", "a: 2") == "@@ -3 +3 @@\n-  a: 1\n+  a: 2\n");
  CHECK(change(loop, "", "resource n 'n' = { name: 'n' }") == "none");
  CHECK(change("resource o 'A.B/c@1' = {\n  name: 'x'\n  resource r 'd' = if (true) {\n    name: "
               "'y'\n  }\n}\n",
               "/a", "a: 2") == "@@ -4,0 +5 @@\n+    a: 2\n");
  CHECK(change("resource r 'A.B/c@1' = {\n  name: ((\n}\n", "/a", "a: 2") == "none");
}

TEST_CASE("a literal that decides elsewhere is replaced where it is alone on its line") {
  struct Row {
    std::string_view text;
    std::string_view at;
    std::string_view diff;
  };
  constexpr Row rows[] = {
      {"@description('x')\nparam on bool = true\n", "true",
       "@@ -2 +2 @@\n-param on bool = true\n+param on bool = false\n"},
      {"var on = true", "true", "@@ -1 +1 @@\n-var on = true\n+var on = false\n"},
      {"module m 'x' = {\n  params: {\n    on: true\n  }\n}\n", "true",
       "@@ -3 +3 @@\n-    on: true\n+    on: false\n"},
      {"module m 'x' = { params: { on: true } }\n", "true", "none"},
      {"var on = a ? true : b\n", "true",
       "@@ -1 +1 @@\n-var on = a ? true : b\n+var on = a ? false : b\n"},
      {"var on = a ? true : false\n", "true",
       "@@ -1 +1 @@\n-var on = a ? true : false\n+var on = false\n"},
      {"var on = a ? b : (c ? true : false)\n", "true",
       "@@ -1 +1 @@\n-var on = a ? b : (c ? true : false)\n+var on = a ? b : false\n"},
      {"var on = a ? false : (c ? false : true)\n", "true",
       "@@ -1 +1 @@\n-var on = a ? false : (c ? false : true)\n+var on = false\n"},
      {"var on = a.?b ?? true\n", "true",
       "@@ -1 +1 @@\n-var on = a.?b ?? true\n+var on = a.?b ?? false\n"},
      {"var on = a\n  ? true\n  : b\n", "true", "@@ -2 +2 @@\n-  ? true\n+  ? false\n"},
      {"var on = true ? a : b\n", "true", "none"},
      {"var on = [a ? true : b]\n", "true", "none"},
      {"var on = f(true)\n", "true", "none"},
      {"var on = !true\n", "true", "none"},
      {"var on = [\n  true\n]\n", "true", "none"},
      {"var on = true\n", "on", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const bicep::File file = bicep::parse(row.text);
    const auto at = static_cast<std::uint32_t>(row.text.find(row.at));
    const auto edit =
        bicep::edit_literal(file, at, "/properties/enableNonSslPort", "enableNonSslPort: false");
    CHECK((edit ? bicep::diff_text("f", *edit).substr(12) : "none") == row.diff);
  }
  const bicep::File file = bicep::parse("var on = true\n");
  CHECK(bicep::edit_literal(file, 9, "/a", "a: 1"));
  CHECK(bicep::edit_literal(file, 9, "/b/a", "b: { a: 1 }"));
  CHECK_FALSE(bicep::edit_literal(file, 9, "/a", "resource x 'y' = {}"));
  CHECK_FALSE(bicep::edit_literal(file, 9, "/a", "a: {}"));
  CHECK_FALSE(bicep::edit_literal(file, 9, "/a", "b: 1"));
  CHECK_FALSE(bicep::edit_literal(file, 900, "/a", "a: 1"));
}
