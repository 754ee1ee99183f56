import { base, join3 } from 'more.bicep'

@export()
var prefix = '${base}-p'

var hidden = 'hidden'

@export()
@description('Settings')
var settings = {
  location: 'westeurope'
  tags: { owner: hidden, prefix: prefix }
}

@export()
func nameFor(kind string, env string) string => join3(prefix, kind, env)

@export()
func versionOf(env string) string => env == 'prod' ? '6' : 'latest'

@export()
type redisSku = {
  name: 'Basic' | 'Standard' | 'Premium'
  family: string
  @minValue(0)
  capacity: int
}
