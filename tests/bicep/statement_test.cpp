#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "bicep/tree_text.hpp"
#include "cachewarden/bicep/syntax.hpp"

namespace {

using namespace cachewarden;

struct Row {
  std::string_view source;
  std::string_view tree;
};

void check(const Row& row) {
  CAPTURE(row.source);
  CHECK(bicep::tree_text(bicep::parse(row.source)) == row.tree);
}

}  // namespace

TEST_CASE("a file is a list of statements, each on lines of its own") {
  constexpr Row rows[] = {
      {"", ""},
      {"\n\n", ""},
      {"\xEF\xBB\xBF// a byte order mark and a comment\n", ""},
      {"/* a\n b */\n#disable-diagnostics no-unused-params\n#restore-diagnostics a\n", ""},
      {"var a = 1", "<var a = 1>"},
      {"var a = 1\n\n\nvar b = 2\n", "<var a = 1>\n<var b = 2>"},
      {"var a = 1\r\nvar b = 2\r\n", "<var a = 1>\n<var b = 2>"},
      {"var a = 1\rvar b = 2", "<var a = 1>\n<var b = 2>"},
      {"  var a = 1 // b\n\t/* c */ var b = 2 /* d */", "<var a = 1>\n<var b = 2>"},
      {"\xEF\xBB\xBFvar a = 1", "<var a = 1>"},
      {"#disable-next-line a b\nvar a = 1", "<var a = 1>"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("declarations") {
  constexpr Row rows[] = {
      {"targetScope = 'subscription'", "<targetScope = 'subscription'>"},
      {"metadata a = 'b'", "<metadata a = 'b'>"},
      {"metadata a = { b: 1 }", "<metadata a = {'b':1}>"},
      {"param a string", "<param a string>"},
      {"param a string = 'b'", "<param a string = 'b'>"},
      {"param a int?", "<param a (nullable int)>"},
      {"param a 'b' | 'c' = 'b'", "<param a (| 'b' 'c') = 'b'>"},
      {"param a object = {\n  b: 1\n}", "<param a object = {'b':1}>"},
      {"param a resource 'b/c@1'", "<param a (resource 'b/c@1')>"},
      {"param type string", "<param type string>"},
      {"param a = 'b'", "<param a = 'b'>"},
      {"var a string = 'b'", "<var a string = 'b'>"},
      {"var a b.c[] = []", "<var a (array (. b c)) = []>"},
      {"var param = module", "<var param = module>"},
      {"output a string = b", "<output a string = b>"},
      {"output a array = [for b in c: b]", "<output a array = (for b (missing) c b)>"},
      {"output a resource 'b/c@1' = d", "<output a (resource 'b/c@1') = d>"},
      {"output a { b: int } = { b: 1 }", "<output a (object (b int)) = {'b':1}>"},
      {"assert a = b == c", "<assert a = (== b c)>"},
      {"test a 'b.bicep' = { params: {} }", "<test a 'b.bicep' = {'params':{}}>"},
      {"func a() string => 'b'", "<func a string = (=> 'b')>"},
      {"func a(b string, c int?) object => { d: b }",
       "<func a object = (=> b string c (nullable int) {'d':b})>"},
      {"func a(\n  b string\n  , c int\n) string =>\n  b",
       "<func a string = (=> b string c int b)>"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("types") {
  constexpr Row rows[] = {
      {"type a = string", "<type a string>"},
      {"type a = sys.string", "<type a (. sys string)>"},
      {"type a = string[]", "<type a (array string)>"},
      {"type a = string[][]?", "<type a (nullable (array (array string)))>"},
      {"type a = string?[]", "<type a (array (nullable string))>"},
      {"type a = ('b' | 'c')[]", "<type a (array (group (| 'b' 'c')))>"},
      {"type a = 'b' | 'c' | null", "<type a (| 'b' 'c' null)>"},
      {"type a = | 'b' | 'c'", "<type a (| 'b' 'c')>"},
      {"type a =\n  | 'b'\n  | 'c'", "<type a (| 'b' 'c')>"},
      {"type a = 'b'\n  | 'c'\nvar d = 1", "<type a (| 'b' 'c')>\n<var d = 1>"},
      {"type a = 1 | -2 | true | !false", "<type a (| 1 (- 2) true (! false))>"},
      {"type a = {}", "<type a (object)>"},
      {"type a = { b: string, c: int? }", "<type a (object (b string) (c (nullable int)))>"},
      {"type a = {\n  b: string\n  'c-d': int\n}", "<type a (object (b string) (c-d int))>"},
      {"type a = { *: string }", "<type a (object (* string))>"},
      {"type a = {\n  @minLength(1)\n  b: string\n  @secure()\n  *: string\n}",
       "<type a (object (b string (call minLength 1)) (* string (call secure)))>"},
      {"type a = {\n  b: 'c'\n    | 'd'\n  e: int\n}", "<type a (object (b (| 'c' 'd')) (e int))>"},
      {"type a = [string, int]", "<type a (tuple string int)>"},
      {"type a = [\n  string\n  @description('b')\n  int?\n]",
       "<type a (tuple string ((nullable int) (call description 'b')))>"},
      {"type a = []", "<type a (tuple)>"},
      {"type a = b.c", "<type a (. b c)>"},
      {"type a = b.c.d?", "<type a (nullable (. (. b c) d))>"},
      {"type a = b[*].c", "<type a (. (item b) c)>"},
      {"type a = b[0]", "<type a ([] b 0)>"},
      {"type a = b.*", "<type a (additional b)>"},
      {"type a = b!", "<type a (nonnull b)>"},
      {"type a = resourceInput<'b/c@1'>", "<type a (resourceInput 'b/c@1')>"},
      {"type a = resourceOutput<'b/c@1'>.properties.d?",
       "<type a (nullable (. (. (resourceOutput 'b/c@1') properties) d))>"},
      {"type a = sys.resourceInput<'b/c@1'>", "<type a (resourceInput 'b/c@1')>"},
      {"type a = resource<'b/c@1'>.name", "<type a (. (resource 'b/c@1') name)>"},
      {"type a = { type: { type: string } }", "<type a (object (type (object (type string))))>"},
      {"@export()\n@discriminator('b')\ntype a = c | d",
       "<type a (| c d) @(call export) "
       "@(call discriminator 'b')>"},
      {"@sealed()\ntype a = { b: a[]? }",
       "<type a (object (b (nullable (array a)))) @(call sealed)>"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("resources and modules") {
  constexpr Row rows[] = {
      {"resource a 'b/c@1' = {}", "<resource a 'b/c@1' = {}>"},
      {"resource a 'b/c@1' existing = { name: 'd' }",
       "<resource a 'b/c@1' existing = {'name':'d'}>"},
      {"resource existing 'b/c@1' existing = {}", "<resource existing 'b/c@1' existing = {}>"},
      {"resource a 'b/c@${d}' = {}", "<resource a (text 'b/c@' d '') = {}>"},
      {"resource a 'b/c@1' = if (d) {}", "<resource a 'b/c@1' = (if (group d) {})>"},
      {"resource a 'b/c@1' = if (\n  d &&\n  e\n) {\n}",
       "<resource a 'b/c@1' = (if (group (&& d e)) {})>"},
      {"resource a 'b/c@1' = [for d in e: {}]", "<resource a 'b/c@1' = (for d (missing) e {})>"},
      {"resource a 'b/c@1' = [for (d, i) in e: if (i > 0) {\n  name: d\n}]",
       "<resource a 'b/c@1' = (for d i e (if (group (> i 0)) {'name':d}))>"},
      {"resource a 'b/c@1' =\n{}", "<resource a 'b/c@1' = {}>"},
      {"resource a 'b/c@1' =\n  if (d) {}", "<resource a 'b/c@1' = (if (group d) {})>"},
      {"resource a 'b/c@1' = {\n  resource d 'e' = {\n    name: 'f'\n    resource g 'h@2' existing "
       "= {}\n  }\n}",
       "<resource a 'b/c@1' = {<resource d 'e' = {'name':'f' <resource g 'h@2' existing = {}>}>}>"},
      {"resource a 'b/c@1' = {\n  @batchSize(1)\n  resource d 'e' = [for f in g: {}]\n  name: 'h'\n"
       "}",
       "<resource a 'b/c@1' = {<resource d 'e' = (for f (missing) g {}) @(call batchSize 1)> "
       "'name':'h'}>"},
      {"resource a 'b/c@1' = {\n  resource: 'd'\n}", "<resource a 'b/c@1' = {'resource':'d'}>"},
      {"resource a 'b/c@1' = {\n  properties: {\n    d: [for e in f: if(e, 1, 2)]\n  }\n}",
       "<resource a 'b/c@1' = {'properties':{'d':(for e (missing) f (call if e 1 2))}}>"},
      {"@description('x')\n@onlyIfNotExists()\nresource a 'b/c@1' = {}",
       "<resource a 'b/c@1' = {} @(call description 'x') @(call onlyIfNotExists)>"},
      {"module a 'b.bicep' = {\n  name: 'c'\n  params: { d: 1 }\n}",
       "<module a 'b.bicep' = {'name':'c' 'params':{'d':1}}>"},
      {"module a 'br/public:b/c:1.0' = if (d) {}",
       "<module a 'br/public:b/c:1.0' = (if (group d) {})>"},
      {"module a 'b.json' = [for c in d: {\n}]", "<module a 'b.json' = (for c (missing) d {})>"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("imports and extensions") {
  constexpr Row rows[] = {
      {"import {a} from 'b.bicep'", "<import a 'b.bicep'>"},
      {"import { a, b as c } from 'd.bicep'", "<import a b=c 'd.bicep'>"},
      {"import {\n  a\n  b as c\n  'd-e' as f\n} from 'g.json'", "<import a b=c d-e=f 'g.json'>"},
      {"import {} from 'a.bicep'", "<import 'a.bicep'>"},
      {"import * as a from 'br:b/c:1'", "<import-all a 'br:b/c:1'>"},
      {"import {as as from} from 'a'", "<import as=from 'a'>"},
      {"import 'kubernetes@1.0.0' with { a: b } as k",
       "<extension k 'kubernetes@1.0.0' with {'a':b}>"},
      {"provider 'a@1.0.0'", "<extension 'a@1.0.0'>"},
      {"extension microsoftGraphV1", "<extension microsoftGraphV1 microsoftGraphV1>"},
      {"extension 'br:a/b:1' as c", "<extension c 'br:a/b:1'>"},
      {"extension kubernetes with {\n  namespace: 'a'\n  kubeConfig: b\n} as k8s",
       "<extension k8s kubernetes with {'namespace':'a' 'kubeConfig':b}>"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("parameters files") {
  constexpr Row rows[] = {
      {"using 'main.bicep'\n\nparam a = 'b'\n", "<using 'main.bicep'>\n<param a = 'b'>"},
      {"using none", "<using none>"},
      {"using 'a.bicep' with { mode: 'stack' }", "<using 'a.bicep' with {'mode':'stack'}>"},
      {"extends 'base.bicepparam'", "<extends 'base.bicepparam'>"},
      {"param a = readEnvironmentVariable('B', 'c')",
       "<param a = (call readEnvironmentVariable 'B' 'c')>"},
      {"param a = az.getSecret('s', 'g', 'v', 'n')",
       "<param a = (method getSecret az 's' 'g' 'v' "
       "'n')>"},
      {"extensionConfig a with { b: 1 }", "<extensionConfig a with {'b':1}>"},
      {"extensionConfig a = { b: 1 }", "<extensionConfig a = {'b':1}>"},
  };
  for (const Row& row : rows)
    check(row);
}

TEST_CASE("decorators stand on lines before what they decorate") {
  constexpr Row rows[] = {
      {"@secure()\nparam a string", "<param a string @(call secure)>"},
      {"@sys.secure()\nparam a string", "<param a string @(method secure sys)>"},
      {"@description('''\nb\n''')\n\n\n@minLength(1)\n\nparam a string",
       "<param a string @(call description 'b\n') @(call minLength 1)>"},
      {"@allowed([\n  'b'\n  'c'\n])\nparam a string",
       "<param a string @(call allowed ['b' 'c'])>"},
      {"@metadata({\n  b: 'c'\n}) // d\nparam a string",
       "<param a string @(call metadata {'b':'c'})>"},
      {"@secure()\n// b\n/* c */\nparam a string", "<param a string @(call secure)>"},
      {"@secure()\n#disable-next-line b\nparam a string", "<param a string @(call secure)>"},
      {"@batchSize(2)\nmodule a 'b' = [for c in d: {}]",
       "<module a 'b' = (for c (missing) d {}) @(call batchSize 2)>"},
      {"@description('a')\ntargetScope = 'tenant'",
       "<targetScope = 'tenant' @(call description 'a')>"},
      {"@export()\nvar a = 1", "<var a = 1 @(call export)>"},
  };
  for (const Row& row : rows)
    check(row);
}
