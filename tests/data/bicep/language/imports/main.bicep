// Modules in every way: loops, conditions, scopes, outputs, and imports.
targetScope = 'subscription'
import { sizes, prefix, cacheName as nameOf } from 'shared.bicep'
import * as lib from './shared.bicep'

param regions string[] = [ 'westeurope', 'northeurope' ]
param second bool = true
param size sizes = 'small'

resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = [for region in regions: {
  name: 'rg-${prefix}-${region}'
  location: region
}]
module caches 'modules/cache.bicep' = [for (region, i) in regions: if (i == 0 || second) {
  name: 'cache-${region}'
  scope: rg[i]
  params: {
    name: nameOf(region)
    location: region
    size: size
    config: lib.defaults
  }
}]
module single 'modules/cache.bicep' = if (second) {
  scope: resourceGroup('rg-existing')
  params: {
    name: lib.cacheName('single')
    location: 'westeurope'
    size: 'large'
    config: { ...lib.defaults, tls: '1.2' }
  }
  dependsOn: [ caches ]
}
module legacy 'modules/legacy.json' = {
  scope: resourceGroup('rg-existing')
  name: 'legacy'
  params: { name: single.?outputs.name ?? 'redis-legacy' }
}
output ids array = [for (region, i) in regions: caches[i]!.outputs.id]
output names array = map(range(0, length(regions)), i => nameOf(regions[i]))
output one string = single!.outputs.info.name
