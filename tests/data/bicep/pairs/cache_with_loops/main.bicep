@description('Location of everything')
param location string = resourceGroup().location

@minLength(1)
param prefix string = 'shop'

@allowed([
  'Basic'
  'Standard'
  'Premium'
])
param sku string = 'Premium'

param caches array = [
  {
    name: 'front'
    capacity: 1
    rules: [
      { name: 'office', range: [ '10.1.0.0', '10.1.0.255' ] }
      { name: 'vpn', range: [ '10.2.0.0', '10.2.0.255' ] }
    ]
  }
  {
    name: 'back'
    capacity: 2
    rules: []
  }
]

@secure()
param adminKey string

var family = sku == 'Premium' ? 'P' : 'C'
var suffix = uniqueString(resourceGroup().id, prefix)
var capacities = [for (c, i) in caches: {
  index: i
  name: '${prefix}-${c.name}'
  size: c.capacity * 2
}]
var tags = union({ app: prefix }, empty(suffix) ? {} : { hash: take(suffix, 4) })

resource redis 'Microsoft.Cache/redis@2023-08-01' = [for (c, i) in caches: if (c.capacity > 0) {
  name: toLower('${prefix}-${c.name}-${suffix}')
  location: location
  tags: tags
  properties: {
    enableNonSslPort: false
    minimumTlsVersion: '1.2'
    sku: {
      name: sku
      family: family
      capacity: c.capacity
    }
    redisConfiguration: {
      'maxmemory-policy': 'allkeys-lru'
      'rdb-backup-enabled': i == 0 ? 'true' : 'false'
    }
  }
}]

resource rules 'Microsoft.Cache/redis/firewallRules@2023-08-01' = [for (r, i) in caches[0].rules: {
  parent: redis[0]
  name: r.name
  properties: {
    startIP: r.range[0]
    endIP: r.range[1]
  }
}]

resource profile 'Microsoft.Cdn/profiles@2021-06-01' = {
  name: 'p-${suffix}'
  location: 'global'
  sku: { name: 'Standard_Microsoft' }
  properties: {
    hosts: [for (c, i) in caches: {
      host: redis[i].properties.hostName
      id: redis[i].id
      tls: redis[i].properties.minimumTlsVersion
      ports: [for p in range(0, 2): p + i]
    }]
    key: adminKey
    keys: redis[0].listKeys().primaryKey
    sizes: capacities
    total: reduce(map(capacities, c => c.size), 0, (a, b) => a + b)
  }
}

output ids array = [for (c, i) in caches: {
  name: redis[i].name
  id: redis[i].id
}]
output first string = redis[0].properties.hostName
output sorted array = sort(map(caches, c => c.name), (a, b) => a < b)
output object object = toObject(caches, c => c.name, c => c.capacity)
output all bool = !contains(prefix, 'x') && length(caches) == 2 || false
