@secure()
param password string
@secure()
param connection string
param label string

resource secret 'Microsoft.KeyVault/vaults/secrets@2023-02-01' = {
  name: 'vault/${label}'
  properties: {
    value: '${password}${connection}'
  }
}

@secure()
output connection string = connection
output label string = '${label}-${length(secret.name)}'
