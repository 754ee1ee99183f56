@export()
type cacheType = {
  name: string
  size: sizeType
  tags: { *: string }?
  owner: { name: string }?
  zones: string[]?
}

type sizeType = 'small' | 'large'

@export()
var sizes = {
  small: { capacity: 1 }
  large: { capacity: base * 2 }
}
var base = 4

@export()
var defaults = { minimumTlsVersion: '1.2', name: 'default' }

@export()
var label = 'label-${base}'

@export()
func displayName(name string, region string) string => toLower('${name}-${short(region)}')
func short(region string) string => substring(region, 0, 2)
