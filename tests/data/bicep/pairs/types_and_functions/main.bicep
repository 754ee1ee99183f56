import { cacheType, displayName, defaults } from 'shared.bicep'
import * as shared from 'shared.bicep'

param cache cacheType = {
  name: 'x'
  size: 'large'
}
param more cacheType[]?
param required cacheType
param mode 'a' | 'b'?
@secure()
param secret object

func double(value int) int => value * 2

var merged = { ...defaults, ...cache, list: [ ...(more ?? []), cache ] }

resource redis 'Microsoft.Cache/redis@2023-08-01' = {
  name: displayName(cache.name, 'weu')
  location: 'westeurope'
  tags: cache.?tags
  zones: cache.?zones ?? [ '1' ]
  properties: {
    merged: merged
    size: double(3)
    label: shared.label
    owner: cache.?owner.name
    required: required.name
    requiredSize: required.size
    requiredTags: required.?tags
    mode: mode
    secret: secret.value
    last: [ 1, 2, 3 ][^1]
  }
}

output size object = shared.sizes[cache.size]
output name string = redis.name
