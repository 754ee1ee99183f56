param settings object = {
  items: [ { id: 1, tag: 'a' }, { id: 2 } ]
  map: { first: { value: 'x' }, 'second-key': { value: 'y' } }
}
param text string = 'Hello'
param numbers int[] = [ 5, 3, 9 ]

var multi = '''
  first "line"
  ${not} an interpolation 'quoted' ''''
var interpolated = $'''a ${text} b'''
var json = loadJsonContent('data.json')
var picked = loadJsonContent('data.json', '$.list[1].name')
var yaml = loadYamlContent('data.yaml')
var script = loadTextContent('script.txt')
var encoded = loadFileAsBase64('script.txt')
var condition = text =~ 'HELLO' && text != 'x' ? (length(numbers) > 2 ? 'many' : 'few') : 'no'
var negative = -numbers[0] + 7 % 4 - -2
var keyed = { '${text}-key': 1, 'plain key': { nested: [] } }
var nestedLoops = [for (x, i) in numbers: [for (y, j) in numbers: { value: x * y, at: '${i}/${j}' }]]

resource thing 'Ns.Things/things@2020-01-01' = {
  name: 'thing'
  location: resourceGroup().location
  properties: {
    multi: multi
    interpolated: interpolated
    json: json
    picked: picked
    yaml: yaml
    script: script
    encoded: encoded
    condition: condition
    negative: negative
    keyed: keyed
    nestedLoops: nestedLoops
    safe: [ settings.?none, settings.items[1].?tag, settings.items[?7].id, settings.?none.deeper ]
    fromEnd: [ numbers[^1], numbers[?^9], settings.?items[^1].id ]
    dynamic: settings.map['second-key'].value
    bracket: settings['map']['first'].value
    coalesced: settings.?none ?? settings.items[0].?tag ?? 'z'
    negated: !(settings.items[0].id == 1 || false)
    items: [for item in items(settings.map): '${item.key}=${item.value.value}']
    filtered: filter(settings.items, (item, i) => i > 0)
    grouped: groupBy(numbers, n => n > 4 ? 'big' : 'small')
    mapped: mapValues(settings.map, v => v.value)
    empty: null
    braces: '{${text}} {{}}'
    environment: az.environment().suffixes.storage
  }
}
