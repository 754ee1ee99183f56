targetScope = 'managementGroup'
output name string = managementGroup().name
