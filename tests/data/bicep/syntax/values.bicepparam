using './main.bicep'
param a = 'x'
param b = {
  c: 1
}
var v = 'x'
param d = '${v}-y'
param e = readEnvironmentVariable('X', 'default')
param f = az.getSecret('s', 'r', 'k', 'n')
param g = az.getSecret('s', 'r', 'k', 'n', 'v')
import * as s from 'shared.bicep'
import { x } from 'shared.bicep'
param h = externalInput('sys.cli', 'x')
param i = readCliArg('x')
param j = [for x in [1]: x]
extensionConfig k8s with {
  a: 'b'
}
type t = string
func f2(a string) string => a
