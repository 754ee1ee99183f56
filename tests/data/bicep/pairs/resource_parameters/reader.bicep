// Takes a cache and a network by their resource types and gives the cache on.
param cache resource 'Microsoft.Cache/redis@2024-11-01'
param vnet resource 'Microsoft.Network/virtualNetworks@2024-05-01'
param spare resource 'Microsoft.Cache/redis@2024-11-01'?
param shape resourceInput<'Microsoft.Cache/redis@2024-11-01'>.properties.sku?
var known = cache.name
resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: 'plan-${cache.name}'
  location: cache.location
  sku: {
    name: shape.?name ?? 'P1v3'
  }
  properties: {
    id: cache.id
    type: cache.type
    version: cache['apiVersion']
    host: cache.properties.hostName
    part: cache.properties.?sku.name
    tags: cache.?tags.owner
    key: cache.listKeys().primaryKey
    all: cache
    known: known
    prefixes: vnet.properties.addressSpace.addressPrefixes
    spare: spare.?id ?? 'none'
    network: last(split(vnet.id, '/'))
  }
}
output cache resource 'Microsoft.Cache/redis@2024-11-01' = cache
output chosen resource 'Microsoft.Cache/redis@2024-11-01' = known == 'x' ? cache : spare!
output plan resource 'Microsoft.Web/serverfarms@2023-12-01' = plan
