@description('Layout: everything the grammar lets one do with lines and comments')
param /* inline */ a string = 'x' // trailing
param b string = 'y'
#disable-diagnostics no-unused-vars
var oneLineObject = {a:1,b:2,}
var emptyObject = {}
var emptyObject2 = {

}
var emptyArray = []
var commented = [
  // nothing yet
  'a' // after
  /* between */ 'b'
  'c', 'd'
]
#restore-diagnostics no-unused-vars
var call = concat(
  'a',
  'b'
)
var call2 = format('{0}-{1}',
  a,
  b)
var paren = (
  1 +
  2
)
var t = a == 'x'
  ? {
    yes: true
  }
  : {
    no: true
  }
var longCondition = a == 'x' &&
  b == 'y' ||
  a == 'z'
var chain = resourceGroup()
  .location
var param = 'a contextual keyword is a name'
var for = 1
var existing = 2
var module = 3
var output = param
var type = 4
var func = 5
var using = 6
@batchSize(1)
@onlyIfNotExists()
resource cache 'Microsoft.Cache/redis@2024-11-01' = [for (
  item, index
) in [
  'one'
  'two'
]: if (longCondition) {
  name: '${item}-${index}'
  location: chain
  properties: {
    sku: {
      name: 'Basic', family: 'C'
      capacity: 0 }
    enableNonSslPort: t.?yes ?? false
  }
}]
