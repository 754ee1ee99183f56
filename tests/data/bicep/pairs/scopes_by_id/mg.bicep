targetScope = 'managementGroup'
resource pd 'Microsoft.Authorization/policyDefinitions@2020-06-01' = {
  name: 'pd'
}
output id string = pd.id
