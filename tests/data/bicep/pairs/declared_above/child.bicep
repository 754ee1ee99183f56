param vnetName string
resource vnet 'Microsoft.Network/virtualNetworks@2023-04-01' existing = {
  name: vnetName
}
resource subnet 'Microsoft.Network/virtualNetworks/subnets@2023-04-01' = {
  parent: vnet
  name: 'cache'
  properties: {
    addressPrefix: cidrSubnet(vnet.properties.addressSpace.addressPrefixes[0], 24, 0)
  }
}
resource cache 'Microsoft.Cache/redis@2023-08-01' = {
  name: 'cache'
  location: vnet.location
  tags: vnet.tags
  properties: {
    guid: vnet.properties.resourceGuid
  }
}
output prefix string = vnet.properties.addressSpace.addressPrefixes[0]
