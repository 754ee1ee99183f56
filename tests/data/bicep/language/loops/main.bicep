// Loops with index and filter, computed names, private endpoints and zones of DNS.
param count int = 3
param zones array = [ '1', '2', '3' ]
param withEndpoint bool = true
param clusters { *: { sku: string, zones: int? } } = {
  alpha: { sku: 'Balanced_B5' }
  beta: { sku: 'MemoryOptimized_M20', zones: 3 }
}
var even = [for i in range(0, count): i % 2 == 0]
var names = [for (c, i) in items(clusters): '${c.key}-${i}']
resource caches 'Microsoft.Cache/redis@2024-11-01' = [for i in range(0, count): if (even[i]) {
  name: 'redis-${padLeft(i, 3, '0')}'
  location: 'westeurope'
  zones: take(zones, i + 1)
  properties: {
    sku: { name: 'Premium', family: 'P', capacity: i + 1 }
    enableNonSslPort: i > 1
  }
}]
resource amr 'Microsoft.Cache/redisEnterprise@2025-07-01' = [for (c, i) in items(clusters): {
  name: 'amr-${names[i]}'
  location: 'westeurope'
  sku: { name: c.value.sku }
  properties: { publicNetworkAccess: withEndpoint ? 'Disabled' : 'Enabled', minimumTlsVersion: '1.2' }
}]
resource dbs 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = [for (c, i) in items(clusters): {
  parent: amr[i]
  name: 'default'
  properties: { clientProtocol: 'Encrypted' }
}]
resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = if (withEndpoint) {
  name: 'privatelink.redis.azure.net'
  location: 'global'
  resource link 'virtualNetworkLinks' = {
    name: 'hub'
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: vnet.id } }
  }
}
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = { name: 'vnet-hub' }
resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for (c, i) in items(clusters): if (withEndpoint) {
  name: 'pe-${c.key}'
  location: 'westeurope'
  properties: {
    subnet: { id: '${vnet.id}/subnets/snet-pe' }
    privateLinkServiceConnections: [
      {
        name: 'amr'
        properties: {
          privateLinkServiceId: amr[i].id
          groupIds: [ 'redisEnterprise' ]
        }
      }
    ]
  }
}]
resource groups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [for i in range(0, 2): if (withEndpoint) {
  parent: endpoints[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [ { name: 'redis', properties: { privateDnsZoneId: zone.id } } ]
  }
}]
output endpointIps array = [for i in range(0, 2): withEndpoint ? endpoints[i].properties.customDnsConfigs[0].ipAddresses : []]
