targetScope = 'subscription'
resource pd 'Microsoft.Authorization/policyDefinitions@2020-06-01' = {
  name: 'pd'
  properties: {
    where: deployment().location
  }
}
output id string = pd.id
