import { prefix, settings as defaults, nameFor, redisSku } from 'shared/names.bicep'
import * as shared from 'shared/names.bicep'
import { unrelated } from 'shared/more.bicep'

param env 'dev' | 'prod' = 'dev'
param sku redisSku = { name: 'Premium', family: 'P', capacity: 1 }
param list shared.redisSku[]?

func local(a string, b int) string => '${a}/${b + 1}'
func twice(a string) string => '${local(a, 1)}${local(a, 2)}'
func pick(flags { on: bool, label: string? }) string => flags.on ? flags.?label ?? 'on' : 'off'
func mapped(values array) array => map(values, v => '${prefix}-${v}')

resource cache 'Microsoft.Cache/redis@2023-08-01' = {
  name: nameFor('redis', env)
  location: defaults.location
  tags: union(shared.settings.tags, { unrelated: unrelated })
  properties: {
    sku: sku
    redisVersion: shared.versionOf(env)
  }
}

output values array = [
  local('x', 1)
  twice('y')
  pick({ on: true })
  pick({ on: true, label: 'l' })
  pick({ on: false })
  shared.nameFor('a', 'b')
  shared.prefix
  defaults.tags.owner
]
output mapped array = mapped(['1', '2'])
output extra array = [for item in list ?? []: item.name]
