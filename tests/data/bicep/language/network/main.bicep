// A network with nested children, parents, existing ones, and an injected cache.
param location string = resourceGroup().location
param rules array = [
  { name: 'AllowRedis', priority: 100, port: '6380', source: '10.0.0.0/16' }
  { name: 'DenyAll', priority: 4096, port: '*', source: '*', access: 'Deny' }
]
resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-cache'
  location: location
  properties: {
    securityRules: [for rule in rules: {
      name: rule.name
      properties: {
        priority: rule.priority
        access: rule.?access ?? 'Allow'
        direction: 'Inbound'
        protocol: 'Tcp'
        sourceAddressPrefix: rule.source
        sourcePortRange: '*'
        destinationAddressPrefix: '*'
        destinationPortRange: rule.port
      }
    }]
  }

  resource extra 'securityRules' = {
    name: 'Extra'
    properties: {
      priority: 200
      access: 'Deny'
      direction: 'Inbound'
      protocol: '*'
      sourceAddressPrefix: 'Internet'
      sourcePortRange: '*'
      destinationAddressPrefix: '*'
      destinationPortRange: '*'
    }
  }
}
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-cache'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
  }
  resource snet 'subnets@2024-05-01' = {
    name: 'snet-cache'
    properties: {
      addressPrefix: cidrSubnet(vnet.properties.addressSpace.addressPrefixes[0], 24, 1)
      networkSecurityGroup: {
        id: nsg.id
      }
    }
  }
}
resource other 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: vnet
  name: 'snet-other'
  properties: {
    addressPrefix: '10.0.2.0/24'
  }
  dependsOn: [
    vnet::snet
  ]
}
resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}
resource hubSnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: hub
  name: 'snet-hub'
}
resource cache 'Microsoft.Cache/redis@2024-11-01' = {
  name: 'redis-inj'
  location: location
  properties: {
    sku: {
      name: 'Premium'
      family: 'P'
      capacity: 1
    }
    subnetId: vnet::snet.id
    enableNonSslPort: false
  }

  resource rule 'firewallRules' = [for i in range(0, 2): {
    name: 'rule${i}'
    properties: {
      startIP: '10.0.${i}.0'
      endIP: '10.0.${i}.255'
    }
  }]
}
resource diag 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'send'
  scope: cache
  properties: {
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', 'log')
    logs: [
      { categoryGroup: 'allLogs', enabled: true }
    ]
  }
}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: vnet::snet
  name: 'keep'
  properties: { level: 'CanNotDelete' }
}
output ruleIds array = [for i in range(0, 2): cache::rule[i].id]
output hub string = hubSnet.id
