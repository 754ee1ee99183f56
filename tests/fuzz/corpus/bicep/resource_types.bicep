// a: &x [1, !!str 2, *x]
var y = loadYamlContent('y.yaml')
var z = y['// a'][?0]
param r resource 'A.B/c@2020-01-01'
param n resource 'A.B/c@2020-01-01'?
module m 'm.bicep' = {
  name: r.name
  params: { r: r, n: n ?? r }
}
output r resource 'A.B/c@2020-01-01' = z == 1 ? m.outputs.r : r
output n string = m.outputs.r.id
output o object = { a: r.properties.x, b: n.?tags.y, c: r.listKeys().k, d: r }
