targetScope = 'managementGroup'
resource assignment 'Microsoft.Authorization/policyAssignments@2022-06-01' = {
  name: 'there'
  properties: {
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'built-in')
  }
}
