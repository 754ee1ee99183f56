@description('Name of the cache')
param cacheName string
param location string = resourceGroup().location
@allowed([
  'Basic'
  'Standard'
  'Premium'
])
param sku string = 'Premium'
param capacity int = 1
param adminUser string
@secure()
@minLength(12)
param adminPassword string
param addressPrefixes array = [
  '10.0.0.0/16'
]
param subnets array = [
  {
    name: 'cache'
    prefix: '10.0.0.0/24'
  }
  {
    name: 'apps'
    prefix: '10.0.1.0/24'
  }
]
param deployPublicIp bool = false
param tags object = {
  team: 'shop'
}

var vnetName = 'vnet-${cacheName}'
var nsgName = '${vnetName}-nsg'
var family = sku == 'Premium' ? 'P' : 'C'
var storageName = toLower(take('st${replace(cacheName, '-', '')}${uniqueString(resourceGroup().id)}', 24))

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-04-01' = {
  name: nsgName
  location: location
  properties: {
    securityRules: [
      {
        name: 'allow-redis'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourcePortRange: '*'
          destinationPortRange: '6380'
          sourceAddressPrefix: addressPrefixes[0]
          destinationAddressPrefix: '*'
        }
      }
    ]
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2023-04-01' = {
  name: vnetName
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: addressPrefixes
    }
    subnets: [for subnet in subnets: {
      name: subnet.name
      properties: {
        addressPrefix: subnet.prefix
        networkSecurityGroup: {
          id: nsg.id
        }
      }
    }]
  }

  resource cacheSubnet 'subnets' existing = {
    name: 'cache'
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: storageName
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
}

resource cache 'Microsoft.Cache/redis@2023-08-01' = {
  name: cacheName
  location: location
  tags: union(tags, {
    sku: sku
  })
  properties: {
    sku: {
      name: sku
      family: family
      capacity: capacity
    }
    enableNonSslPort: false
    subnetId: vnet::cacheSubnet.id
    redisConfiguration: {
      'rdb-backup-enabled': 'true'
      'rdb-storage-connection-string': 'DefaultEndpointsProtocol=https;AccountName=${storage.name};AccountKey=${storage.listKeys().keys[0].value}'
      'maxmemory-policy': 'allkeys-lru'
    }
  }
}

resource publicIp 'Microsoft.Network/publicIPAddresses@2023-04-01' = if (deployPublicIp) {
  name: '${cacheName}-ip'
  location: location
  properties: {
    dnsSettings: {
      domainNameLabel: toLower(cacheName)
    }
  }
}

resource vm 'Microsoft.Compute/virtualMachines@2023-03-01' = {
  name: 'vm-${cacheName}'
  location: location
  properties: {
    osProfile: {
      adminUsername: adminUser
      adminPassword: adminPassword
      customData: base64('host=${cache.properties.hostName}')
    }
    networkProfile: {
      networkInterfaces: [for i in range(0, 2): {
        id: nics[i].id
      }]
    }
    diagnosticsProfile: {
      bootDiagnostics: {
        storageUri: storage.properties.primaryEndpoints.blob
      }
    }
  }
}

resource nics 'Microsoft.Network/networkInterfaces@2023-04-01' = [for i in range(0, 2): {
  name: 'nic${i}-${cacheName}'
  location: location
  properties: {
    ipConfigurations: [
      {
        name: 'ipconfig'
        properties: {
          subnet: {
            id: '${vnet.id}/subnets/${subnets[1].name}'
          }
          publicIPAddress: deployPublicIp && i == 0 ? {
            id: publicIp.id
          } : null
        }
      }
    ]
  }
}]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'diag'
  scope: cache
  properties: {
    storageAccountId: storage.id
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output host string = cache.properties.hostName
output port int = cache.properties.sslPort
output subnetId string = vnet::cacheSubnet.id
output firstSubnet string = vnet.properties.subnets[0].name
output blob string = storage.properties.primaryEndpoints.blob
output nicNames array = [for i in range(0, 2): nics[i].name]
output ip string = deployPublicIp ? publicIp.properties.ipAddress : ''
output skuName string = cache.properties.sku.name
output place string = cache.location
