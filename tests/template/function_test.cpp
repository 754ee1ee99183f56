#include <doctest/doctest.h>

#include <set>

#include "support.hpp"
#include "template/functions.hpp"

namespace template_test {
namespace {

struct Row {
  const char* expression;
  const char* expected;
};

void check(std::span<const Row> rows, const Given& given = {}, std::string_view more = "") {
  for (const Row& row : rows) {
    CAPTURE(row.expression);
    CHECK(evaluated(row.expression, given, more) == row.expected);
  }
}

}  // namespace

TEST_CASE("all functions of the language are there") {
  const char* names[] = {"array",
                         "concat",
                         "contains",
                         "createArray",
                         "createObject",
                         "distinct",
                         "empty",
                         "first",
                         "flatten",
                         "indexFromEnd",
                         "indexOf",
                         "intersection",
                         "items",
                         "last",
                         "lastIndexOf",
                         "length",
                         "max",
                         "min",
                         "objectKeys",
                         "range",
                         "shallowMerge",
                         "skip",
                         "take",
                         "tryGet",
                         "tryIndexFromEnd",
                         "union",
                         "coalesce",
                         "equals",
                         "greater",
                         "greaterOrEquals",
                         "less",
                         "lessOrEquals",
                         "like",
                         "dateTimeAdd",
                         "dateTimeFromEpoch",
                         "dateTimeToEpoch",
                         "utcNow",
                         "deployment",
                         "deployer",
                         "environment",
                         "extensions",
                         "externalInputs",
                         "fail",
                         "parameters",
                         "variables",
                         "and",
                         "bool",
                         "false",
                         "if",
                         "not",
                         "or",
                         "true",
                         "add",
                         "copyIndex",
                         "div",
                         "float",
                         "int",
                         "mod",
                         "mul",
                         "sub",
                         "json",
                         "null",
                         "extensionResourceId",
                         "list",
                         "managementGroupResourceId",
                         "pickZones",
                         "providers",
                         "reference",
                         "references",
                         "resourceId",
                         "resourceInfo",
                         "roleDefinitions",
                         "subscriptionResourceId",
                         "tenantResourceId",
                         "managementGroup",
                         "resourceGroup",
                         "subscription",
                         "target",
                         "tenant",
                         "base64",
                         "base64ToJson",
                         "base64ToString",
                         "buildUri",
                         "dataUri",
                         "dataUriToString",
                         "endsWith",
                         "format",
                         "guid",
                         "join",
                         "newGuid",
                         "padLeft",
                         "parseUri",
                         "replace",
                         "split",
                         "startsWith",
                         "string",
                         "substring",
                         "toLower",
                         "toUpper",
                         "trim",
                         "uniqueString",
                         "uri",
                         "uriComponent",
                         "uriComponentToString",
                         "filter",
                         "groupBy",
                         "lambda",
                         "lambdaVariables",
                         "map",
                         "mapValues",
                         "reduce",
                         "sort",
                         "toObject",
                         "cidrHost",
                         "cidrSubnet",
                         "parseCidr",
                         "toLogicalZone",
                         "toLogicalZones",
                         "toPhysicalZone",
                         "toPhysicalZones"};
  std::set<std::uint16_t> numbers;
  for (const char* name : names) {
    CAPTURE(name);
    CHECK(builtin_number(name) != 0);
    numbers.insert(builtin_number(name));
  }
  CHECK(numbers.size() == std::size(names));
  CHECK(numbers.size() == builtins().size());
  CHECK(builtin_number("LISTKEYS") == builtin_number("list"));
  CHECK(builtin_number("lists.keys") == 0);
  CHECK(builtin_number("nothing") == 0);
}

TEST_CASE("arrays and objects") {
  const Row rows[] = {
      {"[array(createArray(1))]", "[1]"},
      {"[concat('a', 1, true(), json('1.5'))]", "\"a1True1.5\""},
      {"[concat('a', null(), 'b')]", "\"ab\""},
      {"[concat(createArray(1), 'a')]",
       "error: argument 2 of `concat` must be an array like the others"},
      {"[concat(createObject())]",
       "error: argument 1 of `concat` must be a string like the others"},
      {"[contains('abc1', 1)]", "true"},
      {"[contains('abc', 'B')]", "false"},
      {"[contains(createArray(1), '1')]", "false"},
      {"[contains(createArray(createObject('a', 1)), createObject('a', 1))]", "true"},
      {"[contains(null(), 'a')]",
       "error: argument 1 of `contains` must be a string, an array or an object"},
      {"[createObject('a', 1, 'b', createArray())]", "{\"a\":1,\"b\":[]}"},
      {"[createObject(1, 2)]", "error: argument 1 of `createObject` must be a string"},
      {"[distinct(createArray(1, 'a', 1, 'A', 'a'))]", "[1,\"a\",\"A\"]"},
      {"[flatten(createArray(createArray(1, 2), createArray(), createArray(createArray(3))))]",
       "[1,2,[3]]"},
      {"[flatten(createArray(1))]", "error: argument 1 of `flatten` must be an array of arrays"},
      {"[first(createArray(createArray(7)))]", "[7]"},
      {"[indexFromEnd(createArray(1, 2, 3), 1)]", "3"},
      {"[intersection(createArray(3, 1, 2, 1), createArray(1, 3))]", "[3,1]"},
      {"[intersection(createObject('a', createArray(1)), createObject('A', createArray(1)))]",
       "{\"a\":[1]}"},
      {"[items(createObject('b', 1, 'A', 2, 'a1', 3))]",
       "[{\"key\":\"A\",\"value\":2},{\"key\":\"a1\",\"value\":3},{\"key\":\"b\",\"value\":1}]"},
      {"[objectKeys(json('{\"b\": 1, \"B\": 2, \"a\": 3}'))]", "[\"a\",\"b\",\"B\"]"},
      {"[items(createObject())]", "[]"},
      {"[length('a\U0001f600')]", "3"},
      {"[length(5)]", "error: argument 1 of `length` must be a string, an array or an object"},
      {"[max(createArray())]", "error: the list is empty"},
      {"[range(2147483646, 2)]", "error: the range leaves the 32-bit integers"},
      {"[range(2147483646, 1)]", "[2147483646]"},
      {"[length(range(0, 10000))]", "10000"},
      {"[skip('abc', 5)]", "\"\""},
      {"[take(createArray(1, 2), 5)]", "[1,2]"},
      {"[take('a\U0001f600b', 3)]", "\"a\U0001f600\""},
      {"[tryGet(createArray(1, 2, 3), createObject('value', 1, 'fromEnd', true()))]", "3"},
      {"[tryGet(createArray(1, 2, 3), createObject('value', 0, 'fromEnd', true()))]", "null"},
      {"[tryGet(createArray(1, 2, 3), createObject('value', 1, 'fromEnd', false()))]", "2"},
      {"[tryGet(null(), 'a', 'b')]", "null"},
      {"[tryGet(createObject('A', createObject('b', 1)), 'a', 'B')]", "1"},
      {"[tryGet(createObject('a', 'text'), 'a', 'b')]", "null"},
      {"[union(createArray(1, 1), createArray(2))]", "[1,2]"},
      {"[union(createObject('a', createObject('x', 1)), createObject('A', createObject('y', 2)))]",
       "{\"a\":{\"x\":1,\"y\":2}}"},
      {"[union(createObject('a', createObject('x', 1)), createObject('a', 5))]", "{\"a\":5}"},
      {"[union(createObject('a', createArray(1)), createObject('a', createArray(2)))]",
       "{\"a\":[2]}"},
      {"[union(createObject('a', 1), createObject('a', null()))]", "{\"a\":null}"},
      {"[union(null(), null())]", "null"},
      {"[union(createArray(1), createObject())]",
       "error: argument 2 of `union` must be an array like the others"},
      {"[shallowMerge(createArray(createObject('a', 1), createObject('A', 2, 'b', 3)))]",
       "{\"a\":2,\"b\":3}"},
      {"[createArray(1, 2)[1]]", "2"},
      {"[createArray(1, 2)[2]]", "error: index 2 is outside of an array of 2"},
      {"[createArray(1, 2)[sub(0, 1)]]", "error: index -1 is outside of an array of 2"},
      {"[createArray(1)['a']]", "error: an array is indexed by a text"},
      {"[createObject('a', 1).b]", "error: the object has no member `b`"},
      {"[createObject('aB', 1).Ab]", "1"},
      {"[null().a]", "error: member `a` is asked of null"},
      {"['text'.length]", "error: member `length` is asked of a value that is no object"},
      {"[json('[1, 2')]", "error: the argument of `json` is not JSON"},
      {"[json('{a: ''b'', c: [1, 2.50, -3, true, null,],}')]",
       "{\"a\":\"b\",\"c\":[1,2.5,-3,true,null]}"},
      {"[json('\"\\u0041\\n\"')]", "\"A\\n\""},
      {"[json('\"\\ud83d\\ude00\"')]", "\"\U0001f600\""},
      {"[json('9223372036854775807')]", "9223372036854775807"},
      {"[json('1e3')]", "1000.0"},
      {"[length(json('[]'))]", "0"},
  };
  check(rows);
}

TEST_CASE("texts") {
  const Row rows[] = {
      {"[format('{{{0}}}', 'a')]", "\"{a}\""},
      {"[format('{0:D3}|{0,5}|{0,-5}|{1:X}|{1:x4}', 7, 255)]", "\"007|    7|7    |FF|00ff\""},
      {"[format('{0:N0} {0:N1} {0:F2} {0:000000000}', 1234567)]",
       "\"1,234,567 1,234,567.0 1234567.00 001234567\""},
      {"[format('{0:N0}', sub(0, 1234))]", "\"-1,234\""},
      {"[format('{0} {1} {2}', true(), null(), json('1.50'))]", "\"True  1.5\""},
      {"[format('{0}', createObject('a', 'b', '!c', 2))]", "\"{'a':'b','!c':2}\""},
      {"[format('{0}', createArray('a', true(), null()))]", "\"['a',true,null]\""},
      {"[format('{0:D2}', 'x')]", "\"x\""},
      {"[format('{1}', 'a')]",
       "error: the format of `format` names argument 1, which is not there"},
      {"[format('{', 'a')]", "error: the format of `format` is malformed"},
      {"[format('a}b', 'a')]", "error: the format of `format` is malformed"},
      {"[string(true())]", "\"True\""},
      {"[string(false())]", "\"False\""},
      {"[string(json('1.50'))]", "\"1.5\""},
      {"[string(createObject('a', createArray(1, true(), null(), 'x\"y')))]",
       "\"{\\\"a\\\":[1,true,null,\\\"x\\\\\\\"y\\\"]}\""},
      {"[toLower('\u00c4\u00d6\u00dc \u0391\u0392\u0393 \u0410\u0411\u0412')]",
       "\"\u00e4\u00f6\u00fc \u03b1\u03b2\u03b3 \u0430\u0431\u0432\""},
      {"[toUpper('stra\u00dfe \u00ff')]", "\"STRA\u00dfE \u0178\""},
      {"[indexOf('a\u00c4b', '\u00e4B')]", "1"},
      {"[lastIndexOf('ababab', 'AB')]", "4"},
      {"[indexOf('abc', '')]", "0"},
      {"[startsWith('abc', '')]", "true"},
      {"[endsWith('abc', 'BC')]", "true"},
      {"[padLeft(5, 3, '0')]", "\"005\""},
      {"[padLeft('abcdef', 3, '0')]", "\"abcdef\""},
      {"[padLeft('a', 3, '00')]", "error: argument 3 of `padLeft` must be one character"},
      {"[replace('aaa', 'a', 'aa')]", "\"aaaaaa\""},
      {"[replace('aAa', 'a', '')]", "\"A\""},
      {"[replace('a', '', 'b')]",
       "error: argument 2 of `replace` must be a text that is not empty"},
      {"[split('a,,b,', ',')]", "[\"a\",\"\",\"b\",\"\"]"},
      {"[split('', ',')]", "[\"\"]"},
      {"[split('a--b-c', createArray('--', '-'))]", "[\"a\",\"b\",\"c\"]"},
      {"[substring('h\u00e9llo', 1, 1)]", "\"\u00e9\""},
      {"[substring('abc', 1)]", "\"bc\""},
      {"[substring('abc', 2, 2)]", "error: the range of `substring` is outside of the text"},
      {"[trim('\t a b \n')]", "\"a b\""},
      {"[join(createArray('a', 1, true()), '')]", "\"a1True\""},
      {"[like('MyApp-01', 'my*-0*')]", "true"},
      {"[like('MyApp', 'y*')]", "false"},
      {"[like('a?c', 'a?c')]", "true"},
      {"[like('abc', 'a?c')]", "false"},
      {"[guid('abc')]", "\"a9b46cc2-65a6-5559-9f14-7091827ab32f\""},
      {"[equals(guid('a', 'b'), guid('a-b'))]", "true"},
      {"[length(uniqueString('a'))]", "13"},
      {"[base64ToString(base64('Gr\u00fc\u00dfe \U0001f600'))]", "\"Gr\u00fc\u00dfe \U0001f600\""},
      {"[base64ToString('YQ')]", "error: the argument of `base64ToString` is not base64"},
      {"[base64('')]", "\"\""},
      {"[uriComponent('a b/\u00fc~')]", "\"a%20b%2F%C3%BC~\""},
      {"[uriComponentToString('a%20b%2f%zz%')]", "\"a b/%zz%\""},
      {"[uri('https://h/a/b/c', '../d')]", "\"https://h/a/d\""},
      {"[uri('https://h/a/b/', '/d?e=1')]", "\"https://h/d?e=1\""},
      {"[uri('https://h/a', 'http://other/x')]", "\"http://other/x\""},
      {"[uri('h/a', 'b')]", "error: argument 1 of `uri` must be an absolute URI"},
      {"[parseUri('https://h:8443/a').port]", "8443"},
      {"[dataUriToString('data:text/plain,a%20b')]", "\"a b\""},
      {"[toLower(1)]", "error: argument 1 of `toLower` must be a string"},
  };
  check(rows);
}

TEST_CASE("numbers, comparisons and logic") {
  const Row rows[] = {
      {"[add(9223372036854775807, 1)]", "error: the result of `add` is not a 64-bit integer"},
      {"[sub(json('-9223372036854775808'), 1)]",
       "error: the result of `sub` is not a 64-bit integer"},
      {"[mul(4611686018427387904, 2)]", "error: the result of `mul` is not a 64-bit integer"},
      {"[mul(-3, 4)]", "-12"},
      {"[div(-7, 2)]", "-3"},
      {"[mod(-7, 2)]", "-1"},
      {"[add('1', 1)]", "error: function `add` takes two integers"},
      {"[int(' 42 ')]", "42"},
      {"[int('4.2')]", "error: argument 1 of `int` must be the text of an integer"},
      {"[int(true())]", "error: argument 1 of `int` must be a string or an integer"},
      {"[float('1.5')]", "1.5"},
      {"[bool('TRUE')]", "true"},
      {"[bool('yes')]", "error: argument 1 of `bool` must be `true` or `false`"},
      {"[equals(1, '1')]", "false"},
      {"[equals(1, json('1.0'))]", "true"},
      {"[equals(null(), '')]", "false"},
      {"[equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))]", "true"},
      {"[equals(createArray(1, 2), createArray(2, 1))]", "false"},
      {"[greater('b', 'A')]", "true"},
      {"[less('a', 'A')]", "true"},
      {"[less('ab', 'aB')]", "true"},
      {"[less('a1', 'b')]", "true"},
      {"[lessOrEquals('x-y', 'x-y')]", "true"},
      {"[less('x-y', 'xa')]", "<less('x-y', 'xa')>"},
      {"[less(1, 'a')]", "error: function `less` takes two numbers or two strings"},
      {"[if('true', 1, 2)]", "error: the condition of `if` must be a boolean"},
      {"[if(false(), fail('no'), 2)]", "2"},
      {"[if(true(), 1, createObject().a)]", "1"},
      {"[coalesce(createObject('a', null()).a, 3, fail('no'))]", "3"},
      {"[and(false(), createObject().a)]", "false"},
      {"[or(true(), createObject().a)]", "true"},
      {"[and(true(), 'a')]", "error: function `and` takes booleans"},
      {"[not(true())]", "false"},
      {"[fail('text')]", "error: the template ends the deployment: `text`"},
      {"[true(1)]", "error: function `true` does not take 1 argument"},
      {"[equals(1)]", "error: function `equals` does not take 1 argument"},
      {"[nothing.known('a')]", "error: function `nothing.known` is not declared"},
      {"[newFunction('a')]", "<newFunction('a')>"},
      {"[newGuid()]", "error: function `newGuid` is allowed in the default of a parameter only"},
      {"[utcNow()]", "error: function `utcNow` is allowed in the default of a parameter only"},
  };
  check(rows);
}

TEST_CASE("dates") {
  const Row rows[] = {
      {"[dateTimeAdd('2020-01-31T00:00:00Z', 'P1M')]", "\"2020-02-29T00:00:00Z\""},
      {"[dateTimeAdd('2020-02-29T12:00:00Z', 'P1Y')]", "\"2021-02-28T12:00:00Z\""},
      {"[dateTimeAdd('2020-01-01T00:00:00Z', '-PT1S')]", "\"2019-12-31T23:59:59Z\""},
      {"[dateTimeAdd('2020-01-01T00:00:00+02:00', 'P1DT2H30M')]", "\"2020-01-02T00:30:00Z\""},
      {"[dateTimeAdd('20200407T145314Z', 'P1W')]", "\"2020-04-14T14:53:14Z\""},
      {"[dateTimeAdd('2020-04-07T14:53:14Z', 'PT0S', 'yyyy-MM-dd')]", "\"2020-04-07\""},
      {"[dateTimeAdd('2020-04-07T14:53:14Z', 'PT0S', 'ddd, d MMMM yy h:mm tt')]",
       "\"Tue, 7 April 20 2:53 PM\""},
      {"[dateTimeAdd('2020-04-07T14:53:14.5Z', 'PT0.5S', 'o')]",
       "\"2020-04-07T14:53:15.0000000Z\""},
      {"[dateTimeAdd('2020-04-07T14:53:14Z', 'PT0S', 'R')]", "\"Tue, 07 Apr 2020 14:53:14 GMT\""},
      {"[dateTimeAdd('2020-04-07T14:53:14Z', 'PT0S', 'Q')]",
       "<dateTimeAdd('2020-04-07T14:53:14Z', 'PT0S', 'Q')>"},
      {"[dateTimeAdd('4/7/2020 2:53:14 PM', 'P1D')]", "\"4/8/2020 2:53:14 PM\""},
      {"[dateTimeAdd('yesterday', 'P1D')]",
       "error: argument 1 of `dateTimeAdd` must be a date and time"},
      {"[dateTimeAdd('2020-01-01T00:00:00Z', '1D')]",
       "error: argument 2 of `dateTimeAdd` must be an ISO 8601 duration"},
      {"[dateTimeAdd('2020-01-01T00:00:00Z', 'P1H')]",
       "error: argument 2 of `dateTimeAdd` must be an ISO 8601 duration"},
      {"[dateTimeAdd('9999-12-31T00:00:00Z', 'P1D')]",
       "error: argument 2 of `dateTimeAdd` must be an ISO 8601 duration"},
      {"[dateTimeFromEpoch(0)]", "\"1970-01-01T00:00:00Z\""},
      {"[dateTimeFromEpoch(-1)]", "\"1969-12-31T23:59:59Z\""},
      {"[dateTimeToEpoch('1970-01-01')]", "0"},
      {"[dateTimeToEpoch(dateTimeAdd('2024-02-29T00:00:00Z', 'P4Y'))]", "1835395200"},
      {"[dateTimeToEpoch('2020-13-01')]",
       "error: argument 1 of `dateTimeToEpoch` must be a date and time"},
  };
  check(rows);
}

TEST_CASE("networks") {
  const Row rows[] = {
      {"[cidrSubnet('10.0.0.0/16', 24, 255)]", "\"10.0.255.0/24\""},
      {"[cidrSubnet('10.0.0.0/16', 24, 256)]", "error: subnet 256 is outside of the network"},
      {"[cidrSubnet('10.0.0.0/16', 8, 0)]",
       "error: argument 2 of `cidrSubnet` must be a length of the network's prefix or more"},
      {"[cidrSubnet('10.0.0.0', 24, 0)]",
       "error: argument 1 of `cidrSubnet` must be a network in CIDR notation"},
      {"[cidrSubnet('::/0', 128, 5)]", "\"::5/128\""},
      {"[cidrHost('10.0.0.0/30', 1)]", "\"10.0.0.2\""},
      {"[cidrHost('10.0.0.0/30', 4)]", "error: host 4 is outside of the network"},
      {"[parseCidr('10.0.0.7/31').firstUsable]", "\"10.0.0.6\""},
      {"[parseCidr('10.0.0.9/8')]",
       "{\"network\":\"10.0.0.0\",\"netmask\":\"255.0.0.0\",\"broadcast\":\"10.255.255.255\","
       "\"firstUsable\":\"10.0.0.1\",\"lastUsable\":\"10.255.255.254\",\"cidr\":8}"},
  };
  check(rows);
}

TEST_CASE("lambdas") {
  const Row rows[] = {
      {"[map(range(0, 3), lambda('i', mul(lambdaVariables('i'), 2)))]", "[0,2,4]"},
      {"[map(createArray('a', 'b'), lambda('v', 'i', format('{0}{1}', lambdaVariables('v'), "
       "lambdaVariables('i'))))]",
       "[\"a0\",\"b1\"]"},
      {"[filter(range(0, 6), lambda('i', equals(mod(lambdaVariables('I'), 2), 0)))]", "[0,2,4]"},
      {"[filter(createArray('a', 'b'), lambda('v', 'i', equals(lambdaVariables('i'), 1)))]",
       "[\"b\"]"},
      {"[reduce(range(1, 4), 0, lambda('a', 'b', add(lambdaVariables('a'), "
       "lambdaVariables('b'))))]",
       "10"},
      {"[reduce(createArray(), 'start', lambda('a', 'b', lambdaVariables('a')))]", "\"start\""},
      {"[reduce(createArray('x', 'y'), '', lambda('a', 'b', 'i', concat(lambdaVariables('a'), "
       "lambdaVariables('b'), string(lambdaVariables('i')))))]",
       "\"x0y1\""},
      {"[sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), "
       "lambdaVariables('b'))))]",
       "[1,2,3]"},
      {"[map(sort(createArray(createObject('n', 1, 't', 'a'), createObject('n', 0, 't', 'b'), "
       "createObject('n', 1, 't', 'c'), createObject('n', 0, 't', 'd')), lambda('a', 'b', "
       "less(lambdaVariables('a').n, lambdaVariables('b').n))), lambda('x', "
       "lambdaVariables('x').t))]",
       "[\"b\",\"d\",\"a\",\"c\"]"},
      {"[toObject(createArray('a', 'b'), lambda('k', concat('k', lambdaVariables('k'))))]",
       "{\"ka\":\"a\",\"kb\":\"b\"}"},
      {"[toObject(createArray('a'), lambda('k', lambdaVariables('k')), lambda('v', 1))]",
       "{\"a\":1}"},
      {"[groupBy(createArray('ax', 'b', 'ay'), lambda('x', first(lambdaVariables('x'))), "
       "lambda('x', "
       "toUpper(lambdaVariables('x'))))]",
       "{\"a\":[\"AX\",\"AY\"],\"b\":[\"B\"]}"},
      {"[mapValues(createObject('a', 1, 'b', 2), lambda('v', add(lambdaVariables('v'), 1)))]",
       "{\"a\":2,\"b\":3}"},
      {"[map(createArray(1, 2), lambda('a', map(createArray(10, 20), lambda('b', "
       "add(lambdaVariables('a'), lambdaVariables('b'))))))]",
       "[[11,21],[12,22]]"},
      {"[map(createArray(1), lambda('a', map(createArray(2), lambda('a', lambdaVariables('a')))))]",
       "[[2]]"},
      {"[map('a', lambda('x', 1))]", "error: argument 1 of `map` must be an array"},
      {"[map(createArray(1), 'x')]", "error: argument 2 of `map` must be a lambda"},
      {"[filter(createArray(1), lambda('x', 1))]",
       "error: the lambda of `filter` must give a boolean"},
      {"[lambdaVariables('x')]", "error: there is no lambda variable `x` here"},
      {"[lambda('x', 1)]", "error: `lambda` stands where no lambda is taken"},
  };
  check(rows);
}

TEST_CASE("scopes of a group deployment") {
  Given given;
  given.options.scope = {.tenant_id = "t",
                         .management_group = "m",
                         .subscription_id = "s",
                         .subscription_name = "name",
                         .resource_group = "g",
                         .location = "westeurope",
                         .deployment_name = "d",
                         .cloud = "AzureCloud"};
  const Row rows[] = {
      {"[resourceGroup().id]", "\"/subscriptions/s/resourceGroups/g\""},
      {"[resourceGroup().name]", "\"g\""},
      {"[resourceGroup().location]", "\"westeurope\""},
      {"[resourceGroup().tags]", "<resourceGroup().tags>"},
      {"[resourceGroup().tags.x]", "<resourceGroup().tags.x>"},
      {"[subscription().id]", "\"/subscriptions/s\""},
      {"[subscription().subscriptionId]", "\"s\""},
      {"[subscription().displayName]", "\"name\""},
      {"[subscription().tenantId]", "\"t\""},
      {"[tenant().tenantId]", "\"t\""},
      {"[deployment().name]", "\"d\""},
      {"[deployment().properties.template.contentVersion]", "\"1.0.0.0\""},
      {"[deployment().properties.templateLink.uri]", "<deployment().properties.templateLink.uri>"},
      {"[deployer().objectId]", "<deployer().objectId>"},
      {"[environment().suffixes.storage]", "\"core.windows.net\""},
      {"[environment().authentication.audiences[1]]", "\"https://management.azure.com/\""},
      {"[environment().resourceManager]", "\"https://management.azure.com/\""},
      {"[managementGroup().name]",
       "error: managementGroup() is used where the deployment has no management group"},
      {"[resourceId('A.B/c/d', 'x', 'y')]",
       "\"/subscriptions/s/resourceGroups/g/providers/A.B/c/x/d/y\""},
      {"[resourceId('other', 'A.B/c', 'x')]",
       "\"/subscriptions/s/resourceGroups/other/providers/A.B/c/x\""},
      {"[resourceId('s2', 'other', 'A.B/c', 'x')]",
       "\"/subscriptions/s2/resourceGroups/other/providers/A.B/c/x\""},
      {"[resourceId('A.B/c', 'x', 'y')]", "error: type `A.B/c` takes 1 name, not 2"},
      {"[resourceId('a', 'b')]", "error: function `resourceId` is given no resource type"},
      {"[subscriptionResourceId('A.B/c', 'x')]", "\"/subscriptions/s/providers/A.B/c/x\""},
      {"[subscriptionResourceId('s2', 'A.B/c', 'x')]", "\"/subscriptions/s2/providers/A.B/c/x\""},
      {"[subscriptionResourceId('Microsoft.Resources/resourceGroups', 'x')]",
       "\"/subscriptions/s/resourceGroups/x\""},
      {"[tenantResourceId('A.B/c', 'x')]", "\"/providers/A.B/c/x\""},
      {"[tenantResourceId('Microsoft.Resources/subscriptions', 'x')]", "\"/subscriptions/x\""},
      {"[managementGroupResourceId('A.B/c', 'x')]",
       "\"/providers/Microsoft.Management/managementGroups/m/providers/A.B/c/x\""},
      {"[extensionResourceId(resourceGroup().id, 'A.B/c/d', 'x', 'y')]",
       "\"/subscriptions/s/resourceGroups/g/providers/A.B/c/x/d/y\""},
      {"[extensionResourceId('/', 'A.B/c', 'x')]", "\"/providers/A.B/c/x\""},
      {"[pickZones('A.B', 'c', 'westeurope')]", "<pickZones('A.B', 'c', 'westeurope')>"},
      {"[providers('A.B', 'c').apiVersions[0]]", "<providers('A.B', 'c').apiVersions[0]>"},
  };
  check(rows, given);
}

TEST_CASE("another cloud has other suffixes, and what is not documented of it is unknown") {
  Given given;
  given.options.scope.cloud = "AzureUSGovernment";
  CHECK(evaluated("[environment().suffixes.keyvaultDns]", given) == "\".vault.usgovcloudapi.net\"");
  CHECK(evaluated("[environment().gallery]", given) == "<environment().gallery>");
  given.options.scope.cloud = "MyStack";
  CHECK(evaluated("[environment().suffixes.storage]", given) == "<environment().suffixes.storage>");
}

TEST_CASE("scopes that are not said are shown as placeholders and decide nothing") {
  struct Assumed {
    const char* expression;
    const char* shown;  ///< in the JSON text; nullptr: the value is known
    const char* value;  ///< residual or value; nullptr: not looked at
  };
  const Assumed rows[] = {
      {"[resourceGroup().location]", "placeholder-location", "resourceGroup().location"},
      {"[concat(resourceGroup().location, '/', subscription().subscriptionId)]",
       "placeholder-location/00000000-0000-0000-0000-000000000000", nullptr},
      {"[toUpper(resourceGroup().location)]", "PLACEHOLDER-LOCATION", nullptr},
      {"[uniqueString(resourceGroup().location)]", "tvjmddmhdqbsc", nullptr},
      {"[take(uniqueString(resourceGroup().location), 3)]", "tvj", nullptr},
      {"[equals(resourceGroup().location, 'westus')]",
       "[equals(resourceGroup().location, 'westus')]", nullptr},
      {"[if(equals(resourceGroup().location, 'westus'), 'a', 'b')]",
       "[if(equals(resourceGroup().location, 'westus'), 'a', 'b')]", nullptr},
      {"[createObject('westus', 1)[resourceGroup().location]]",
       "[createObject('westus', 1)[resourceGroup().location]]", nullptr},
      {"[split(resourceGroup().name, '-')[7]]", "[split(resourceGroup().name, '-')[7]]", nullptr},
      {"[substring(resourceGroup().name, 50)]", "[substring(resourceGroup().name, 50)]", nullptr},
      {"[equals(resourceGroup().id, resourceGroup().id)]", nullptr, "true"},
      {"[startsWith(resourceGroup().id, '/subscriptions/')]", nullptr, "true"},
      {"[empty(resourceGroup().location)]", nullptr, "false"},
      {"[environment().name]", "AzureCloud", nullptr},
  };
  for (const Assumed& row : rows) {
    CAPTURE(row.expression);
    const Expansion expansion = expanded(output_template(json_quoted(row.expression)));
    CHECK(messages(expansion).empty());
    const Value& value = *expansion.outputs.at(0).value;
    if (row.shown == nullptr) {
      CHECK(json_text(value) == row.value);
      continue;
    }
    const Json json = written(expansion);
    CHECK(json["outputs"]["r"]["value"] == row.shown);
    CHECK((value.flags & (flag_assumed | flag_deep_assumed)) != 0);
    CHECK(json["unknown"].empty() == (*row.shown != '['));
    if (row.value != nullptr)
      CHECK(expression_text(value) == row.value);
  }
}

TEST_CASE(
    "scopes that are said are known, and without placeholders those that are not are unknown") {
  const std::string text =
      output_template("\"[concat(resourceGroup().location, '/', subscription().subscriptionId)]\"");
  Given said;
  said.options.scope.location = "x";
  said.options.scope.subscription_id = "y";
  const Expansion known = expanded(text, said);
  CHECK(known.outputs.at(0).value->text() == "x/y");
  CHECK_FALSE(known.outputs.at(0).value->is_assumed());
  Given strict;
  strict.options.scope.placeholders = false;
  const Expansion open = expanded(text, strict);
  CHECK(expression_text(*open.outputs.at(0).value) ==
        "concat(resourceGroup().location, '/', subscription().subscriptionId)");
  CHECK(open.outputs.at(0).value->unknown().kind == UnknownKind::runtime);
}

TEST_CASE(
    "user-defined functions see their own parameters, and those of the compiler also each other") {
  const std::string_view section = R"("functions": [{"namespace": "my", "members": {
"twice": {"parameters": [{"name": "x", "type": "int"}], "output": {"type": "int", "value": "[mul(parameters('X'), 2)]"}},
"four": {"parameters": [{"name": "x", "type": "int"}], "output": {"type": "int", "value": "[my.twice(my.Twice(parameters('x')))]"}},
"list": {"parameters": [{"name": "x", "type": "array"}], "output": {"type": "array", "value": "[map(parameters('x'), lambda('i', add(lambdaVariables('i'), 1)))]"}},
"object": {"parameters": [], "output": {"type": "object", "value": {"a": "[add(1, 1)]"}}},
"outside": {"parameters": [], "output": {"type": "int", "value": "[parameters('p')]"}},
"endless": {"parameters": [], "output": {"type": "int", "value": "[my.endless()]"}}}}],
"parameters": {"p": {"type": "int", "defaultValue": 1}})";
  const Row rows[] = {
      {"[my.twice(4)]", "8"},
      {"[MY.FOUR(4)]", "16"},
      {"[my.list(createArray(1, 2))]", "[2,3]"},
      {"[my.object().a]", "2"},
      {"[my.twice()]", "error: function `my.twice` takes 1 arguments, not 0"},
      {"[my.outside()]", "error: parameter `p` is not declared"},
      {"[my.endless()]", "error: evaluations are nested more than 800 levels"},
      {"[map(createArray(1, 2), lambda('i', my.twice(lambdaVariables('i'))))]", "[2,4]"},
  };
  check(rows, {}, section);
}

}  // namespace template_test
