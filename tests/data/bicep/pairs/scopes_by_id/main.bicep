targetScope = 'subscription'
param rgName string = 'rg1'
param unknownRg string
param location string = deployment().location
resource rg 'Microsoft.Resources/resourceGroups@2021-04-01' = {
  name: rgName
  location: location
}
resource rgs 'Microsoft.Resources/resourceGroups@2021-04-01' = [for i in range(0, 2): {
  name: 'rgs${i}'
  location: location
}]
module inRg 'inner.bicep' = {
  name: 'inRg'
  scope: rg
  params: { name: 'a' }
}
module inLoop 'inner.bicep' = [for i in range(0, 2): {
  name: 'inLoop${i}'
  scope: rgs[i]
  params: { name: 'l${i}', location: rgs[i].location }
}]
module inUnknown 'inner.bicep' = {
  name: 'inUnknown'
  scope: resourceGroup(unknownRg)
  params: { name: inRg.outputs.rg }
}
module inOther 'inner.bicep' = {
  name: 'inOther'
  scope: resourceGroup('11111111-1111-1111-1111-111111111111', 'o')
  params: { name: 'o' }
}
module inSub 'subm.bicep' = {
  name: 'inSub'
}
module inOtherSub 'subm.bicep' = {
  name: 'inOtherSub'
  scope: subscription('22222222-2222-2222-2222-222222222222')
}
module inMg 'mg.bicep' = {
  name: 'inMg'
  scope: managementGroup('themg')
}
module inTenant 'tenant.bicep' = {
  name: 'inTenant'
  scope: tenant()
}
output a string = inRg.outputs.id
output b array = [for i in range(0, 2): inLoop[i].outputs.id]
output c string = inUnknown.outputs.id
output d string = inOther.outputs.id
output e string = inSub.outputs.id
output f string = inOtherSub.outputs.id
output g string = inMg.outputs.id
output h string = inTenant.outputs.id
output i string = rg.id
output j string = rgs[1].name
output k object = rg.tags
