@export()
var company = 'contoso'
@export()
func label(a string) string => '${company}-${a}'
