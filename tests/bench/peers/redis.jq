# The ten rules of the comparison in jq; docs/performance.md says them in words.
# jq -nc -f redis.jq EXPORT.ndjson
def small: if type == "string" then ascii_downcase else "" end;
def is_redis_port:
  . == "*" or (test("^[0-9]+(-[0-9]+)?$")
    and (split("-") | map(tonumber) | .[0] <= 6380 and .[-1] >= 6379));
def is_anywhere: small | IN("*", "internet", "0.0.0.0/0", "any");
def is_open:
  (.access | small) == "allow" and (.direction | small) == "inbound"
  and (.protocol | small | IN("tcp", "*"))
  and any(.sourceAddressPrefix, .sourceAddressPrefixes[]?; is_anywhere)
  and any((.destinationPortRange, .destinationPortRanges[]?) | strings; is_redis_port);
def megabytes:
  if (.sku.name | small) == "premium" then [0, 6144, 13312, 26624, 54272, 122880][.sku.capacity]
  else [256, 1024, 2560, 6144, 13312, 26624, 54272][.sku.capacity] end;
def is_production:
  any((.tags // {} | to_entries[]) | select(.key | small | IN("env", "environment"));
      .value | small | IN("prod", "production"));
def bad:
  .properties as $p | ($p.redisConfiguration // {}) as $s | ($p.sku.name | small) as $tier
  | ($s["maxmemory-reserved"] // "") as $reserved
  | (select($p.enableNonSslPort == true) | "B01"),
    (select($p.minimumTlsVersion | IN("1.2", "1.3") | not) | "B02"),
    (select((($p.publicNetworkAccess | small) == "disabled"
             or any($p.privateEndpointConnections[]?;
                    (.properties.privateLinkServiceConnectionState.status | small) == "approved"))
            | not) | "B03"),
    (select($p.disableAccessKeyAuthentication != true) | "B04"),
    (select(($s["aad-enabled"] | small) != "true") | "B05"),
    (select($tier == "premium" and ($s["rdb-backup-enabled"] | small) != "true"
            and ($s["aof-backup-enabled"] | small) != "true") | "B06"),
    (select($tier == "premium" and (.zones | length) < 2) | "B07"),
    (select($tier == "basic" and is_production) | "B08"),
    (select($tier != "basic" and ($reserved | test("^[0-9]+$"))
            and ($reserved | tonumber) * 10 < ($p | megabytes) - 10) | "B09");
reduce inputs as $each (
  {count: ([range(1; 10) | {"B0\(.)": 0}] | add), open: {}, group: {}, subnets: []};
  ($each.type | small) as $kind
  | if $kind == "microsoft.cache/redis" then
      reduce ($each | bad) as $rule (.; .count[$rule] += 1)
      | if $each.properties.subnetId then .subnets += [$each.properties.subnetId | small] else . end
    elif $kind == "microsoft.network/networksecuritygroups" then
      if any($each.properties.securityRules[]?.properties; is_open)
      then .open[$each.id | small] = true else . end
    elif $kind == "microsoft.network/virtualnetworks" then
      reduce ($each.properties.subnets[]? | select(.properties.networkSecurityGroup.id)) as $subnet
        (.; .group[$subnet.id | small] = ($subnet.properties.networkSecurityGroup.id | small))
    else . end)
| . as $all
| .count + {B10: [.subnets[] | select($all.open[$all.group[.] // ""])] | length}
