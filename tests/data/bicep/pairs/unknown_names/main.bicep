param name string
param location string
@allowed(['Basic', 'Premium'])
param tier string
param count int = 2

resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: name
  location: location
  properties: {
    accessTier: 'Hot'
    tier: tier
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
    }
  }
}

resource rules 'Microsoft.Network/networkSecurityGroups@2023-04-01' = [for i in range(0, count): {
  name: '${name}-${i}'
  location: account.location
  tags: {
    tier: account.properties.accessTier
    versioning: string(account::blobs.properties.isVersioningEnabled)
    endpoint: account.properties.primaryEndpoints.blob
    whole: string(account.properties.tier)
  }
}]

module inner 'inner.bicep' = {
  name: 'deploy-${name}'
  params: {
    id: account.id
    key: account.listKeys().keys[0].value
    ruleIds: [for i in range(0, count): rules[i].id]
  }
}

module maybe 'inner.bicep' = if (tier == 'Premium') {
  name: '${name}-maybe'
  params: {
    id: inner.outputs.id
    key: 'x'
    ruleIds: inner.outputs.ruleIds
  }
}

output id string = account.id
output constant string = inner.outputs.constant
output fromModule string = inner.outputs.id
output chosen string = tier == 'Premium' ? maybe.outputs.constant : 'none'
output label string = 'redis-${name}'
