import * as me from 'main.bicep'
import { a, f } from 'b.bicep'
module m 'main.bicep' = [for x in a: { params: { p: x } }]
@export()
var a = [ me.a, f(1), loadYamlContent('c.yaml'), loadJsonContent('d.json', '$.a[0]') ]
@export()
func f(x int) int => f(x) + me.f(x)
@export()
type t = { x: me.t.x?, y: t[*].y | 'z' }
param p t = me
resource r 'A.B/c@1' = { name: r.name, scope: r, parent: r }
output o string = m[0].outputs.?o ?? $'''${'${a}'}'''
