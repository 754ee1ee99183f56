param dogs array = [
  { name: 'Evie', age: 5, interests: ['Ball', 'Frisbee'] }
  { name: 'Casper', age: 3, interests: ['Other dogs'] }
  { name: 'Indy', age: 2, interests: ['Butter'] }
  { name: 'Kira', age: 8, interests: ['Rubs'] }
]
param factor int = 10

var names = map(dogs, dog => dog.name)
var indexed = map(names, (name, i) => '${i}-${name}')
var old = filter(dogs, dog => dog.age >= 5)
var alternate = filter(dogs, (dog, i) => i % 2 == 0)
var total = reduce(dogs, 0, (sum, dog) => sum + dog.age)
var positions = reduce(names, '', (text, name, i) => '${text}${i}')
var byAge = sort(dogs, (a, b) => a.age < b.age)
var object = toObject(dogs, dog => dog.name)
var ages = toObject(dogs, dog => dog.name, dog => dog.age * factor)
var groups = groupBy(dogs, dog => string(length(dog.interests)))
var upper = mapValues(ages, age => age + 1)
var nested = map(range(0, 2), i => map(range(0, 2), j => '${i}${j}'))
var constant = map(range(0, 2), () => 'x')
var bracketed = map(range(0, 2), (i) => {
  number: i
  'key${i}': [i, factor]
})
var inside = [for dog in dogs: map(dog.interests, interest => '${dog.name}: ${interest}')]
var flat = flatten(map(dogs, dog => dog.interests))
var found = first(filter(dogs, dog => contains(dog.interests, 'Butter'))).name
var missing = map(dogs, dog => dog.?owner ?? 'none')
var spread = map(dogs, dog => { ...dog, age: dog.age + 1 })

output all object = {
  names: names
  indexed: indexed
  old: old
  alternate: alternate
  total: total
  positions: positions
  byAge: map(byAge, dog => dog.name)
  object: object.Indy.age
  ages: ages
  groups: objectKeys(groups)
  upper: upper
  nested: nested
  constant: constant
  bracketed: bracketed
  inside: inside
  flat: flat
  found: found
  missing: missing
  spread: spread
}
