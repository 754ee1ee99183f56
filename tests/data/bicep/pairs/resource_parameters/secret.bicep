@secure()
param value string
resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: 'site'
  properties: {
    key: value
  }
}
