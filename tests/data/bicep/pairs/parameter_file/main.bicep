param name string
param tags object
param size { name: string, capacity: int }
param list array
param on bool = false
@secure()
param secret string
param text string
param fromBase string
param computed int

resource cache 'Microsoft.Cache/redis@2023-08-01' = if (on) {
  name: name
  location: 'westeurope'
  tags: tags
  properties: {
    sku: size
    list: list
    secret: secret
    text: text
    fromBase: fromBase
    computed: computed
  }
}
