param name string
param location string = 'westeurope'
param withLock bool = true
param peer string = ''

resource vnet 'Microsoft.Network/virtualNetworks@2023-04-01' = {
  name: name
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
  }

  resource app 'subnets' = {
    name: 'app'
    properties: {
      addressPrefix: cidrSubnet('10.0.0.0/16', 24, 1)
      networkSecurityGroup: {
        id: nsg.id
      }
    }
  }

  resource data 'subnets@2023-05-01' = if (!empty(peer)) {
    name: 'data'
    properties: {
      addressPrefix: '10.0.2.0/24'
      after: app.name
    }
  }
}

resource nsg 'Microsoft.Network/networkSecurityGroups@2023-04-01' = {
  name: '${name}-nsg'
  location: location
  properties: {
    securityRules: [for (port, i) in [ 6379, 6380 ]: {
      name: 'deny-${port}'
      properties: {
        priority: 100 + i
        access: 'Deny'
        direction: 'Inbound'
        protocol: 'Tcp'
        sourceAddressPrefix: '*'
        sourcePortRange: '*'
        destinationAddressPrefix: '*'
        destinationPortRange: string(port)
      }
    }]
  }
}

resource extra 'Microsoft.Network/networkSecurityGroups/securityRules@2023-04-01' = {
  parent: nsg
  name: 'extra'
  properties: {
    priority: 300
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (withLock) {
  scope: vnet::app
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: nsg
  name: 'all'
  properties: {
    workspaceId: workspace.id
    customer: workspace.properties.customerId
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2022-10-01' existing = {
  scope: resourceGroup('monitoring')
  name: 'central'
}

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: 'b24988ac-6180-42a0-ab88-20f7382dd24c'
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vnet
  name: guid(vnet.id, role.id)
  properties: {
    roleDefinitionId: role.id
    principalId: 'x'
  }
}

output subnet string = vnet::app.id
output prefix string = vnet::app.properties.addressPrefix
output vnetName string = vnet.name
output kind string = '${vnet.type}@${vnet.apiVersion}'
