#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/files.hpp"

namespace {

using namespace cachewarden;
using bicep::Files;

struct Row {
  std::string_view source;
  std::string_view line;  ///< a line of the program must be this
};

void check(const Row& row) {
  CAPTURE(row.source);
  const std::string text =
      bicep::lowered({{"main.bicep", std::string(row.source)}, {"m.bicep", "param a string\n"}});
  CAPTURE(text);
  CHECK(("\n" + text + "\n").find("\n" + std::string(row.line) + "\n") != std::string::npos);
}

}  // namespace

TEST_CASE("resources keep their members, but for what says which one it is") {
  constexpr Row rows[] = {
      {"resource r 'Ns.A/b@1' = { name: 'n', location: 'l', properties: { a: 1 }, dependsOn: [] }",
       "resource r type='Ns.A/b' version='1' name='n' body=createObject('location', 'l', "
       "'properties', createObject('a', 1))"},
      {"resource r 'Ns.A/b@1' existing = { name: 'n' }",
       "existing r type='Ns.A/b' version='1' name='n' body=createObject()"},
      {"resource r 'Ns.A/b@1' = if (1 < 2) { name: 'n' }",
       "resource r type='Ns.A/b' version='1' name='n' if=less(1, 2) body=createObject()"},
      {"resource r 'Ns.A/b@1' = [for n in [ 'x' ]: { name: n }]",
       "resource r type='Ns.A/b' version='1' name=createArray('x')[copyIndex()] "
       "loop(r)=length(createArray('x')) body=createObject()"},
      {"resource r 'Ns.A/b@1' = [for (n, i) in range(0, 3): if (i > 0) { name: 'n${i}' }]",
       "resource r type='Ns.A/b' version='1' name=format('n{0}', copyIndex()) "
       "if=greater(copyIndex(), 0) loop(r)=length(range(0, 3)) body=createObject()"},
      {"resource r 'Ns.A/b@1' = [for n in range(0, 3): { name: 'n', tags: { a: [for m in "
       "range(0, n): m] } }]",
       "resource r type='Ns.A/b' version='1' name='n' loop(r)=length(range(0, 3)) "
       "body=createObject('tags', createObject('a', copy(length(range(0, range(0, "
       "3)[copyIndex()])), range(0, range(0, 3)[copyIndex()])[copyIndex('for1')])))"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("children are named by their parents") {
  constexpr std::string_view parent = "resource p 'Ns.A/b@1' existing = { name: 'p1' }\n";
  constexpr std::string_view parents = "resource p 'Ns.A/b@1' = [for n in [ 'x' ]: { name: n }]\n";
  struct Case {
    std::string_view before;
    std::string_view source;
    std::string_view line;
  };
  constexpr Case cases[] = {
      {parent, "resource r 'Ns.A/b/c@2' = { parent: p, name: 'n' }",
       "resource r type='Ns.A/b/c' version='2' name=format('{0}/{1}', 'p1', 'n') "
       "body=createObject()"},
      {parents, "resource r 'Ns.A/b/c@2' = { parent: p[0], name: 'n' }",
       "resource r type='Ns.A/b/c' version='2' name=format('{0}/{1}', createArray('x')[0], 'n') "
       "body=createObject()"},
      {parents, "resource r 'Ns.A/b/c@2' = [for i in range(0, 1): { parent: p[i], name: 'n' }]",
       "resource r type='Ns.A/b/c' version='2' name=format('{0}/{1}', createArray('x')[range(0, "
       "1)[copyIndex()]], 'n') loop(r)=length(range(0, 1)) body=createObject()"},
      {parent,
       "resource r 'Ns.A/b/c@2' = { parent: p, name: 'n'\n resource s 'd' = { name: 'm' }\n}",
       "resource r::s type='Ns.A/b/c/d' version='2' name=format('{0}/{1}/{2}', 'p1', 'n', 'm') "
       "body=createObject()"},
      {"",
       "resource r 'Ns.A/b@2' = if (a) { name: 'n'\n resource s 'c@3' = if (b) { name: 'm' }\n}"
       "\nparam a bool\nparam b bool",
       "resource r::s type='Ns.A/b/c' version='3' name=format('{0}/{1}', 'n', 'm') "
       "if=and(parameters('a'), parameters('b')) body=createObject()"},
      {"",
       "resource r 'Ns.A/b@2' = { name: 'n'\n resource s 'c' = { name: 'm', tags: { a: t.id } "
       "}\n resource t 'c' existing = { name: 'k' }\n}",
       "resource r::s type='Ns.A/b/c' version='2' name=format('{0}/{1}', 'n', 'm') "
       "body=createObject('tags', createObject('a', resourceId('Ns.A/b/c', 'n', 'k')))"},
      {"",
       "resource r 'Ns.A/b@2' = { name: 'n'\n resource s 'c' = { name: 'm' }\n}\noutput o "
       "string = r::s.name",
       "output o string = 'm'"},
      {"", "resource r 'Ns.A/b/c@2' = { name: 'n/m' }\noutput o string = r.id",
       "output o string = resourceId('Ns.A/b/c', split('n/m', '/')[0], split('n/m', '/')[1])"},
      {"",
       "resource r 'Ns.A/b/c@2' existing = { name: 'n/m' }\nresource s 'Ns.A/b/c/d@2' = { "
       "parent: r, name: 'k' }\noutput o string = s.id",
       "output o string = resourceId('Ns.A/b/c/d', split('n/m', '/')[0], split('n/m', '/')[1], "
       "'k')"},
  };
  for (const Case& row : cases) {
    const std::string source = std::string(row.before) + std::string(row.source);
    check({source, row.line});
  }
}

TEST_CASE("ids follow the scope of the file and of the resource") {
  constexpr std::string_view resource = "resource r 'Ns.A/b@1' existing = { name: 'n' }\n";
  struct Case {
    std::string_view scope;
    std::string_view resource;
    std::string_view id;
  };
  constexpr Case cases[] = {
      {"resourceGroup", "name: 'n'", "resourceId('Ns.A/b', 'n')"},
      {"subscription", "name: 'n'", "subscriptionResourceId('Ns.A/b', 'n')"},
      {"managementGroup", "name: 'n'", "extensionResourceId(managementGroup().id, 'Ns.A/b', 'n')"},
      {"tenant", "name: 'n'", "tenantResourceId('Ns.A/b', 'n')"},
      {"resourceGroup", "name: 'n', scope: resourceGroup('g')",
       "extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', "
       "subscription().subscriptionId, 'g'), 'Ns.A/b', 'n')"},
      {"subscription", "name: 'n', scope: az.resourceGroup('s', 'g')",
       "extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', 's', 'g'), 'Ns.A/b', "
       "'n')"},
      {"resourceGroup", "name: 'n', scope: subscription()",
       "subscriptionResourceId('Ns.A/b', 'n')"},
      {"resourceGroup", "name: 'n', scope: subscription('s')",
       "subscriptionResourceId('s', 'Ns.A/b', 'n')"},
      {"subscription", "name: 'n', scope: managementGroup('m')",
       "extensionResourceId(tenantResourceId('Microsoft.Management/managementGroups', 'm'), "
       "'Ns.A/b', 'n')"},
      {"resourceGroup", "name: 'n', scope: tenant()", "tenantResourceId('Ns.A/b', 'n')"},
      {"resourceGroup", "name: 'n', scope: e",
       "extensionResourceId(resourceId('Ns.E/e', 'e1'), 'Ns.A/b', 'n')"},
      {"resourceGroup", "name: 'n', scope: g",
       "extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', 's', 'g1'), 'Ns.A/b', "
       "'n')"},
  };
  for (const Case& row : cases) {
    const std::string source =
        "targetScope = '" + std::string(row.scope) + "'\nresource r 'Ns.A/b@1' existing = { " +
        std::string(row.resource) +
        " }\nresource e 'Ns.E/e@1' existing = { name: 'e1' }\n"
        "resource g 'Microsoft.Resources/resourceGroups@1' existing = { name: 'g1', scope: "
        "subscription('s') }\noutput o string = r.id\n";
    check({source, "output o string = " + std::string(row.id)});
  }
  CHECK(bicep::lowered({{"main.bicep", std::string(resource)}}).starts_with("existing r"));
}

TEST_CASE("where resources and modules are sent") {
  constexpr Row rows[] = {
      {"resource e 'Ns.E/e@1' existing = { name: 'e1' }\nresource r 'Ns.A/b@1' = { name: 'n', "
       "scope: e }",
       "resource r type='Ns.A/b' version='1' name='n' scope=resourceId('Ns.E/e', 'e1') "
       "body=createObject()"},
      {"resource r 'Ns.A/b@1' = { name: 'n', scope: tenant() }",
       "resource r type='Ns.A/b' version='1' name='n' scope='/' body=createObject()"},
      {"resource r 'Ns.A/b@1' existing = { name: 'n', scope: resourceGroup('s', 'g') }",
       "existing r type='Ns.A/b' version='1' name='n' subscription='s' group='g' "
       "body=createObject()"},
      {"resource r 'Ns.A/b@1' existing = { name: 'n', scope: subscription() }",
       "existing r type='Ns.A/b' version='1' name='n' "
       "subscription=subscription().subscriptionId body=createObject()"},
      {"resource e 'Ns.E/e@1' existing = { name: 'e1' }\n"
       "resource r 'Ns.A/b@1' = { name: 'n', scope: e }\n"
       "resource s 'Ns.A/b/c@1' = { name: 'm', parent: r }",
       "resource s type='Ns.A/b/c' version='1' name=format('{0}/{1}', 'n', 'm') "
       "scope=resourceId('Ns.E/e', 'e1') body=createObject()"},
      {"module m 'm.bicep' = { name: 'n', params: { a: 'x' } }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' "
       "body=createObject('properties', createObject('mode', 'Incremental')) module "
       "params=createObject('a', createObject('value', 'x'))"},
      {"module m 'm.bicep' = { params: { a: 'x' } }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' "
       "name=format('{0}-{1}', 'm', uniqueString('m', deployment().name)) "
       "body=createObject('properties', createObject('mode', 'Incremental')) module "
       "params=createObject('a', createObject('value', 'x'))"},
      {"module m 'm.bicep' = [for n in [ 'x' ]: { params: { a: n } }]",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' "
       "name=format('{0}-{1}-{2}', 'm', copyIndex(), uniqueString('m', deployment().name)) "
       "loop(m)=length(createArray('x')) body=createObject('properties', createObject('mode', "
       "'Incremental')) module params=createObject('a', createObject('value', "
       "createArray('x')[copyIndex()]))"},
      {"module m 'm.bicep' = { name: 'n', scope: resourceGroup('g') }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' group='g' "
       "body=createObject('properties', createObject('mode', 'Incremental')) module"},
      {"module m 'm.bicep' = { name: 'n', scope: subscription() }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' "
       "subscription=subscription().subscriptionId body=createObject('location', "
       "resourceGroup().location, 'properties', createObject('mode', 'Incremental')) module"},
      {"targetScope = 'subscription'\nresource r 'Ns.A/b@1' = { name: 'n', scope: subscription() }",
       "resource r type='Ns.A/b' version='1' name='n' body=createObject()"},
      {"targetScope = 'managementGroup'\nresource r 'Ns.A/b@1' = { name: 'n', scope: "
       "managementGroup() }",
       "resource r type='Ns.A/b' version='1' name='n' body=createObject()"},
      {"targetScope = 'tenant'\nresource r 'Ns.A/b@1' = { name: 'n', scope: tenant() }",
       "resource r type='Ns.A/b' version='1' name='n' body=createObject()"},
      {"resource r 'Ns.A/b@1' = {\n  name: 'n'\n  tags: this.exists() ? "
       "this.existingResource()!.tags : {}\n}",
       "resource r type='Ns.A/b' version='1' name='n' body=createObject('tags', "
       "if(not(empty(target('full'))), target('full').tags, createObject()))"},
      {"targetScope = 'subscription'\nmodule m 'm.bicep' = { name: 'n' }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' "
       "body=createObject('location', deployment().location, 'properties', createObject('mode', "
       "'Incremental')) module"},
      {"targetScope = 'subscription'\nresource g 'Microsoft.Resources/resourceGroups@1' = { name: "
       "'g1', location: 'l' }\nmodule m 'm.bicep' = { name: 'n', scope: g }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' "
       "group='g1' body=createObject('properties', createObject('mode', 'Incremental')) module"},
      {"targetScope = 'managementGroup'\nmodule m 'm.bicep' = { name: 'n', scope: "
       "managementGroup('x') }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' "
       "scope=format('Microsoft.Management/managementGroups/{0}', 'x') "
       "body=createObject('location', deployment().location, 'properties', createObject('mode', "
       "'Incremental')) module"},
      {"targetScope = 'managementGroup'\nmodule m 'm.bicep' = { name: 'n', scope: tenant() }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' scope='/' "
       "body=createObject('location', deployment().location, 'properties', createObject('mode', "
       "'Incremental')) module"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("secrets of a vault are handed to modules as references") {
  constexpr Row rows[] = {
      {"resource kv 'Microsoft.KeyVault/vaults@1' existing = { name: 'k' }\nmodule m 'm.bicep' = { "
       "name: 'n', params: { a: kv.getSecret('s') } }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' "
       "body=createObject('properties', createObject('mode', 'Incremental')) module "
       "params=createObject('a', createObject('reference', createObject('keyVault', "
       "createObject('id', resourceId('Microsoft.KeyVault/vaults', 'k')), 'secretName', 's')))"},
      {"param c bool\nresource kv 'Microsoft.KeyVault/vaults@1' existing = { name: 'k' }\nmodule m "
       "'m.bicep' = { name: 'n', params: { a: c ? kv.getSecret('s', 'v') : '' } }",
       "resource m type='Microsoft.Resources/deployments' version='2022-09-01' name='n' "
       "body=createObject('properties', createObject('mode', 'Incremental')) module "
       "params=createObject('a', if(parameters('c'), createObject('reference', "
       "createObject('keyVault', createObject('id', resourceId('Microsoft.KeyVault/vaults', "
       "'k')), 'secretName', 's', 'secretVersion', 'v')), createObject('value', '')))"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("types of extensions are told by their versions") {
  constexpr Row rows[] = {
      {"extension kubernetes with { namespace: 'x' } as k8s\nresource s 'core/Service@v1' = { "
       "metadata: { name: 'n' } }",
       "resource s type='core/Service' version='v1' extension=k8s body=createObject('properties', "
       "createObject('metadata', createObject('name', 'n')))"},
      {"extension microsoftGraphV1\nresource s 'Microsoft.Graph/groups@v1.0' = { name: 'n' }",
       "resource s type='Microsoft.Graph/groups' version='v1.0' extension=microsoftGraphV1 "
       "body=createObject('properties', createObject('name', 'n'))"},
      {"resource s 'Microsoft.Graph/users@v1.0' = { a: 1 }",
       "resource s type='Microsoft.Graph/users' version='v1.0' extension=microsoftGraph "
       "body=createObject('properties', createObject('a', 1))"},
      {"extension microsoftGraphV1\nresource s 'Ns.A/b@2020-01-01' = { name: 'n' }",
       "resource s type='Ns.A/b' version='2020-01-01' name='n' body=createObject()"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("a deployment written as a resource holds a template") {
  constexpr std::string_view head =
      "param l string\nresource r 'Microsoft.Resources/deployments@2022-09-01' = {\n  name: "
      "'n'\n  resourceGroup: 'g'\n  properties: {\n    mode: 'Incremental'\n";
  constexpr std::string_view content =
      "template: {\n'$schema': "
      "'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'\n"
      "contentVersion: '1.0.0.0'\nresources: [ { type: 'A.B/c', apiVersion: '1', name: l, tags: "
      "{ a: '[x]' } } ]\n}\n";
  const auto text = [&](std::string_view properties) {
    return bicep::lowered(
        {{"main.bicep", std::string(head) + std::string(properties) + "  }\n}\n"}});
  };
  const auto rest = [&](std::string_view properties) {
    return bicep::part_of(text(properties), "resource r", "'Incremental'))");
  };
  CHECK(bicep::part_of(text(content), "resource r", "") ==
        "resource r type='Microsoft.Resources/deployments' version='2022-09-01' name='n' "
        "group='g' body=createObject('properties', createObject('mode', 'Incremental')) module");
  CHECK(rest("templateLink: { uri: l }\n") == "");
  CHECK(rest("parameters: { a: { value: 1 } }\n") ==
        " gap(the deployment has neither `template` nor `templateLink`) "
        "params=createObject('a', createObject('value', 1))");
  CHECK(rest("template: json(l)\n") == " gap(the template of the deployment is an expression)");
  CHECK(rest("template: { a: 1 }\n").starts_with(" gap("));

  templates::Unit unit;
  bicep::Project project(unit, {});
  const auto document =
      unit.add_document("x.bicep", std::string(head) + std::string(content) + "  }\n}\n");
  const auto program = project.lower(document);
  REQUIRE(program);
  const templates::Module& module = *(*program)->resources.at(0).module;
  CHECK(module.outer);
  REQUIRE(module.program != nullptr);
  CHECK(bicep::resource_text(module.program->resources.at(0)) ==
        "resource  type='A.B/c' version='1' name=parameters('l') body=createObject('tags', "
        "createObject('a', '[x]'))");
}

TEST_CASE("broken resources stay in the program as unknown ones") {
  const std::string text = bicep::lowered(
      {{"main.bicep", "resource r 'Ns.A/b@1' = {\n  name: 'n'\n  tags: {\n}\nvar after = 1\n"}});
  CHECK(bicep::part_of(text, "resource r", "name=") == "r.name body=createObject('properties', r)");
  CHECK(bicep::part_of(text, "var after", "") == "var after = 1");
  const std::string nested = bicep::lowered(
      {{"main.bicep",
        "resource r 'Ns.A/b@1' = {\n  name: 'n'\n  resource s 'c' = {\n    name: 'm'\n    tags: 1 "
        "2\n  }\n}\nmodule m 'm.bicep' = { name: }\nparam p object = { a: 1 b: 2 }\n"}});
  CHECK(bicep::part_of(nested, "resource r::s", "name=") ==
        "r::s.name body=createObject('properties', r::s)");
  CHECK(bicep::part_of(nested, "resource m", "name=") ==
        "m.name body=createObject('properties', m) gap(the module cannot be read)");
  CHECK(bicep::part_of(nested, "param p", "param p ") == "object default=parameters('p')");
  CHECK(bicep::part_of(text, "bicep-syntax", "").starts_with("bicep-syntax main.bicep:"));
}
