@export()
var defaults = { a: 1, b: { c: 'allkeys-lru' } }
@export()
func join(a string, b string) string => '${a}-${b}'
