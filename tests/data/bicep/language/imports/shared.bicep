@export()
type sizes = 'small' | 'large'
@export()
var prefix = 'shop'
@export()
var defaults = { tls: minimum, port: false }
var minimum = '1.2'
@export()
@description('The name of a cache')
func cacheName(region string) string => toLower('${prefix}-redis-${short(region)}')
func short(text string) string => length(text) > 8 ? substring(text, 0, 8) : text
