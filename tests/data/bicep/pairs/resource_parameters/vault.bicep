param vault resource 'Microsoft.KeyVault/vaults@2023-07-01'
module secret 'secret.bicep' = {
  name: 'secret'
  params: {
    value: vault.getSecret('key')
  }
}
output name string = vault.name
