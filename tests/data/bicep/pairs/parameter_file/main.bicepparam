using './main.bicep'
extends 'base.bicepparam'

import { company, label } from 'shared.bicep'

var env = 'prod'
var sizes = {
  prod: { name: 'Premium', capacity: 2 }
  dev: { name: 'Basic', capacity: 0 }
}

param name = label('redis-${env}')
param tags = union(base.tags, { company: company })
param size = sizes[env]
param list = [...base.list, ...map(range(0, 2), i => '${env}${i}')]
param on = true
param secret = getSecret('33333333-3333-3333-3333-333333333333', 'rg', 'kv', 'name')
param text = '''
[literal] text'''
param computed = length(list) + 1
