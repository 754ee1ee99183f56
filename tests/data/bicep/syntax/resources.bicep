resource a 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'a'
}
resource b 'Microsoft.Storage/storageAccounts@2023-01-01' = if (true) {
  name: 'b'
}
resource c 'Microsoft.Storage/storageAccounts@2023-01-01' =
  // comment
  if (true)
  {
  name: 'c'
}
resource d 'Microsoft.Storage/storageAccounts@2023-01-01' = [for i in range(0, 2): {
  name: 'd${i}'
}]
resource e 'Microsoft.Storage/storageAccounts@2023-01-01' = [for (x, i) in [1]: if (x > 0) {
  name: 'e${i}'
}]
resource f 'Microsoft.Storage/storageAccounts@2023-01-01' existing = {
  name: 'f'
}
resource g 'Microsoft.Storage/storageAccounts@2023-01-01' existing = [for i in range(0, 2): {
  name: 'g${i}'
}]
resource h 'Microsoft.Storage/storageAccounts@2023-01-01' existing = if (true) {
  name: 'h'
}
@batchSize(1)
resource i 'Microsoft.Storage/storageAccounts@2023-01-01' = [for x in [1]: {
  name: 'i'
  dependsOn: [
    a, b
    c
  ]
}]
resource j 'Microsoft.Network/virtualNetworks@2023-04-01' = {
  name: 'j'
  resource sub 'subnets' = {
    name: 's'
    @description('x')
    resource subsub 'foo@2020-01-01' = if (true) {
      name: 't'
    }
  }
  @batchSize(2)
  resource subs 'subnets' = [for x in [1]: {
    name: 'u${x}'
  }]
  resource ex 'subnets' existing = {
    name: 'v'
  }
  properties: {
    a: 1
  }
}
#disable-next-line no-unused-params
@onlyIfNotExists()
resource k 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'k'
}
@retryOn(['ResourceNotFound'], 3)
@waitUntil(x => x.properties.provisioningState == 'Succeeded', 'PT1M')
resource l 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'l'
}
module m 'm.bicep' = {
}
module m1 './m.bicep'= {
  name: 'x'
}
module m2 'br/public:avm/res/cache/redis:0.1.0' = {
  params: { a: 1 }
}
module m3 'ts/alias:spec:1' = if (true) {
  name: 'm3'
  scope: resourceGroup('x')
}
@batchSize(1)
module m4 'm.bicep' = [for (module, index) in [1]: if (module == 1) {
  name: 'm4-${index}'
  params: {
    x: module
  }
}]
module m5 'm.bicep' = [for i in range(0, 2): {
  scope: subscription()
  params: {}
}]
output o1 string = a.id
output o2 array = [for i in range(0, 2): d[i].id]
output o3 string? = b.?properties.x
@secure()
output o4 string = 'x'
output o5 { a: string } = { a: 'x' }
output o6 resource 'Microsoft.Storage/storageAccounts@2023-01-01' = a
output o7 string[] = map(d, x => x.id)
output o8 bool = j::sub::subsub.id == ''
output o9 string = j::subs[0].name
output o10 resourceOutput<'Microsoft.Storage/storageAccounts@2023-01-01'>.properties.primaryEndpoints = a.properties.primaryEndpoints
