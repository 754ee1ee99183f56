#include <doctest/doctest.h>

#include "support.hpp"

namespace template_test {
namespace {

/// The chain of a value as `path:line:column` texts, with names and turns.
std::string chain(const Expansion& expansion, std::size_t resource, std::string_view pointer) {
  Places places(*expansion.unit);
  const auto located = locate(expansion, resource, pointer);
  REQUIRE(located);
  std::string text;
  for (const Step& step : located->chain) {
    constexpr const char* kinds[] = {"", "at ", "loop ", "module ", "declared "};
    text += kinds[static_cast<std::size_t>(step.kind)] + places.text(step.origin);
    if (!step.name.empty())
      text += " " + step.name;
    if (step.index >= 0)
      text += " " + std::to_string(step.index);
    text += "\n";
  }
  return text;
}

constexpr const char* text = R"({
"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
"parameters": { "tls": { "type": "string", "defaultValue": "1.0" },
  "open": { "type": "bool" },
  "pw": { "type": "securestring", "defaultValue": "pass" } },
"variables": { "sku": { "name": "Basic" } },
"resources": [
  { "type": "A.B/c", "apiVersion": "1", "name": "x",
    "properties": {
      "minimumTlsVersion": "[parameters('tls')]",
      "sku": "[variables('sku')]",
      "literal": true,
      "made": "[concat('a', parameters('tls'))]",
      "open": "[parameters('open')]",
      "secret": "[concat('x', parameters('pw'))]",
      "group": "[resourceGroup().name]",
      "copy": [ { "name": "list", "count": 2, "input": { "i": "[copyIndex('list')]", "k": 1 } } ] } },
  { "type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "[concat('m', copyIndex())]", "copy": { "name": "ms", "count": 2 },
    "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
      "parameters": { "p": { "value": "[parameters('tls')]" } },
      "template": { "contentVersion": "1.0.0.0", "parameters": { "p": { "type": "string" } },
        "resources": [
          { "type": "A.B/c", "name": "[deployment().name]", "properties": { "v": "[parameters('p')]", "w": "lit" } } ] } } } ] }
)";

}  // namespace

TEST_CASE("a value leads to the literal that decides it, and from there to where it stands") {
  const Expansion expansion = expanded(text);
  REQUIRE(messages(expansion).empty());
  REQUIRE(expansion.resources.size() == 3);
  CHECK(chain(expansion, 0, "/properties/minimumTlsVersion") ==
        "at main.json:3:60\nat main.json:10:30\ndeclared main.json:8:3\n");
  CHECK(chain(expansion, 0, "/properties/sku/name") ==
        "at main.json:6:33\nat main.json:11:16\ndeclared main.json:8:3\n");
  CHECK(chain(expansion, 0, "/properties/literal") ==
        "at main.json:12:18\ndeclared main.json:8:3\n");
  CHECK(chain(expansion, 0, "/properties/made") == "at main.json:13:17\ndeclared main.json:8:3\n");
  CHECK(chain(expansion, 0, "/properties/open") ==
        "at main.json:4:3\nat main.json:14:17\ndeclared main.json:8:3\n");
  CHECK(chain(expansion, 0, "/properties/list/1/k") ==
        "at main.json:17:91\nloop main.json:17:17 list 1\ndeclared main.json:8:3\n");
  CHECK(chain(expansion, 0, "/name") == "at main.json:8:49\ndeclared main.json:8:3\n");
  CHECK(chain(expansion, 2, "/properties/v") ==
        "at main.json:3:60\nat main.json:23:84\ndeclared main.json:23:11\nmodule main.json:18:3 "
        "m1\nloop "
        "main.json:18:113 ms 1\n");
  CHECK(chain(expansion, 1, "/properties/w") ==
        "at main.json:23:108\ndeclared main.json:23:11\nmodule main.json:18:3 m0\nloop "
        "main.json:18:113 ms 0\n");
}

TEST_CASE("what is asked of a value says if it is unknown, assumed or secret, and what it can be") {
  const Expansion expansion = expanded(text);
  const auto open = locate(expansion, 0, "/properties/open");
  CHECK_FALSE(open->known);
  CHECK(open->unknown == UnknownKind::parameter);
  CHECK(open->residual == "parameters('open')");
  CHECK(open->choices == std::vector<std::string>{"true", "false"});
  const auto secret = locate(expansion, 0, "/properties/secret");
  CHECK(secret->secret);
  CHECK(secret->known);
  const auto group = locate(expansion, 0, "/properties/group");
  CHECK(group->assumed);
  CHECK_FALSE(locate(expansion, 0, "/properties/literal")->assumed);
  bool exact = true;
  const auto above = locate(expansion, 0, "/properties/sku/missing/more", &exact);
  CHECK_FALSE(exact);
  CHECK(above->known);
  CHECK(locate(expansion, 0, "", &exact));
  CHECK(exact);
  CHECK(locate(expansion, 0, "properties", &exact));
  CHECK_FALSE(exact);
  CHECK_FALSE(locate(expansion, 9, ""));
}

TEST_CASE("every pointer of the written text leads back to its value") {
  const Expansion expansion = expanded(text);
  const Written result = write_json(expansion).value();
  const Json json = Json::parse(result.text);
  REQUIRE(result.resources.size() == expansion.resources.size());
  std::size_t leaves = 0;
  for (const auto& span : result.resources) {
    const std::string own = result.text.substr(span.offset, span.length);
    const Json resource = Json::parse(own);
    CHECK(resource == json.at(Json::json_pointer(span.pointer)));
    const Json flat = resource.flatten();
    for (const auto& leaf : flat.items()) {
      const std::string& pointer = leaf.key();
      CAPTURE(pointer);
      bool exact = false;
      const auto located = locate(expansion, span.resource, pointer, &exact);
      CHECK((exact || pointer == "/type"));
      CHECK_FALSE(located->chain.empty());
      if (located->unknown)
        CHECK(leaf.value() == "[" + located->residual + "]");
      ++leaves;
    }
  }
  CHECK(leaves > 20);
}

TEST_CASE("the list of unknown pointers names exactly the residuals") {
  const Json json = written(expanded(text));
  Json expected = Json::array();
  for (const auto& entry : json["unknown"]) {
    const Json& value = json.at(Json::json_pointer(entry["pointer"].get<std::string>()));
    CHECK(value.get<std::string>().starts_with('['));
    expected.push_back(entry["pointer"]);
  }
  std::size_t residuals = 0;
  const Json flat = json["predictedResources"].flatten();
  for (const auto& [pointer, value] : flat.items()) {
    const bool residual = value.is_string() && value.get<std::string>().starts_with('[') &&
                          !value.get<std::string>().starts_with("[[");
    residuals += residual ? 1 : 0;
  }
  CHECK(expected.size() == residuals);
  CHECK(residuals == 2);
}

TEST_CASE("names and texts in brackets are escaped and found again") {
  const Expansion expansion = expanded(group_template(
      R"("parameters": {"p": {"type": "string"}}, "resources": [{"type": "A.B/c", "name": "x", "tags": {"[[k]": "[[v]", "a/b~c": "[concat('[', 'w')]", "[parameters('p')]": 1}}])"));
  const Json json = written(expansion);
  CHECK(json["predictedResources"][0]["tags"].dump() ==
        R"({"[[k]":"[[v]","a/b~c":"[[w","[parameters('p')]":1})");
  CHECK(json["unknown"].back()["pointer"] == "/predictedResources/0/tags/[parameters('p')]");
  for (const char* pointer : {"/tags/[[k]", "/tags/a~1b~0c", "/tags/[parameters('p')]"}) {
    bool exact = false;
    CHECK(locate(expansion, 0, pointer, &exact));
    CHECK(exact);
  }
}

TEST_CASE("secrets never leave") {
  const std::string secret = "Sw0rdfish";
  const std::string source =
      group_template(R"("parameters": {"pw": {"type": "securestring", "defaultValue": ")" + secret +
                     R"("}, "o": {"type": "secureObject", "defaultValue": {"deep": {"k": ")" +
                     secret + R"("}}}, "b": {"type": "bool"}},
"variables": {"v": "[concat('x-', parameters('pw'))]"},
"resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[concat('n-', parameters('pw'))]", "tags": {"[parameters('pw')]": "t", "u": "[toUpper(parameters('pw'))]"},
"properties": {"a": "[parameters('pw')]", "b": "[variables('v')]", "c": "[parameters('o').deep]", "d": "[parameters('o')]", "e": ["[string(parameters('o'))]"], "f": "[base64(parameters('pw'))]",
"g": "[if(parameters('b'), parameters('pw'), 'x')]", "h": "[createObject('k', parameters('pw'))]", "i": "[concat(parameters('pw'), reference('q').x)]", "j": "[union(reference('q'), parameters('o'))]",
"k": "[map(createArray(parameters('pw')), lambda('x', lambdaVariables('x')))]", "l": "[substring(parameters('pw'), 0, 4)]", "m": "[split(parameters('pw'), 'f')]", "n": "[format('{0}', createArray(parameters('pw')))]",
"empty": "[empty(parameters('pw'))]", "length": "[length(parameters('pw'))]", "q": "[uniqueString(parameters('pw'))]", "r": "[items(parameters('o'))]", "s": "[first(objectKeys(parameters('o')))]", "t": "[skip(concat(parameters('pw'), reference('q').x), 2)]"}},
{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "m", "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"p": {"value": "[parameters('pw')]"}},
 "template": {"parameters": {"p": {"type": "string"}}, "resources": [{"type": "A.B/c", "name": "y", "properties": {"p": "[parameters('p')]"}}], "outputs": {"out": {"type": "string", "value": "[parameters('p')]"}}}}}],
"outputs": {"o1": {"type": "string", "value": "[variables('v')]"}, "o2": {"type": "securestring", "value": "[parameters('pw')]"}, "o3": {"type": "string", "value": "[reference('m').outputs.out.value]"}, "o4": {"type": "object", "value": {"k": "[listKeys('x', '1')]"}}})");
  const Expansion expansion = expanded(source);
  CHECK(messages(expansion).empty());
  const Written result = write_json(expansion).value();
  for (const std::string& part : {secret, std::string("SW0RDFISH"), std::string("U3cwcmRmaXNo"),
                                  std::string("Sw0r"), std::string("dfish")}) {
    CAPTURE(part);
    CHECK(result.text.find(part) == std::string::npos);
  }
  const Json properties = Json::parse(result.text)["predictedResources"][0]["properties"];
  CHECK(properties["a"] == "[parameters('pw')]");
  CHECK(properties["b"] == "[parameters('pw')]");
  CHECK(properties["d"] == "[parameters('o')]");
  CHECK(properties["empty"] == false);
  CHECK(properties["length"] == secret.size());
  std::size_t leaves = 0;
  for (const auto& span : result.resources) {
    const Json flat = Json::parse(result.text.substr(span.offset, span.length)).flatten();
    for (const auto& [pointer, value] : flat.items()) {
      const auto located = locate(expansion, span.resource, pointer);
      CHECK(located->residual.find("fish") == std::string::npos);
      for (const std::string& choice : located->choices)
        CHECK(choice.find("fish") == std::string::npos);
      ++leaves;
    }
  }
  CHECK(leaves > 20);
  std::map<SecretIssue, std::vector<std::string>> found;
  for (const SecretFinding& finding : expansion.secret_findings) {
    found[finding.issue].push_back(finding.subject);
    CHECK(finding.detail.find("fish") == std::string::npos);
    CHECK(finding.origin);
  }
  CHECK(found[SecretIssue::default_value] == std::vector<std::string>{"pw", "o"});
  CHECK(found[SecretIssue::module_parameter] == std::vector<std::string>{"p"});
  CHECK(found[SecretIssue::output] == std::vector<std::string>{"o1", "o3", "o4", "out"});
}

TEST_CASE("a secret in a deployment of outer scope is found, in one of inner scope it is not") {
  const auto issues = [](std::string_view scope) {
    const Expansion expansion = expanded(group_template(
        R"("parameters": {"pw": {"type": "securestring"}}, "resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "m", "properties": {"expressionEvaluationOptions": {"scope": ")" +
        std::string(scope) +
        R"("}, "parameters": {"pw": {"value": "[parameters('pw')]"}}, "template": {"parameters": {"pw": {"type": "securestring"}}, "resources": [{"type": "A.B/c", "name": "y", "properties": {"p": "[parameters('pw')]"}}]}}}])"));
    std::vector<SecretIssue> result;
    for (const SecretFinding& finding : expansion.secret_findings)
      result.push_back(finding.issue);
    return result;
  };
  CHECK(issues("outer") == std::vector{SecretIssue::outer_deployment});
  CHECK(issues("inner").empty());
}

TEST_CASE("defaults of secure parameters that are empty or made are no literals") {
  struct Row {
    const char* value;
    bool expected;
  };
  const Row rows[] = {{"\"\"", false}, {"\"x\"", true},          {"\"[newGuid()]\"", false},
                      {"{}", false},   {"{\"a\": \"\"}", false}, {"{\"a\": [\"x\"]}", true},
                      {"null", false}};
  for (const Row& row : rows) {
    CAPTURE(row.value);
    const Expansion expansion =
        expanded(group_template(R"("parameters": {"p": {"type": "secureObject", "defaultValue": )" +
                                std::string(row.value) + R"(}}, "resources": [])"));
    CHECK(expansion.secret_findings.empty() != row.expected);
  }
}

TEST_CASE("diagnostics in modules say where the module is declared") {
  const Expansion expansion = expanded(group_template(R"("resources": [
{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "m", "properties": {"expressionEvaluationOptions": {"scope": "inner"},
 "template": {"resources": [{"type": "A.B/c", "name": "y", "properties": {"p": "[createObject().x]"}}]}}}])"));
  REQUIRE(expansion.diagnostics.size() == 1);
  REQUIRE(expansion.diagnostics[0].via.size() == 1);
  Places places(*expansion.unit);
  CHECK(places.text(expansion.diagnostics[0].via[0]) == "main.json:3:1");
  const Json json = written(expansion);
  CHECK(json["diagnostics"][0]["place"].get<std::string>().starts_with("main.json:4:"));
  CHECK(json["diagnostics"][0]["via"][0] == "main.json:3:1");
}

TEST_CASE("the written text is the same each time and the same without blanks") {
  const Expansion expansion = expanded(text);
  const std::string first = write_json(expansion).value().text;
  CHECK(first == write_json(expanded(text)).value().text);
  WriteOptions compact;
  compact.indent = false;
  const std::string second = write_json(expansion, compact).value().text;
  CHECK(second.size() < first.size());
  CHECK(Json::parse(first) == Json::parse(second));
}

}  // namespace template_test
