using 'main.bicep'

import { defaults } from 'shared.bicep'

var owner = 'team-${defaults.name}'

param cache = {
  name: 'Given'
  size: 'small'
  owner: { name: owner }
}
param required = { ...cache, tags: { a: owner } }
param mode = readEnvironmentVariable('NO_SUCH_VARIABLE', 'b')
