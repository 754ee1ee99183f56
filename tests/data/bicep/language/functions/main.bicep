// User-defined functions with typed parameters, and safe dereference everywhere.
type cacheSettings = {
  name: string
  tier: ('Basic' | 'Standard' | 'Premium')?
  rules: { name: string, start: string, end: string }[]?
  network: { subnetId: string?, public: bool? }?
}
param settings cacheSettings[] = [
  { name: 'one', tier: 'Premium', rules: [ { name: 'all', start: '0.0.0.0', end: '255.255.255.255' } ] }
  { name: 'two', network: { public: false } }
  { name: 'three', network: { subnetId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s' }, tier: 'Premium' }
]
func skuOf(tier ('Basic' | 'Standard' | 'Premium')?) { name: string, family: string, capacity: int } => {
  name: tier ?? 'Basic'
  family: tier == 'Premium' ? 'P' : 'C'
  capacity: tier == 'Premium' ? 1 : 0
}
func flat(items array) array => flatten(items)
func rulesOf(s cacheSettings) array => map(s.?rules ?? [], r => { cache: s.name, rule: r })
@description('Twice')
func twice(text string, times int?) string => join(map(range(0, times ?? 2), i => text), '')
var all = flat(map(settings, s => rulesOf(s)))
resource caches 'Microsoft.Cache/redis@2024-11-01' = [for s in settings: {
  name: 'redis-${s.name}-${twice('x', null)}'
  location: 'westeurope'
  properties: {
    sku: skuOf(s.?tier)
    subnetId: s.?network.?subnetId
    publicNetworkAccess: s.?network.?public ?? true ? 'Enabled' : 'Disabled'
  }
}]
resource rules 'Microsoft.Cache/redis/firewallRules@2024-11-01' = [for item in all: {
  name: 'redis-${item.cache}-xx/${item.rule.name}'
  properties: { startIP: item.rule.start, endIP: item.rule.end }
  dependsOn: caches
}]
output subnets array = [for (s, i) in settings: caches[i].properties.?subnetId ?? 'none']
output cond string? = settings[?7].?network.?subnetId
