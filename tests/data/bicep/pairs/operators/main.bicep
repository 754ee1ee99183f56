param a int = 7
param b int = 2
param s string = 'Abc'
param on bool = true
param nothing string?
param missing object?

output numbers array = [
  a + b * 2
  (a + b) * 2
  a - b - 1
  a / b
  a % b
  -a
  -(a - b)
  - -3
  10 - -2
  -2147483649
  9223372036854775807
]
output comparisons array = [
  a < b
  a <= 7
  a > b
  a >= 8
  a == 7
  a != 7
  s == 'abc'
  s =~ 'abc'
  s != 'abc'
  s !~ 'abc'
  'a' < 'b'
  on == true
  null == nothing
  [1, 2] == [1, 2]
  { x: 1 } == { x: 1 }
]
output logic array = [
  on && a > b
  on || a < b
  !on
  !!on
  !(a > b) || on && b > a
  a > b && b > a || on
  on == true && s != ''
  on ? false || true : true
]
output choices array = [
  nothing ?? 'fallback'
  nothing ?? missing.?x ?? 'third'
  on ? 'yes' : 'no'
  !on ? 'yes' : a > b ? 'else yes' : 'else no'
  on
    ? a < b ? 1 : 2
    : 3
  (on ? { v: 1 } : { v: 2 }).v
  on && a > b ? 'x' : 'y'
  nothing == null ? 'null' : 'set'
  (nothing ?? 'A') == 'A'
]
output mixed bool = a + b > 8 == on && s =~ 'ABC' || false
