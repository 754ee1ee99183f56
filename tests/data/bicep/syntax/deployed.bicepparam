using 'br/public:avm/res/x:1.0.0' with {
  mode: 'stack'
  scope: 'x'
}
param a = null
