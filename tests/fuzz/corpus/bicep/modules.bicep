param environments array = [ 'dev', 'prod' ]
param deploySecond bool = false
param stamp string = utcNow()

resource vault 'Microsoft.KeyVault/vaults@2022-07-01' existing = {
  name: 'secrets'
}

module caches 'cache.bicep' = [for (e, i) in environments: {
  name: 'cache-${e}-${i}'
  params: {
    name: 'redis-${e}'
    size: i + 1
    password: vault.getSecret('password')
  }
}]

module stamped 'cache.bicep' = {
  name: 'cache-${stamp}'
  scope: resourceGroup('other')
  params: {
    name: 'redis-stamped'
    password: caches[0].outputs.secret
  }
}

module second 'cache.bicep' = if (deploySecond) {
  params: {
    name: 'second'
    password: 'plain'
  }
}

module chained 'cache.bicep' = {
  params: {
    name: stamped.outputs.name
    size: caches[1].outputs.size
    password: ''
  }
}

output names array = [for i in range(0, 2): caches[i].outputs.name]
output stamped string = stamped.outputs.id
output second string = deploySecond ? second.outputs.name : 'none'
output third string = second.?outputs.name ?? 'none'
output deployment string = chained.name
