using 'main.bicep'
extends './base.bicepparam'
import { defaults, join } from 'lib.bicep'
@description('not allowed by all versions, read all the same')
param name = join('redis', 'prod')
param size = base.size + 1
param tags = { ...base.tags, env: 'prod' }
param secret = az.getSecret('00000000-0000-0000-0000-000000000000', 'rg', 'kv', 'rdb')
param nested = defaults
param fromEnv = readEnvironmentVariable('REGION', 'westeurope')
param optional = null
var unused = [for i in range(0, 2): i]
