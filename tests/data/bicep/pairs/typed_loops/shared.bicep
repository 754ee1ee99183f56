@export()
type tagsType = {
  *: string
}
@export()
type kindType = 'basic' | 'big'
var prefix = 'pre'
@export()
var baseTags = {
  owner: '${prefix}-team'
}
@export()
var defaults = {
  sizes: {
    basic: { sku: 'B1' }
    big: { sku: 'P1v3' }
  }
}
@export()
func join2(a string, b string) string => '${a}${sep()}${b}'
func sep() string => '-'
@export()
func makeName(base string, k kindType) string => toLower('${prefix}-${base}-${k}')
