targetScope = 'managementGroup'
// Scopes: management group, subscription, tenant and what extends a resource.
param subscriptionId string = '00000000-0000-0000-0000-000000000001'
resource policy 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {
  name: 'no-plain-redis'
  properties: {
    policyType: 'Custom'
    mode: 'Indexed'
    policyRule: {
      if: {
        allOf: [
          { field: 'type', equals: 'Microsoft.Cache/redis' }
          { field: 'Microsoft.Cache/Redis/enableNonSslPort', equals: true }
        ]
      }
      then: { effect: 'deny' }
    }
  }
}
resource assign 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'no-plain'
  properties: { policyDefinitionId: policy.id }
}
module sub 'sub.bicep' = {
  name: 'sub'
  scope: subscription(subscriptionId)
  params: { name: 'rg-caches' }
}
module top 'tenant.bicep' = {
  scope: tenant()
  name: 'top'
}
module mg 'mg.bicep' = {
  scope: managementGroup('other')
  name: 'mg'
}
output id string = sub.outputs.cacheId
