targetScope = 'tenant'
resource mg 'Microsoft.Management/managementGroups@2021-04-01' = {
  name: 'mgx'
}
output id string = mg.id
