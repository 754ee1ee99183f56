targetScope = 'tenant'
resource group 'Microsoft.Management/managementGroups@2021-04-01' = {
  name: 'made'
  properties: { displayName: 'Made' }
}
