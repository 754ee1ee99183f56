param vaultName string = 'vault'
@secure()
param password string
@secure()
param settings object = {}
param useVault bool = true

resource vault 'Microsoft.KeyVault/vaults@2023-02-01' existing = {
  name: vaultName
  scope: resourceGroup('33333333-3333-3333-3333-333333333333', 'secrets')
}

resource cache 'Microsoft.Cache/redis@2023-08-01' = {
  name: 'cache'
  location: 'westeurope'
  properties: {
    redisConfiguration: {
      'aad-enabled': 'true'
    }
  }
}

module one 'inner.bicep' = {
  name: 'one'
  params: {
    password: vault.getSecret('pw')
    connection: '${cache.properties.hostName}:6380,password=${cache.listKeys().primaryKey}'
    label: 'x'
  }
}

module two 'inner.bicep' = {
  name: 'two'
  params: {
    password: useVault ? vault.getSecret('pw', 'v1') : password
    connection: one.outputs.connection
    label: one.outputs.label
  }
}

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'app'
  location: 'westeurope'
  properties: {
    siteConfig: {
      appSettings: [
        { name: 'key', value: cache.listKeys().primaryKey }
        { name: 'versioned', value: cache.listKeys('2022-06-01').secondaryKey }
        { name: 'byId', value: listKeys(cache.id, '2023-08-01').primaryKey }
        { name: 'password', value: password }
        { name: 'inner', value: settings.?inner.value ?? 'none' }
        { name: 'module', value: two.outputs.connection }
      ]
    }
  }
}

output host string = cache.properties.hostName
@secure()
output key string = cache.listKeys().primaryKey
output label string = two.outputs.label
