param name string
param zones string[]
param peer string?
resource cache 'Microsoft.Cache/redis@2023-08-01' = {
  name: name
  zones: empty(zones) ? null : zones
  tags: peer == null ? {} : { peer: peer! }
}
output id string = cache.id
output name string = cache.name
output zones array = cache.?zones ?? []
