param who string = 'world'
param items array = [1, true, 'x', null, { a: [1] }]

var escapes = 'it\'s a \\ back, a tab\t, \$ and \${who}, \u{41}\u{1F600}'
var bracketed = '[not an expression]'
var doubled = '[[not one either]'
var half = '[half'
var multi = '''
first 'quoted' ''twice''
  ${who} stays'''
var crlf = 'a\r\nb'
var none = ''''''
var quotes = ''''''''
var hole = 'hello ${who}'
var alone = '${who}'
var braces = '{0} {{x}} ${who} }'
var nested = 'a${'b${'c${who}'}'}d'
var inHole = 'x${{ a: 'y' }.a}z${[1, 2][1]}'
var interpolated = $'''
one $ two ${who}
three'''
var twice = $$'''no ${who} but $${who} and $$$${who}'''
var typed = '${1}|${true}|${null}|${items}|${{ k: 'v' }}'
var key = {
  '${who}-key': 1
  'quoted key': 2
  'it\'s': 3
  '[x]': 4
  plain: 5
}

output all object = {
  escapes: escapes
  bracketed: bracketed
  doubled: doubled
  half: half
  multi: multi
  crlf: crlf
  none: none
  quotes: quotes
  hole: hole
  alone: alone
  braces: braces
  nested: nested
  inHole: inHole
  interpolated: interpolated
  twice: twice
  typed: typed
  key: key
}
