/*
 * header
 */
targetScope = 'resourceGroup' // trailing

metadata description = 'x'
metadata owner = {
  name: 'a'
  list: [
    1
    2, 3
  ]
}

extension kubernetes with {
  namespace: 'default'
  kubeConfig: loadTextContent('x')
} as k8s
extension microsoftGraphV1
extension 'br/public:foo/bar:1.0.0' with {
  a: 'b'
}
extension az
extension sys as mysys

import { foo, bar as baz } from 'shared.bicep'
import {
  foo2
  bar2 as baz2
} from 'shared.bicep'
import * as shared from './shared.bicep'
import 'kubernetes@1.0.0' with {
  namespace: 'x'
} as k8s2
provider 'microsoftGraph@1.0.0'
provider kubernetes with {
  x: 1
} as k3

@description('''
multi
line ${notInterp}
''')
@minLength(3)
@maxLength(24)
param name string = 'a'
@allowed([
  'a'
  'b', 'c'
])
@sys.description('foo')
@sys.allowed([ 'a', 'b' ])
param sku string = 'a'
@secure()
param pw string = newGuid()
@sys.secure()
param obj object = {}
param n int = -5
param arr array = []
param b bool = !false
param u 'a' | 'b' | 'c' = 'a'
param u2 ('a' | 'b')[] = [ 'a' ]
param u3 string[]?
param u4 {
  a: string
  b: int?
  'c-d': bool
  *: string
}?
param u5 { *: string } = {}
param u6 [string, int, { a: 'b' }] = ['', 1, { a: 'b' }]
param u7 {
  @description('d')
  @secure()
  a: string

  // comment
  @minLength(1)
  b: string[]   // trailing
  #disable-next-line foo
  c: { d: string, e: int }
}?
param u8 resourceInput<'Microsoft.Storage/storageAccounts@2023-01-01'>.properties.accessTier = 'Hot'
param u9 resourceOutput<'Microsoft.Storage/storageAccounts@2023-01-01'>.properties?
param u10 resource<'Microsoft.Storage/storageAccounts@2023-01-01'>.sku.name
param u11 foo?
param u12 shared.bar[]?
param u13 shared.bar.baz[*].*?
param u14 -1 | 0 | 1 = 0
param u15 true | false = true
param u16 null | 'a'
param u17 (null | 'a')[]?
param u18 (string | null)?
param u19 sys.string = ''
param u20 int[][] = [ [1] ]
param u21 'a ${b}'?
param u22 array?
param u23 resource 'Microsoft.Storage/storageAccounts@2023-01-01'
param type string = 'contextual'
param output string = 'contextual'
param resource string = 'contextual'
param module string = 'x'
param existing string = 'x'
param if string = 'x'
param for string = 'x'
param in string = 'x'
param as string = 'x'
param from string = 'x'
param import string = 'x'
param using string = 'x'
param func string = 'x'
param var string = 'x'
param assert string = 'x'
param metadata string = 'x'
param param string = 'x'
param string string = 'x'
param object object = {}
param array array = []
param none string = 'x'
param this string = 'x'
var objKeys = {
  if: 1
  for: 2
  param: 3
  resource: 4
  module: 5
  existing: 6
  null: 7
  true: 8
  false: 9
  type: 10
  import: 11
  var: 12
  output: 13
  'a b': 14
  '${name}-x': 15
  in: 16
  targetScope: 17
}
type t1 = string
type t2 = 
  | 'a'
  | 'b'
type t3 =
  'a'
  | 'b'
@sealed()
type t4 = { a: string }
@discriminator('kind')
type t5 = { kind: 'a', a: string } | { kind: 'b', b: string }
@discriminator('kind')
type t6 = (
  | {
      kind: 'a'
      v: string
    }
  | t4
)
@export()
type t7 = t4.a
type t8 = t6[]
type t9 = {
  nested: {
    deeper: {
      t: t1?
    }[]?
  }
}
type t10 = [
  string
  int
  @description('x')
  bool
]
type t11 = t10[0]
type t12 = t10[1] | 'z'
type t13 = {}
type t14 = t5 | t4
type t16 = (t1)
type t17 = {
  @discriminator('k')
  x: {k: 'a'} | {k: 'b'}
}
type t18 = t9.nested.deeper[*].t
type t19 = t1!
@export()
func add(a int, b int) int => a + b
func noargs() string => 'x'
func multi(
  a string,
  b { c: string }?,
  d ('x'|'y')[]
) object => {
  a: a
  b: b
}
func lam(a array) array => map(a, x => '${x}-y')
@export()
@description('v')
var v1 = 1
var v2 string = 'typed'
var v3 string[] = ['a']
var v4 { a: string } = { a: 'x' }
var v5 'a' | 'b' = 'a'
assert a1 = v1 == 1
assert a2 = contains('a', 'b')
test t 'shared.bicep' = {
  params: {
    a: 1
  }
}
