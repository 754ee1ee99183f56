using none
extends './base.bicepparam'
param a = base.a
param b = {
  ...base.b
  c: 1
}
