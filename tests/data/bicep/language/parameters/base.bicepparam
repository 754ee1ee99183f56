using none
var team = 'data'
param name = 'redis-base'
param size = 1
param tags = { team: team, env: 'base' }
param list = [ 'a' ]
