targetScope = 'subscription'
param groups array
param location string
param definitionId string

resource made 'Microsoft.Resources/resourceGroups@2022-09-01' = [for name in groups: {
  name: 'rg-${name}'
  location: location
  tags: { definition: definitionId }
}]

module lock 'lock.bicep' = {
  name: 'lock'
  scope: made[0]
}

output ids array = [for (name, i) in groups: made[i].id]
