param vnetName string = 'hub'
param storageName string = 'store'
param zones array = ['privatelink.redis.cache.windows.net', 'privatelink.redis.azure.net']
param deployLock bool = true

resource vnet 'Microsoft.Network/virtualNetworks@2023-04-01' existing = {
  name: vnetName
  resource cacheSubnet 'subnets' existing = {
    name: 'cache'
  }
}

resource cache 'Microsoft.Cache/redis@2023-08-01' = {
  name: 'redis-${uniqueString(resourceGroup().id)}'
  location: resourceGroup().location
  properties: {
    sku: {
      name: 'Premium'
      family: 'P'
      capacity: 1
    }
    subnetId: vnet::cacheSubnet.id
  }

  resource office 'firewallRules' = {
    name: 'office'
    properties: {
      startIP: '203.0.113.1'
      endIP: '203.0.113.1'
    }
  }

  resource policy 'accessPolicies' = {
    name: 'reader'
    properties: { permissions: '+get' }
  }

  resource assigned 'accessPolicyAssignments' = [for i in range(0, 2): {
    name: 'a${i}'
    properties: {
      accessPolicyName: policy.name
      objectIdAlias: '${office.name}-${i}'
    }
  }]
}

resource standalone 'Microsoft.Cache/redis/firewallRules@2023-08-01' = {
  name: '${cache.name}/extra'
  properties: {
    startIP: '203.0.113.2'
    endIP: '203.0.113.2'
  }
}

resource withParent 'Microsoft.Cache/redis/firewallRules@2023-08-01' = {
  parent: cache
  name: 'parented'
  properties: {
    startIP: '203.0.113.3'
    endIP: '203.0.113.3'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: cache
  name: 'to-store'
  properties: {
    storageAccountId: resourceId('Microsoft.Storage/storageAccounts', storageName)
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

resource onRule 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: cache::office
  name: 'on-rule'
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (deployLock) {
  scope: cache
  name: '${cache.name}-lock'
  properties: { level: 'CanNotDelete' }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vnet
  name: guid(vnet.id, 'network-contributor')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
    principalType: 'ServicePrincipal'
  }
}

resource dns 'Microsoft.Network/privateDnsZones@2020-06-01' = [for zone in zones: {
  name: zone
  location: 'global'
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = [for (zone, i) in zones: {
  parent: dns[i]
  name: 'link-${vnetName}'
  location: 'global'
  properties: {
    virtualNetwork: { id: vnet.id }
  }
}]

resource endpoint 'Microsoft.Network/privateEndpoints@2023-04-01' = {
  name: '${cache.name}-pe'
  properties: {
    subnet: { id: vnet::cacheSubnet.id }
    privateLinkServiceConnections: [
      {
        name: 'redis'
        properties: {
          privateLinkServiceId: cache.id
          groupIds: ['redisCache']
        }
      }
    ]
  }
  resource zoneGroup 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [for (zone, i) in zones: {
        name: replace(zone, '.', '-')
        properties: { privateDnsZoneId: dns[i].id }
      }]
    }
  }
}

output officeId string = cache::office.id
output assignedId string = cache::assigned[1].id
output standaloneId string = standalone.id
output parentedName string = withParent.name
output diagnosticsId string = diagnostics.id
output lockId string = lock.id
output roleId string = role.id
output linkId string = links[0].id
output host string = cache.properties.hostName
