param regions array = ['we', 'ne']
param rules array = [
  { name: 'a', ports: ['1', '2'], on: true }
  { name: 'b', ports: [], on: false }
]
param mode 'x' | 'y' = 'x'
param tagsIn object?
param uid string
type settings = {
  name: string
  @secure()
  key: string
  inner: {
    v: int?
  }?
}
param cfg settings = {
  name: 'n'
  key: 'hush'
}
var regionMap = toObject(regions, r => r, r => { short: toUpper(r), idx: indexOf(regions, r) })
var nested = [for (r, i) in regions: [for (x, j) in rules: {
  id: '${r}-${x.name}-${i}-${j}'
  ports: [for p in x.ports: '${p}${i}${j}']
}]]
var flat = flatten(map(regions, r => map(filter(rules, x => x.on), x => '${r}/${x.name}')))
var identity = empty(uid) ? null : {
  type: 'UserAssigned'
  userAssignedIdentities: {
    '${uid}': {}
  }
}
var ids = reduce(map([uid, 'fixed'], i => { '${i}': {} }), {}, (a, b) => union(a, b))
var merged = union(tagsIn ?? {}, { env: mode })
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-04-01' = [for (region, r) in regions: {
  name: 'nsg-${region}'
  location: region
  tags: merged
  identity: identity
  properties: {
    securityRules: [for (rule, i) in rules: {
      name: '${rule.name}-${r}-${i}'
      properties: {
        destinationPortRanges: [for port in rule.ports: '${port}-${region}-${rule.name}-${i}']
        access: rule.on ? 'Allow' : 'Deny'
        priority: 100 * (r + 1) + i
        sourceAddressPrefixes: map(rule.ports, p => '10.${p}.${r}.0/24')
      }
    }]
    short: regionMap[region].short
    all: nested[r][0].ports
  }
}]
resource web 'Microsoft.Web/sites@2023-01-01' = {
  name: 'web-${uniqueString(resourceGroup().id, mode)}'
  location: regions[0]
  kind: mode == 'x' ? 'app' : 'functionapp'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: ids
  }
  properties: {
    siteConfig: {
      appSettings: concat([
        { name: 'A', value: cfg.name }
        { name: 'B', value: cfg.key }
      ], mode == 'x' ? [ { name: 'C', value: string(cfg.?inner.?v ?? 0) } ] : [])
      connectionStrings: [
        for c in items({ a: 1, b: 2 }): {
          name: c.key
          value: '${c.value}'
        }
      ]
    }
    ...(mode == 'x' ? { extra: true } : { other: false })
  }
  dependsOn: [
    nsg
  ]

  resource config 'config' = {
    name: 'appsettings'
    properties: {
      '${mode}_KEY': 'v'
      NSG: nsg[0].properties.short
      PRI: string(nsg[1].properties.securityRules[0].properties.priority)
    }
  }
  resource slots 'slots' = [for s in ['blue', 'green']: {
    name: s
    location: regions[0]
  }]
}
output flat array = flat
output nested array = nested
output ids object = ids
output slot string = web::slots[1].id
output cfgId string = web::config.id
output rules array = [for (r, i) in regions: {
  name: nsg[i].name
  rules: [for (x, j) in rules: nsg[i].properties.securityRules[j].name]
}]
output identity object? = identity
