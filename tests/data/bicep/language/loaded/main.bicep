// What the compiler loads, with a bicepconfig.
var text = loadTextContent('files/note.txt')
var json = loadJsonContent('files/config.json')
var part = loadJsonContent('files/config.json', '.caches[0]')
var yaml = loadYamlContent('files/config.yaml')
var bytes = loadFileAsBase64('files/note.txt')
var folder = loadDirectoryFileInfo('files')
var file = nameof(cache)
var checked = any(json.caches).value
module fromAlias 'br/team:caches/redis:1.0.0' = {
  name: 'aliased'
  params: { name: 'x' }
}
resource cache 'Microsoft.Cache/redis@2024-11-01' = [for c in json.caches: {
  name: c.name
  location: yaml.location
  tags: { note: trim(text), bytes: bytes, first: part.name, of: file }
  properties: {
    sku: c.sku
    enableNonSslPort: yaml.defaults.port
    minimumTlsVersion: yaml.prod.tls
  }
}]
output files array = map(folder, f => f.baseName)
