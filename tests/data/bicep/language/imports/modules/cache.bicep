import { sizes } from '../shared.bicep'
param name string
param location string
param size sizes
param config { tls: string, port: bool }
func capacityOf(s sizes) int => s == 'small' ? 1 : 3
resource cache 'Microsoft.Cache/redis@2024-11-01' = {
  name: name
  location: location
  properties: {
    sku: { name: 'Premium', family: 'P', capacity: capacityOf(size) }
    minimumTlsVersion: config.tls
    enableNonSslPort: config.port
  }
}
output id string = cache.id
output name string = cache.name
output info object = { name: cache.name, host: cache.properties.hostName }
@secure()
output key string = cache.listKeys().primaryKey
