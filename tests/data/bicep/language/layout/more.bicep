import { a as b, c } from 'br/public:avm/types:1.0.0'
import * as all from 'br:example.azurecr.io/types:v1'
import {
  d
  e as f
} from 'ts/specs:types:1'
provider kubernetes
@retryOn([ 'ResourceNotFound' ], 3)
@waitUntil(r => r.properties.provisioningState == 'Succeeded', 'PT20M')
@description('''
A cache
''')
resource r 'Microsoft.Cache/redis@2024-11-01' = {
  name: 'x'
  #disable-next-line BCP037
  location: 'y'
  properties: {
    sku: { name: 'Basic', family: 'C', capacity: 0 }
    'odd${1}': true
  }
}
var v = [
  for x in [ 1, 2 ]: {
    a: x
  }
]
var w = [for x in [1, 2]: x]
var u = { for: 1, if: 2, in: 3, existing: 4, null: 5, true: 6 }
var q = u.if + u.for + u['in']
var deep = (((1)))
var nots = !!true
var minus = - -1
var cond = true ? false ? 1 : 2 : 3
var coal = null ?? null ?? 'x'
var mixedPrec = 1 + 2 == 3 && 4 > 3 || !false ? 'a' : 'b'
var long = 9223372036854775807
var lambdaBlock = map([ 1 ], (x, i) => i)
var zero = map([ 1 ], x => x)[?0]
var nestedInterp = '${'${'${1}'}'}'
var uni = '\u{1F600}\u{0}'
var rawq = ''''quoted''''
var ml = $$'''$${ '}' } ${x}'''
func nothing() string => 'x'
func many(
  a string,
  b int?
) object => {
  a: a
}
type t = {
  a: 'x' | 'y' | null
  b: (string | int)[]
  c: [string, int?]
  d: { *: string }
  e: -1 | 0 | 1
  f: t.a
}
output o string[] = []
output p object = r.properties
output h bool = contains(u, 'x') ? false : true
