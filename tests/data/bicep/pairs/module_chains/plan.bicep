param name string
param location string = resourceGroup().location
resource plan 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: name
  location: location
}
output upper string = toUpper(plan.name)
