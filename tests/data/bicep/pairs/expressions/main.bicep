
param s string = 'abc'
param n int = 3
param u string
param ub bool
param ua array
param uo object
param opt string?
param optObj { a: string?, b: { c: int? }? }?
param list array = ['x', 'y', 'z']
param objs array = [{ name: 'n1', v: 1, tags: ['a'] }, { name: 'n2', v: 2 }]
param o object = { a: 1, b: { c: [10, 20] } }
@secure()
param secret string = 'pw'
func twice(x int) int => x * 2
func greet(a string, b string?) string => '${a}-${b ?? 'none'}-${twice(2)}'
var v = { k: 'val', deep: [ { q: 'r' } ] }
var loopv = [for (x, i) in list: { n: x, i: i }]
var rt = sa.properties.primaryEndpoints
resource sa 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'sa${s}'
  location: 'westeurope'
  sku: { name: 'Standard_LRS' }
  properties: { accessTier: 'Hot', nested: { list: [1, 2, 3] } }
  resource blob 'blobServices' = {
    name: 'default'
    properties: { x: 1 }
    resource cont 'containers' = {
      name: 'c1'
    }
  }
}
resource maybe 'Microsoft.Storage/storageAccounts@2023-01-01' = if (ub) {
  name: 'maybe'
  location: 'x'
  properties: { accessTier: 'Cool' }
}
resource never 'Microsoft.Storage/storageAccounts@2023-01-01' = if (n == 4) {
  name: 'never'
  properties: { accessTier: 'Cool' }
}
resource many 'Microsoft.Network/publicIPAddresses@2023-04-01' = [for (x, i) in list: {
  name: 'ip-${x}-${i}'
  location: x
  properties: { idx: i }
}]
resource ext 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'kv'
  scope: resourceGroup('22222222-2222-2222-2222-222222222222', 'kvrg')
  resource sec 'secrets' existing = {
    name: 'sec'
  }
}

resource values 'Test.Values/values@2024-01-01' = {
  name: 'values'
  properties: {
    v1: u ?? 'd'
    v2: opt ?? 'd'
    v3: optObj.?a ?? 'd'
    v4: optObj.?b.c ?? 7
    v5: optObj.?b.?c ?? 7
    v6: o.?b.c[1]
    v7: o.b.c[?5] ?? 'none'
    v8: o.b.c[^1]
    v9: o.b.c[?^3] ?? 0
    v10: o['b']['c'][0]
    v11: o.?b.?c[?0]
    v12: list[n - 1]
    v13: -n
    v14: !ub
    v15: ub ? 1 : 2
    v16: u == 'a' || n == 3
    v17: u == 'a' && n == 3
    v18: u =~ 'A'
    v19: s =~ 'ABC'
    v20: s !~ 'ABC'
    v21: s != 'x'
    v22: n / 2 + n % 2 * 4 - 1
    v23: n > 2 && n <= 3
    v24: '${u}-${s}'
    v25: '{${n}}'
    v26: '[${s}]'
    v27: '${ub}${true}${n}'
    v28: '${list}'
    v29: string(o)
    v30: [...list, 'w', ...ua]
    v31: [...list, 'w']
    v32: { ...o, z: 1 }
    v33: { a: 5, ...o }
    v34: { ...uo, z: 1 }
    v35: union(o, { b: { d: 1 } })
    v36: map(list, x => '${x}!')
    v37: map(list, (x, i) => '${x}${i}')
    v38: filter(objs, o => o.v > 1)
    v39: reduce(objs, 0, (a, b) => a + b.v)
    v40: sort(list, (a, b) => a > b)
    v41: toObject(objs, o => o.name, o => o.v)
    v42: groupBy(objs, o => o.name)
    v43: mapValues(o, x => string(x))
    v44: map(objs, o => map(list, l => '${o.name}${l}'))
    v45: map(objs, o => o.?tags ?? [])
    v46: map(ua, x => x.name)
    v47: items(o)
    v48: objectKeys(o)
    v49: loopv
    v50: loopv[1].n
    v51: v.deep[0].q
    v52: twice(n)
    v53: greet(s, null)
    v54: greet(u, 'b')
    v55: sa.id
    v56: sa.name
    v57: sa.type
    v58: sa.apiVersion
    v59: sa.location
    v60: sa.sku.name
    v61: sa.properties.accessTier
    v62: sa.properties.nested.list[1]
    v63: sa.properties.primaryEndpoints.blob
    v64: sa.?properties.?foo ?? 'd'
    v65: sa.tags
    v66: sa.?tags
    v67: sa.?identity.?principalId ?? ''
    v68: sa['properties']['accessTier']
    v69: rt.blob
    v70: sa::blob.id
    v71: sa::blob::cont.id
    v72: sa::blob::cont.name
    v73: sa::blob.properties.x
    v74: sa.listKeys().keys[0].value
    v75: sa.listKeys('2020-01-01').keys[0].value
    v76: listKeys(sa.id, '2021-01-01').keys
    v77: reference(sa.id).accessTier
    v78: reference(sa.id, '2023-01-01', 'Full').location
    v79: ub ? maybe.id : ''
    v80: ub ? maybe.properties.accessTier : 'no'
    v81: ub ? maybe!.location : 'no'
    v82: maybe.?properties.accessTier ?? 'no'
    v83: maybe.?location ?? 'no'
    v84: maybe.?id
    v85: never.?properties.accessTier ?? 'no'
    v86: n == 4 ? never.properties.accessTier : 'no'
    v87: many[0].id
    v88: many[n - 1].name
    v89: many[1].properties.idx
    v90: many[n - 2].location
    v91: map(many, m => m.properties.idx)
    v92: map(many, m => m.id)
    v93: length(many)
    v94: ext.id
    v95: ext.properties.vaultUri
    v96: ext::sec.id
    v97: ext::sec.properties.secretUri
    v98: ext.location
    v99: secret
    v100: 'x${secret}'
    v101: resourceGroup().location
    v102: az.resourceGroup().id
    v103: subscription().displayName
    v104: tenant().tenantId
    v105: deployment().name
    v106: deployment().properties.mode
    v107: deployment().properties.templateLink.uri
    v108: environment().suffixes.storage
    v109: environment().suffixes.keyvaultDns
    v110: deployer().objectId
    v111: guid(sa.id, 'x')
    v112: uniqueString(resourceGroup().id)
    v113: json('{"a": 1}').a
    v114: json(u)
    v115: nameof(sa)
    v116: nameof(o.a)
    v117: any(n)
    v118: contains(list, 'x') ? 'y' : 'n'
    v119: empty(opt)
    v120: empty(u)
    v121: first(list)
    v122: last(split(sa.id, '/'))
    v123: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'x')
    v124: resourceId('other', 'Microsoft.Web/sites', 'a')
    v125: extensionResourceId(sa.id, 'Microsoft.Authorization/locks', 'l')
    v126: managementGroupResourceId('Microsoft.Authorization/policyDefinitions', 'l')
    v127: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'l')
    v128: pickZones('Microsoft.Compute', 'virtualMachines', 'westeurope')
    v129: toLogicalZone(subscription().subscriptionId, 'westeurope', 'z')
    v130: roleDefinitions('Contributor').id
    v131: cidrSubnet('10.0.0.0/16', 24, n)
    v132: split(u, ',')[0]
    v133: length(ua)
    v134: ua[0].x.y
    v135: uo.a.b
    v136: uo.?a.?b
    v137: !empty(uo) ? uo.a : null
    v138: 2147483648 * 2
    v139: -2147483649
    v140: 9223372036854775807
    v141: -9223372036854775808
    v142: [
  1
  -2
]
    v143: [
  sa.properties.accessTier
  u
]
    v144: {
  '${s}': 1
  '${u}': 2
}
    v145: ub ? { '${u}': 1 } : { a: { '${u}': 2 } }
    v146: n == 3 ? { '${u}': 1, b: 2 } : {}
    v147: buildUri({ scheme: 'https', host: 'x' })
    v148: parseCidr('10.0.0.0/24').firstUsable
    v149: dateTimeAdd('2020-01-01T00:00:00Z', 'P1D')
    v150: loopv[?9].n ?? 'z'
    v151: objs[0].tags[?4] ?? 'q'
    v152: (ub ? objs[0] : objs[1]).name
    v153: (opt ?? s)
    v154: sa.properties
    v155: sys.length(list)
    v156: providers('Microsoft.Web').namespace
    v157: max(1, n)
  }
}
