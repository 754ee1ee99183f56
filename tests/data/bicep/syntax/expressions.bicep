param p bool = true
param q bool = false
var tern = p ? 'a' : 'b'
var tern2 = p
  ? 'a'
  : 'b'
var tern3 = p ?
  'a' :
  'b'
var tern4 = p ? q ? 1 : 2 : 3
var tern5 = p
  ? q
      ? 1
      : 2
  : (q ? 3 : 4)
var tern6 = p ? {
  a: 1
} : {
  b: 2
}
var tern7 = p // comment
  ? /* c */ [ 1 ]
  // another
  : [
      2
    ]
var pfx = -1
var pfx2 = !(p && q)
var pfx3 = !p
var pfx4 = - 1
var bin = 1 + 2 * 3 - 4 / 2 % 5
var bin2 = p && q || !p
var bin3 = (p
  && q
  || p)
var bin4 = p &&
  q
var bin5 = 'a' == 'b' != true
var bin6 = 'a' =~ 'B'
var bin7 = 'a' !~ 'B'
var bin8 = null ?? 'x' ?? 'y'
var bin9 = (1 < 2) && 3 >= 4
var call = concat('a', 'b')
var call2 = concat(
  'a',
  'b'
)
var call3 = union(
  { a: 1 },
  { b: 2 }
)
var call4 = format('{0}', 
  'x')
var call5 = concat( 'a'
, 'b'
)
var call6 = empty([
])
var call7 = contains([
  'a'
  'b'
], 'a') ? 1 : 2
var idx = [1, 2][0]
var idx2 = { a: { b: [ 1 ] } }.a.b[0]
var idx3 = { a: 1 }['a']
var idx4 = [1,2,3][^1]
var idx5 = [1][?0]
var idx6 = [1][?^1]
var sd = {a: 1}.?b
var sd2 = {a: 1}.?b.c.?d[?0]!.e
var sd3 = ({}.?b)!
var nn = {a: null}.a!
var nn2 = {a: null}.a!.b
var nn3 = !{a: true}.a!
var interp = 'a${1}b'
var interp2 = '${'nested ${'deep ${1}'}'}'
var interp3 = 'a ${
  1 + 2
} b'
var interp4 = '${{ a: 'x' }.a}'
var interp5 = '${[1, 2][0]}'
var interp6 = '\${not} \' \\ \n \r \t \u{1F600} \u{41}'
var interp7 = '${map([1], x => { a: x })[0].a}'
var interp8 = '''${x}'''
var ml = '''
a
  b '' '
'''
var ml2 = ''''quoted''''
var ml3 = ''''''
var ml4 = '''
'''
var ml5 = $'''
x ${p} $${q} '${1}'
'''
var ml6 = $$'''
${no} $${p} $$${q}
'''
var ml7 = $'''${'''inner'''}'''
var ml8 = $'''
${{
  a: 1
}.a}
'''
var arr = [ 1, 2, 3 ]
var arr2 = [ 1, 2
3 ]
var arr3 = [
  1,
  2,
  3,
]
var arr4 = [

  1

  // c

  2
]
var arr5 = [[1], [2, [3]]]
var arr6 = [ { a: 1 }, { b: 2 } ]
var arr7 = [
  ...arr
  4
  ...[5, 6]
]
var arr8 = [...arr, ...arr2]
var arr9 = [
  -1
  -2
  !true
  (1)
  [ 2 ]
  (p ? 1 : 2)
  p
    ? 1
    : 2
  'a'
  '''b'''
]
var obj = { a: 1, b: 2 }
var obj2 = { a: 1
  b: 2, c: 3 }
var obj3 = {
  a: 1,
  b: 2,
}
var obj4 = {
  ...obj
  c: 3
  ...{ d: 4 }
}
var obj5 = { ...obj, c: 3 }
var obj6 = {

  a: 1

  /* c */ b: 2 // d

}
var obj7 = {}
var obj8 = { 
}
var obj9 = {
  'x': 1
  'y-${p}': 2
  '''z''': 3
}
var loop = [for i in range(0, 3): i]
var loop2 = [for (x, i) in arr: {
  a: x
  b: i
}]
var loop3 = [ for x in arr : x ]
var loop4 = [
  for x in arr: {
    a: x
  }
]
var loop5 = [for x in arr:
  x
]
var loop6 = [for x in [
  'a'
  'b'
]: x]
var loop7 = [for x in (p ? arr : []): (x)]
var loop8 = [for x in (arr ?? []): [for y in arr: y]]
var lam = map(arr, x => x + 1)
var lam2 = filter(arr, (x) => x > 1)
var lam3 = reduce(arr, 0, (a, b) => a + b)
var lam4 = sort(arr, (a, b) => a < b)
var lam5 = toObject(arr, x => 'k${x}', x => {
  v: x
})
var lam6 = map(arr, x => map(arr, y => x + y))
var lam7 = map(
  arr,
  x => {
    a: x
  }
)
var lam8 = reduce(arr, {}, (cur, next, i) => union(cur, { '${i}': next }))
var lam9 = mapValues(obj, v => v)
var lam10 = groupBy(arr, x => 'g')
var lam11 = map(arr, (x, i) => x * i)
var lam12 = filter(items(obj), i => i.value == 1)
var lam13 = map(arr, () => 1)
var ns = az.resourceGroup().location
var ns2 = sys.concat('a', 'b')
var paren = (
  1
  + 2
)
var paren2 = (((((1)))))
var dots = arr
  .foo
  .?bar
var withComment = 1 /* a */ + /* b */ 2 // c
var big = 9223372036854775807
var nl =   true
var emptyStr = ''
var dollar = '$'
var dollar2 = 'a$b$$ {x} $ {'
var brace = '{}}{'
