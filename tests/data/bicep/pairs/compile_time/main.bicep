param p string = 'p'
var folder = 'files'
var config = loadJsonContent('${folder}/config.json')

resource sa 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'sa${nameof(p)}'
  sku: {
    name: loadJsonContent('files/config.json', 'sku.name')
  }
  properties: any({
    notTyped: loadTextContent('files/note.txt')
  })
  #disable-next-line BCP187
  extra: loadYamlContent('./files/config.yaml')
}

output note string = loadTextContent('files/note.txt', 'utf-8')
output config object = config
output size int = config.sku.sizes[1]
output deep string = loadJsonContent('files/config.json', '$.sku.sizes[2].deep')
output blob string = loadFileAsBase64('files/blob.bin')
output yaml array = loadYamlContent('files/config.yaml', 'list')
output names array = [nameof(sa), nameof(sa.properties), nameof(config.sku), any(p)]
output spaces string = sys.format('{0}', az.resourceGroup().name)
