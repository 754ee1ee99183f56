// Resources as parameters and outputs.
param cache resource 'Microsoft.Cache/redis@2024-11-01'
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'kv-orders'
}
resource own 'Microsoft.Cache/redis@2024-11-01' = {
  name: 'redis-own'
  location: 'westeurope'
  properties: {
    sku: { name: 'Premium', family: 'P', capacity: 1 }
    minimumTlsVersion: cache.properties.minimumTlsVersion
    enableNonSslPort: false
  }
}
resource link 'Microsoft.Cache/redis/linkedServers@2024-11-01' = {
  parent: own
  name: cache.name
  properties: {
    linkedRedisCacheId: cache.id
    linkedRedisCacheLocation: cache.location
    serverRole: 'Secondary'
  }
}
module secrets 'secrets.bicep' = {
  params: {
    target: own
    password: vault.getSecret('redis')
  }
}
output cache resource 'Microsoft.Cache/redis@2024-11-01' = secrets.outputs.target
output host string = secrets.outputs.target.properties.hostName
