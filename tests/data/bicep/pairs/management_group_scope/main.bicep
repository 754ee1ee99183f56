targetScope = 'managementGroup'

param subscriptionId string = '22222222-2222-2222-2222-222222222222'
param groups array = ['net', 'app']
param location string = deployment().location

resource definition 'Microsoft.Authorization/policyDefinitions@2021-06-01' = {
  name: 'audit-caches'
  properties: {
    policyType: 'Custom'
    policyRule: {
      if: { field: 'type', equals: 'Microsoft.Cache/redis' }
      then: { effect: '[parameters(\'effect\')]' }
    }
  }
}

resource assignment 'Microsoft.Authorization/policyAssignments@2022-06-01' = {
  name: 'audit-caches'
  properties: {
    policyDefinitionId: definition.id
    scope: managementGroup().id
  }
}

resource other 'Microsoft.Management/managementGroups@2021-04-01' existing = {
  scope: tenant()
  name: 'other'
}

module inSubscription 'subscription.bicep' = {
  name: 'in-subscription'
  scope: subscription(subscriptionId)
  params: {
    groups: groups
    location: location
    definitionId: definition.id
  }
}

module inGroup 'group.bicep' = [for name in groups: {
  name: 'in-${name}'
  scope: resourceGroup(subscriptionId, 'rg-${name}')
  params: {
    name: name
  }
}]

module inOther 'other.bicep' = {
  name: 'in-other'
  scope: other
}

module inTenant 'tenant.bicep' = {
  name: 'in-tenant'
  scope: tenant()
}

output definitionId string = definition.id
output otherId string = other.id
output groupIds array = inSubscription.outputs.ids
output names array = [for (name, i) in groups: inGroup[i].outputs.cacheId]
