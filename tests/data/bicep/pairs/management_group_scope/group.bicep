param name string
resource cache 'Microsoft.Cache/redis@2023-08-01' = {
  name: 'redis-${name}'
  location: 'westeurope'
  properties: {
    enableNonSslPort: false
    sku: { name: 'Basic', family: 'C', capacity: 0 }
  }
}
output cacheId string = cache.id
