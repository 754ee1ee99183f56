param names array = ['a', 'b', 'c']
param rules array = [
  { port: 443, sources: ['10.0.0.0/8', '172.16.0.0/12'] }
  { port: 6380, sources: [] }
]
param objects object = { x: 1, y: 2 }

var plain = [for name in names: 'n-${name}']
var withIndex = [for (name, i) in names: { name: name, index: i }]
var counted = [for i in range(1, 3): i * i]
var items_ = [for item in items(objects): '${item.key}=${item.value}']
var inObject = {
  list: [for name in names: toUpper(name)]
  other: 1
}
var literal = [for x in [1, 2]: x]
var empty_ = [for x in []: x]

@batchSize(2)
resource nsgs 'Microsoft.Network/networkSecurityGroups@2023-04-01' = [for (name, i) in names: if (i != 1) {
  name: 'nsg-${name}-${i}'
  location: 'westeurope'
  properties: {
    securityRules: [for (rule, j) in rules: {
      name: 'rule-${i}-${j}'
      properties: {
        priority: 100 + j
        destinationPortRange: string(rule.port)
        sourceAddressPrefixes: [for source in rule.sources: '${name}|${source}']
      }
    }]
  }
}]

resource keyed 'Microsoft.Network/publicIPAddresses@2023-04-01' = [for item in items(objects): {
  name: 'ip-${item.key}'
  tags: {
    previous: item.value == 1 ? 'none' : nsgs[0].id
  }
}]

resource rulesOf 'Microsoft.Network/networkSecurityGroups/securityRules@2023-04-01' = [for i in range(0, 2): {
  parent: nsgs[i * 2]
  name: 'extra'
  properties: {
    priority: 200 + i
  }
}]

output plain array = plain
output withIndex array = withIndex
output counted array = counted
output items array = items_
output inObject object = inObject
output literal array = literal
output none array = empty_
output direct array = [for (name, i) in names: {
  id: resourceId('Microsoft.Network/networkSecurityGroups', 'nsg-${name}-${i}')
  values: [for rule in rules: rule.port + i]
}]
output ids array = [for i in range(0, 2): keyed[i].id]
output childNames array = [for i in range(0, 2): rulesOf[i].name]
