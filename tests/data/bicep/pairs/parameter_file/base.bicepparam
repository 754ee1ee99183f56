using none
param fromBase = 'base'
param tags = {
  base: 'yes'
}
param list = ['base']
