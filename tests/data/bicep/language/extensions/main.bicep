// Assertions, tests and extensions beside a cluster of Managed Redis.
extension kubernetes with {
  namespace: 'default'
  kubeConfig: kubeConfig
} as k8s
extension microsoftGraphV1
@secure()
param kubeConfig string
param capacityName string = 'Balanced_B10'
assert hasSize = length(capacityName) > 3
assert known = contains(capacityName, '_')
test sampleTest 'tests/sample.bicep' = {
  params: {
    name: 'x'
  }
}
resource amr 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'amr-orders'
  location: 'westeurope'
  sku: { name: capacityName }
  identity: {
    type: 'SystemAssigned, UserAssigned'
    userAssignedIdentities: {
      '${uami.id}': {}
    }
  }
  properties: {
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
    highAvailability: 'Enabled'
  }
}
resource db 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  name: 'default'
  parent: amr
  properties: {
    clientProtocol: 'Encrypted'
    port: 10000
    accessKeysAuthentication: 'Disabled'
    evictionPolicy: 'NoEviction'
    clusteringPolicy: 'OSSCluster'
    modules: [
      { name: 'RedisJSON' }
    ]
    persistence: { aofEnabled: true, aofFrequency: '1s', rdbEnabled: false }
  }
}
resource uami 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'id-orders'
}
resource ns 'core/Namespace@v1' = {
  metadata: {
    name: 'orders'
  }
}
resource group 'Microsoft.Graph/groups@v1.0' existing = {
  uniqueName: 'redis-admins'
}
resource policy 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments@2025-07-01' = {
  parent: db
  name: 'admins'
  properties: {
    accessPolicyName: 'default'
    user: { objectId: group.id }
  }
}
#disable-next-line outputs-should-not-contain-secrets no-unused-params
output keys object = db.listKeys()
