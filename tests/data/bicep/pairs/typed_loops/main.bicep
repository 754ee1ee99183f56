targetScope = 'resourceGroup'
import { tagsType, makeName, defaults as dflt } from 'shared.bicep'
import * as sh from 'shared.bicep'
@minValue(1)
@maxValue(10)
param count int = 2
param tags tagsType = {}
param kind sh.kindType = 'basic'
param nested {
  name: string
  items: { id: int, label: string? }[]
}? = {
  name: 'n'
  items: [ { id: 1 }, { id: 2, label: 'two' } ]
}
param stamp string = utcNow('yyyy')
param id string = newGuid()
param nullable string?
param choice bool
@allowed([ 'a', 'b' ])
param letter string
var name = makeName('app', kind)
var sizes = dflt.sizes[kind]
var both = sh.join2(name, 'x')
var loopOfLoops = [for i in range(0, count): {
  name: '${name}-${i}'
  labels: [for item in (nested.?items ?? []): item.?label ?? 'item${item.id}']
}]
resource plan 'Microsoft.Web/serverfarms@2023-01-01' = {
  name: '${name}-plan'
  location: resourceGroup().location
  sku: {
    name: sizes.sku
    capacity: count
  }
  tags: union(sh.baseTags, tags)
}
resource sites 'Microsoft.Web/sites@2023-01-01' = [for (app, i) in loopOfLoops: if (i < 5) {
  name: app.name
  location: plan.location
  tags: {
    stamp: stamp
    choice: choice ? 'yes' : 'no'
    letter: letter
    nullable: nullable ?? 'none'
  }
  properties: {
    serverFarmId: plan.id
    labels: app.labels
    first: first(app.labels)
    sizesFromModule: string(sizes)
    uid: id
  }
}]
resource slot 'Microsoft.Web/sites/slots@2023-01-01' = [for i in range(0, count): {
  parent: sites[i]
  name: 'staging'
  location: sites[i].location
  properties: {
    host: sites[i].properties.defaultHostName
  }
}]
resource slotConfig 'Microsoft.Web/sites/slots/config@2023-01-01' = [for i in range(0, count): {
  parent: slot[i]
  name: 'web'
  properties: {
    id: slot[i].id
    site: sites[i].name
  }
}]
resource lock 'Microsoft.Authorization/locks@2020-05-01' = [for i in range(0, count): if (choice) {
  scope: slot[i]
  name: 'lock-${i}'
  properties: {
    level: 'CanNotDelete'
  }
}]
#disable-next-line no-deployments-resources
resource raw 'Microsoft.Resources/deployments@2021-04-01' = {
  name: 'raw'
  properties: {
    mode: 'Incremental'
    expressionEvaluationOptions: {
      scope: 'inner'
    }
    parameters: {
      p: {
        value: name
      }
    }
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      parameters: {
        p: {
          type: 'string'
        }
      }
      resources: [
        {
          type: 'Microsoft.Foo/bar'
          apiVersion: '2020-01-01'
          name: '[parameters(\'p\')]'
          location: '[resourceGroup().location]'
        }
      ]
      outputs: {
        o: {
          type: 'string'
          value: '[concat(parameters(\'p\'), \'-out\')]'
        }
      }
    }
  }
}
output names array = [for i in range(0, count): sites[i].name]
output slotIds array = [for i in range(0, count): slot[i].id]
output cfg string = slotConfig[1].id
output cfgName string = slotConfig[1].name
output both string = both
output sizes object = sizes
output labels array = map(loopOfLoops, l => l.labels)
output rawOut string = raw.properties.outputs.o.value
output locks array = [for i in range(0, count): lock[i].id]
output kind sh.kindType = kind
