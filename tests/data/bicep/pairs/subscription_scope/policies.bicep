targetScope = 'subscription'

resource policy 'Microsoft.Authorization/policyAssignments@2022-06-01' = {
  name: 'p'
  properties: {
    scope: subscription().id
  }
}

output id string = policy.id
