// A parameters file with `using` and `extends`, and everything it can hold.
param name string
param size int
param tags object
@secure()
param secret string
param list string[]
param nested { a: int, b: { c: string } }
param fromEnv string
param optional string?
resource cache 'Microsoft.Cache/redis@2024-11-01' = {
  name: name
  location: 'westeurope'
  tags: tags
  properties: {
    sku: { name: 'Premium', family: 'P', capacity: size }
    enableNonSslPort: length(list) > 5
    redisConfiguration: { 'maxmemory-policy': nested.b.c, 'rdb-storage-connection-string': secret }
    replicasPerMaster: nested.a
    redisVersion: optional
  }
}
