# The ten rules of the comparison in Rego; docs/performance.md says them in words.
# Input {"resources": [...]}, answer data.bench.counts. For OPA and regorus alike.
package bench

import rego.v1

counts := {
	"B01": count(bad01), "B02": count(bad02), "B03": count(bad03), "B04": count(bad04),
	"B05": count(bad05), "B06": count(bad06), "B07": count(bad07), "B08": count(bad08),
	"B09": count(bad09), "B10": count(bad10),
}

caches contains cache if {
	some cache in input.resources
	lower(cache.type) == "microsoft.cache/redis"
}

tier(cache) := lower(object.get(cache.properties, ["sku", "name"], ""))

setting(cache, name) := lower(object.get(cache.properties, ["redisConfiguration", name], ""))

bad01 contains cache.id if {
	some cache in caches
	cache.properties.enableNonSslPort == true
}

bad02 contains cache.id if {
	some cache in caches
	not object.get(cache.properties, "minimumTlsVersion", "") in {"1.2", "1.3"}
}

is_private(cache) if lower(cache.properties.publicNetworkAccess) == "disabled"

is_private(cache) if {
	some connection in cache.properties.privateEndpointConnections
	lower(connection.properties.privateLinkServiceConnectionState.status) == "approved"
}

bad03 contains cache.id if {
	some cache in caches
	not is_private(cache)
}

bad04 contains cache.id if {
	some cache in caches
	object.get(cache.properties, "disableAccessKeyAuthentication", false) != true
}

bad05 contains cache.id if {
	some cache in caches
	setting(cache, "aad-enabled") != "true"
}

bad06 contains cache.id if {
	some cache in caches
	tier(cache) == "premium"
	setting(cache, "rdb-backup-enabled") != "true"
	setting(cache, "aof-backup-enabled") != "true"
}

bad07 contains cache.id if {
	some cache in caches
	tier(cache) == "premium"
	count(object.get(cache, "zones", [])) < 2
}

bad08 contains cache.id if {
	some cache in caches
	tier(cache) == "basic"
	some name, value in cache.tags
	lower(name) in {"env", "environment"}
	lower(value) in {"prod", "production"}
}

premium := {1: 6144, 2: 13312, 3: 26624, 4: 54272, 5: 122880}

others := {0: 256, 1: 1024, 2: 2560, 3: 6144, 4: 13312, 5: 26624, 6: 54272}

megabytes(cache) := premium[cache.properties.sku.capacity] if tier(cache) == "premium"

megabytes(cache) := others[cache.properties.sku.capacity] if tier(cache) != "premium"

bad09 contains cache.id if {
	some cache in caches
	tier(cache) != "basic"
	reserved := setting(cache, "maxmemory-reserved")
	regex.match(`^[0-9]+$`, reserved)
	to_number(reserved) * 10 < megabytes(cache) - 10
}

anywhere := {"*", "internet", "0.0.0.0/0", "any"}

meets_redis(ports) if ports == "*"

meets_redis(ports) if {
	regex.match(`^[0-9]+(-[0-9]+)?$`, ports)
	ends := split(ports, "-")
	to_number(ends[0]) <= 6380
	to_number(ends[count(ends) - 1]) >= 6379
}

from_anywhere(rule) if lower(rule.sourceAddressPrefix) in anywhere

from_anywhere(rule) if {
	some source in rule.sourceAddressPrefixes
	lower(source) in anywhere
}

to_redis(rule) if meets_redis(rule.destinationPortRange)

to_redis(rule) if {
	some ports in rule.destinationPortRanges
	meets_redis(ports)
}

open_groups contains lower(group.id) if {
	some group in input.resources
	lower(group.type) == "microsoft.network/networksecuritygroups"
	some each in group.properties.securityRules
	rule := each.properties
	lower(rule.access) == "allow"
	lower(rule.direction) == "inbound"
	lower(rule.protocol) in {"tcp", "*"}
	from_anywhere(rule)
	to_redis(rule)
}

open_subnets contains lower(subnet.id) if {
	some network in input.resources
	lower(network.type) == "microsoft.network/virtualnetworks"
	some subnet in network.properties.subnets
	lower(subnet.properties.networkSecurityGroup.id) in open_groups
}

bad10 contains cache.id if {
	some cache in caches
	lower(cache.properties.subnetId) in open_subnets
}
