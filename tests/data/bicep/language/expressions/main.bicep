// Strings, operators, lambdas and spread.
param env 'dev' | 'test' | 'prod' = 'prod'
param names array = [ 'orders', 'carts', 'users' ]
param tags object = { env: env }
param overrides object?

var multi = '''
first line
  second ${not a hole}
third '' quote
'''
var multiHole = $'''
env is ${env}
'''
var doubled = $$'''
json: { "a": ${b}, "c": $${env} }
'''
var empty = ''''''
var escapes = 'tab\t nl\n cr\r quote\' back\\ dollar\$ {brace} \u{1F600} ${'nested ${'deep ${env}'}'}'
var sum = 1 + 2 * 3 - 4 / 2 % 3
var neg = -sum
var notIt = !(sum > 3 && sum <= 10 || false)
var cmp = 'A' =~ 'a' && 'a' !~ 'b' && 1 != 2 && 'x' == 'x' && 2 >= 1 && 1 < 2
var pick = overrides.?nested.?value ?? tags.?missing ?? 'fallback'
var tern = env == 'prod' ? 'p'
  : env == 'test' ? 't'
  : 'd'
var last = names[^1]
var safeLast = names[?^9]
var safeFirst = names[?0]
var member = tags['env']
var byExpr = tags[toLower('ENV')]
var mapped = map(names, n => '${n}-${env}')
var indexed = map(names, (n, i) => '${i}-${n}')
var filtered = filter(names, n => startsWith(n, 'c') || contains(n, 'er'))
var sorted = sort(names, (a, b) => a < b)
var reduced = reduce(map(names, n => length(n)), 0, (acc, n) => acc + n)
var asObject = toObject(names, n => n, n => { name: n })
var grouped = groupBy(names, n => substring(n, 0, 1))
var mappedValues = mapValues({ a: 1, b: 2 }, v => v * 2)
var multiLine = map(names, n => {
  name: n
  upper: toUpper(n)
})
var spreadArray = [ 'first', ...names, ...(env == 'prod' ? [ 'last' ] : []) ]
var spreadObject = {
  base: 1
  ...tags
  ...(overrides ?? {})
  last: 'x'
}
var oneLine = { a: 1, b: [ 1, 2, 3 ], c: { d: 'e' } }
var trailing = [
  1,
  2,
]
var mixed = {
  a: 1, b: 2
  c: 3
  '${env}-key': 4
  'quoted key': 5
  if: 6
  for: 7
  resource: 8
}
var loop = [for (n, i) in names: {
  name: n
  index: i
}]
var flat = [for i in range(0, 3): i * i]
var filteredFlat = filter(flat, x => x > 0)
var nested = [for n in names: [for i in range(0, 2): '${n}${i}']]
var nn = names!
var chained = first(filter(names, n => n == 'carts'))!

resource cache 'Microsoft.Cache/redis@2024-11-01' = {
  name: 'redis-${chained}-${tern}'
  location: resourceGroup().location
  tags: spreadObject
  properties: {
    sku: { name: 'Standard', family: 'C', capacity: reduced > 10 ? 2 : 1 }
    enableNonSslPort: !cmp
    minimumTlsVersion: '${1}.${2}'
    redisConfiguration: {
      ...(env == 'prod' ? { 'maxmemory-policy': 'allkeys-lru' } : {})
      'aad-enabled': 'true'
    }
  }
}
output all object = { multi: multi, hole: multiHole, doubled: doubled, esc: escapes, pick: pick }
output lists array = concat(mapped, indexed, filtered, sorted, spreadArray, flat)
output last string = last
