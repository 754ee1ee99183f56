param outside resource 'Microsoft.Network/virtualNetworks@2024-05-01'
resource cache 'Microsoft.Cache/redis@2024-11-01' = {
  name: 'redis-orders'
  location: 'westeurope'
  properties: {
    sku: { name: 'Premium', family: 'P', capacity: 1 }
  }
}
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'vnet-orders'
  scope: resourceGroup('network')
}
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = [for i in range(0, 2): {
  name: 'kv-${i}'
  location: 'westeurope'
}]
module inside 'reader.bicep' = {
  name: 'inside'
  params: {
    cache: cache
    vnet: (vnet)
    shape: { name: 'P2v3' }
  }
}
module chained 'reader.bicep' = {
  name: 'chained'
  params: {
    cache: inside.outputs.cache
    vnet: outside
    spare: cache
  }
}
module locked 'vault.bicep' = {
  name: 'locked'
  params: {
    vault: vault[1]
  }
}
output id string = inside.outputs.cache.id
output name string = inside.outputs.plan.name
output location string = chained.outputs.cache.location
output host string = chained.outputs.cache.properties.hostName
output network resource 'Microsoft.Network/virtualNetworks@2024-05-01' = outside
module plain 'plain.json' = {
  name: 'plain'
  params: {
    cache: cache
  }
}
output plain string = plain.outputs.id
