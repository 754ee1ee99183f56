targetScope = 'subscription'

param names array = [ 'one', 'two' ]
param location string = deployment().location

resource groups 'Microsoft.Resources/resourceGroups@2022-09-01' = [for n in names: {
  name: 'rg-${n}'
  location: location
}]

resource hub 'Microsoft.Resources/resourceGroups@2022-09-01' existing = {
  name: 'hub'
}

module inner 'inner.bicep' = [for (n, i) in names: {
  name: 'inner-${n}'
  scope: groups[i]
  params: {
    name: n
  }
}]

module inHub 'inner.bicep' = {
  name: 'in-hub'
  scope: hub
  params: {
    name: 'hub'
  }
}

module policies 'policies.bicep' = {
  name: 'policies'
}

module elsewhere 'policies.bicep' = {
  name: 'elsewhere'
  scope: subscription('11111111-1111-1111-1111-111111111111')
}

output id string = groups[0].id
output hubId string = hub.id
output inHub string = inHub.outputs.id
output policy string = policies.outputs.id
