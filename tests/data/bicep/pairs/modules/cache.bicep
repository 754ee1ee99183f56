param name string
param size int = 1
@secure()
param password string
param location string = resourceGroup().location

resource redis 'Microsoft.Cache/redis@2023-08-01' = {
  name: name
  location: location
  properties: {
    sku: {
      name: 'Basic'
      family: 'C'
      capacity: size
    }
    password: password
  }
}

output name string = redis.name
output id string = redis.id
output size int = size
@secure()
output secret string = redis.listKeys().primaryKey
