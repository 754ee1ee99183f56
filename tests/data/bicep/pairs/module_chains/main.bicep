param regions array = [{ name: 'weu', zones: ['1', '2'] }, { name: 'neu', zones: [] }]
param deployExtra bool = false

module plan 'plan.bicep' = {
  params: { name: 'plan' }
}

@batchSize(1)
module caches 'cache.bicep' = [for (region, i) in regions: {
  name: 'cache-${region.name}'
  params: {
    name: 'redis-${region.name}'
    zones: region.zones
    peer: i > 0 ? 'primary' : null
  }
  dependsOn: [plan]
}]

module unnamedLoop 'plan.bicep' = [for (region, i) in regions: {
  params: { name: '${region.name}-${i}' }
}]

module filtered 'plan.bicep' = [for region in regions: if (!empty(region.zones)) {
  name: 'filtered-${region.name}'
  params: { name: 'f-${region.name}' }
}]

module extra 'plan.bicep' = if (deployExtra) {
  name: 'extra'
  params: { name: 'extra' }
}

module json 'legacy.json' = {
  name: 'legacy'
  params: {
    prefix: plan.outputs.upper
    size: length(regions)
  }
}

resource linked 'Microsoft.Cache/redis/linkedServers@2023-08-01' = {
  name: '${caches[0].outputs.name}/${caches[1].outputs.name}'
  properties: {
    linkedRedisCacheId: caches[1].outputs.id
    serverRole: 'Secondary'
  }
}

output ids array = [for i in range(0, length(regions)): caches[i].outputs.id]
output zones array = [for (region, i) in regions: caches[i].outputs.zones]
output names array = map(caches, c => c.outputs.name)
output plan string = plan.outputs.upper
output legacy string = json.outputs.result
output extra string = deployExtra ? extra.outputs.upper : 'none'
output safe string? = extra.?outputs.?upper
output planName string = length(plan.name) > 10 ? 'generated' : plan.name
output filtered string = filtered[0].outputs.upper
