resource cache 'Microsoft.Cache/redis@2024-11-01' = {
  name: take('redis-${uniqueString(resourceGroup().id)}', 40)
  location: resourceGroup().location
  properties: { sku: { name: 'Standard', family: 'C', capacity: 1 } }
}
resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(cache.id, 'reader')
  scope: cache
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')
    principalId: '00000000-0000-0000-0000-000000000002'
  }
}
output id string = cache.id
