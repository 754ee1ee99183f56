param target resource 'Microsoft.Cache/redis@2024-11-01'
@secure()
param password string
resource assignment 'Microsoft.Cache/redis/accessPolicyAssignments@2024-11-01' = {
  name: '${target.name}/app'
  properties: {
    accessPolicyName: 'Data Reader'
    objectId: '00000000-0000-0000-0000-000000000003'
    objectIdAlias: password
  }
}
output target resource 'Microsoft.Cache/redis@2024-11-01' = target
