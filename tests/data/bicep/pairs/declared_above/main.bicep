param name string
resource vnet 'Microsoft.Network/virtualNetworks@2023-04-01' = {
  name: 'vnet-${name}'
  location: 'westeurope'
  tags: {
    owner: 'team'
  }
  properties: {
    addressSpace: {
      addressPrefixes: ['10.0.0.0/16']
    }
    subnets: []
  }
}
module child 'child.bicep' = {
  name: 'child'
  params: {
    vnetName: vnet.name
  }
}
output prefix string = child.outputs.prefix
