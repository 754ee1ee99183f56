param id string
@secure()
param key string
param ruleIds array

resource vault 'Microsoft.KeyVault/vaults@2023-02-01' = {
  name: 'kv-${uniqueString(id)}'
  tags: {
    id: id
    first: ruleIds[0]
  }
  properties: {
    secret: key
  }
}

output id string = vault.id
output constant string = 'constant'
output ruleIds array = ruleIds
