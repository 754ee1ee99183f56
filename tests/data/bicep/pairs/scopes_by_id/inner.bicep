param name string
param location string = resourceGroup().location
resource sa 'Microsoft.Storage/storageAccounts@2021-04-01' = {
  name: name
  location: location
}
output id string = sa.id
output rg string = resourceGroup().name
