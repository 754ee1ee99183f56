param name string
param count int = 1
param extra object?
@secure()
param pw string = ''
param ids string[] = []
param location string = resourceGroup().location
resource st 'Microsoft.Storage/storageAccounts@2023-01-01' = [for i in range(0, count): {
  name: '${name}${i}'
  location: location
  tags: extra.?tags
  properties: {
    ids: ids
  }
}]
output names array = [for i in range(0, count): st[i].name]
output first string = st[0].id
output obj object = { a: { b: name }, loc: st[0].location }
@secure()
output key string = st[0].listKeys().keys[0].value
output maybe string? = extra.?value
