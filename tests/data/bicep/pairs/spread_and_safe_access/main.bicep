param config object = {
  tier: 'Premium'
  nested: { list: [{ id: 1 }, { id: 2, tags: { a: 'x' } }], 'odd-key': 'v' }
}
param extra object?
param list array = [1, 2, 3]
param records { name: string, size: int?, inner: { deep: string? }? }[] = [
  { name: 'one' }
  { name: 'two', size: 2, inner: { deep: 'd' } }
]

var merged = { tier: 'Basic', ...config, zone: 1 }
var overridden = { ...config, tier: 'Standard', ...(extra ?? {}), ...{ last: true } }
var onlySpread = { ...config }
var arrays = [0, ...list, 4, ...[5, 6]]
var onlyArray = [...list]
var conditional = [...(length(list) > 5 ? list : []), 'end']

output merged object = merged
output overridden object = overridden
output onlySpread object = onlySpread
output arrays array = arrays
output onlyArray array = onlyArray
output conditional array = conditional
output safe array = [
  config.?tier
  config.?absent
  config.?absent.deeper.still
  config.nested.?list[0].id
  config.nested.?missing[0].id
  config.nested.list[1].?tags.a
  config.nested.list[0].?tags.a
  config.nested.list[?5]
  config.nested.list[?1].id
  config.nested[?'odd-key']
  config.nested['odd-key']
  config[?'nope'] ?? 'default'
  (config.?absent).?x
  extra.?a.b.c ?? 'none'
  extra.?a ?? config.?tier ?? 'z'
  list[^1]
  list[?^9]
  list[^length(list)]
  config!.tier!
  records[0].?size ?? 7
  records[0].?inner.deep ?? 'no'
  records[1].inner!.deep!
  records[1].inner.?deep
  records[?2].?name
  first(records).name
  config.nested.?list[^1].id
]
