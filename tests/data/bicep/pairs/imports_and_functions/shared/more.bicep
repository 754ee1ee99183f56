@export()
var base = toLower('CW')
@export()
var unrelated = [for i in range(0, 2): '${base}${i}']
@export()
func join3(a string, b string, c string) string => '${a}-${b}-${c}'
