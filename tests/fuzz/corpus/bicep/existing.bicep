param vnetName string
param subnetNames string[] = [ 'a', 'b' ]
param on bool?

resource vnet 'Microsoft.Network/virtualNetworks@2023-04-01' existing = {
  name: vnetName
  scope: resourceGroup('11111111-1111-1111-1111-111111111111', 'network')

  resource subnets 'subnets' existing = [for s in subnetNames: {
    name: s
  }]
}

resource endpoints 'Microsoft.Network/privateEndpoints@2023-04-01' = [for (s, i) in subnetNames: {
  name: 'pe-${s}'
  location: vnet.location
  properties: {
    subnet: {
      id: vnet::subnets[i].id
    }
    target: endpoint.id
  }
}]

resource endpoint 'Microsoft.Cache/redisEnterprise@2024-02-01' = if (on ?? true) {
  name: 'enterprise'
  location: 'westeurope'
  sku: {
    name: 'Balanced_B5'
  }

  resource database 'databases' = {
    name: 'default'
    properties: {
      clientProtocol: 'Encrypted'
      port: 10000
    }
  }
}

output ids array = [for i in range(0, length(subnetNames)): endpoints[i].id]
output all array = map(endpoints, e => e.name)
output port int? = endpoint::database.?properties.port
output sku string = endpoint.sku.name
