targetScope = 'subscription'
param name string
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: name, location: deployment().location }
module cache 'group.bicep' = { scope: rg, name: 'cache' }
output cacheId string = cache.outputs.id
