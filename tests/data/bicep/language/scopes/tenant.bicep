targetScope = 'tenant'
resource mg 'Microsoft.Management/managementGroups@2023-04-01' existing = { name: 'root' }
output id string = mg.id
