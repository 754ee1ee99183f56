param on bool
param off bool = false
param names array = ['a', 'b', 'c']
param kvName string = 'kv'
param unk string
param opts object?
param regions array
resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: kvName
}
module one 'inner.bicep' = {
  name: 'one'
  params: {
    name: 'one'
    pw: kv.getSecret('s')
  }
}
module two './inner.bicep' = {
  params: {
    name: one.outputs.names[0]
    count: 2
    extra: {
      tags: { t: one.outputs.obj.a.b }
      value: one.outputs.first
    }
  }
}
@batchSize(1)
module loop 'inner.bicep' = [for (n, i) in names: {
  name: 'loop-${n}'
  params: {
    name: n
    count: i + 1
  }
}]
module filtered 'inner.bicep' = [for n in names: if (n != 'b') {
  params: {
    name: 'f${n}'
  }
}]
module cond 'inner.bicep' = if (on) {
  name: 'cond'
  params: {
    name: 'cond'
    extra: opts
  }
}
module never 'inner.bicep' = if (off) {
  name: 'never'
  params: { name: 'never' }
}
module usesCond 'inner.bicep' = {
  name: 'usesCond'
  params: {
    name: on ? cond!.outputs.first : 'none'
    ids: [for (n, i) in names: loop[i].outputs.first]
  }
}
module spread 'inner.bicep' = {
  name: 'spread'
  params: {
    ...{ name: 'sp' }
    count: 1
  }
}
module unkloop 'inner.bicep' = [for r in regions: {
  name: 'u-${r}'
  params: {
    name: r
    location: r
  }
}]
module unkname 'inner.bicep' = {
  name: 'unkname'
  params: { name: unk }
}
module otherRg 'inner.bicep' = {
  name: 'other'
  scope: resourceGroup('other')
  params: { name: 'o' }
}
module otherSub 'inner.bicep' = {
  name: 'otherSub'
  scope: resourceGroup('22222222-2222-2222-2222-222222222222', 'rg-${unk}')
  params: { name: 'os' }
}
resource sink 'Microsoft.Web/sites@2023-01-01' = {
  name: 'sink'
  location: one.outputs.obj.loc
  properties: {
    a: one.outputs.first
    b: two.outputs.names
    c: loop[1].outputs.names
    d: one.outputs.key
    e: cond.?outputs.first ?? 'nope'
    f: never.?outputs.first ?? 'nope'
    g: two.outputs.maybe
    h: unkname.outputs.first
    i: otherRg.outputs.first
    j: cond!.outputs.maybe ?? 'z'
    k: filtered[2]!.outputs.first
    l: one.name
    m: one.id
    n: otherSub.outputs.first
  }
}
output all array = map(loop, m => m.outputs.first)
output each array = [for (n, i) in names: loop[i].outputs.first]
output objs array = [for (n, i) in names: {
  n: n
  id: loop[i].outputs.first
}]
output unk string = unkname.outputs.obj.a.b
output name string = two.name
output condOut string = cond!.outputs.first
