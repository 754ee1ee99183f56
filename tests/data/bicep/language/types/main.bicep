// Types of every form, and a cache that uses them.
targetScope = 'resourceGroup'
metadata description = 'types'
metadata owner = { team: 'data', contacts: [ 'a@b.example' ] }

@description('Which size')
@export()
type sizes = | 'small' | 'medium' | 'large'

type level = 1 | 2 | 3 | -1
type flag = true | false
type mixed = ('a' | 'b')[]
type maybe = string?
type open = {
  @description('a name')
  @minLength(3)
  name: string
  size: sizes?
  'odd-key': int
  *: string
}
@sealed()
type closed = {
  one: int
  two: {
    three: bool
  }
}
type pair = [
  string
  @description('second')
  int
]
type list = pair[]
@discriminator('kind')
type shape = { kind: 'circle', radius: int } | { kind: 'square', side: int } | polygon
type polygon = {
  kind: 'polygon'
  points: [int, int][]
}
type tree = {
  value: int
  left: tree?
  right: tree?
}
type second = pair[1]
type item = list[*]
type rest = open.*
type inner = closed.two.three
type skuOf = resourceInput<'Microsoft.Cache/redis@2024-11-01'>.properties.sku
type outOf = resourceOutput<'Microsoft.Cache/redis@2024-11-01'>.properties?
@secure()
type secret = string
@minValue(0)
@maxValue(6)
type capacity = int

param sku skuOf = {
  name: 'Premium'
  family: 'P'
  capacity: 1
}
param size sizes = 'small'
param levelOf level = -1
param figure shape = { kind: 'circle', radius: 3 }
param figures shape[] = []
param both pair = [ 'a', 2 ]
param optional closed?
param t tree = {
  value: 1
  left: { value: 2, left: null }
}
param cap capacity = size == 'small' ? 1 : 2
@secure()
param key string?
@secure()
param keys object = {}
param anyOf resourceInput<'Microsoft.Cache/redis@2024-11-01'>.properties.redisConfiguration = {}
@allowed([
  'westeurope'
  'northeurope'
])
param location string = 'westeurope'
@sys.description('Deploys a cache')
param deploy bool = true

var area int = figure.kind == 'circle' ? 3 * figure.radius * figure.radius : 0

resource cache 'Microsoft.Cache/redis@2024-11-01' = if (deploy) {
  name: 'redis-${size}-${both[1]}'
  location: location
  tags: {
    area: '${area}'
    level: string(levelOf)
    left: string(t.left!.value)
  }
  properties: {
    sku: union(sku, { capacity: cap })
    enableNonSslPort: false
    minimumTlsVersion: '1.2'
    redisConfiguration: anyOf
    publicNetworkAccess: optional.?two.three ?? false ? 'Enabled' : 'Disabled'
  }
}

output id string = cache.id
output figureKinds array = [for f in figures: f.kind]
output typed open = { name: 'abc', 'odd-key': 1, more: 'x' }
output nothing string? = null
