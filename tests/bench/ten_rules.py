"""The ten rules of the comparison in plain Python; docs/performance.md says them in words.

They are what every peer can express, not advice. `Counts` is fed resources in any order and counts
findings; the generator and the script of plain Python share it.
"""

PREMIUM_MB = {1: 6144, 2: 13312, 3: 26624, 4: 54272, 5: 122880}
OTHER_MB = {0: 256, 1: 1024, 2: 2560, 3: 6144, 4: 13312, 5: 26624, 6: 54272}
ANYWHERE = {"*", "internet", "0.0.0.0/0", "any"}
PRODUCTION = {"prod", "production"}
NAMES = [f"B{number:02}" for number in range(1, 11)]

CACHE = "microsoft.cache/redis"
NETWORK = "microsoft.network/virtualnetworks"
GROUP = "microsoft.network/networksecuritygroups"


def lower(value):
    return value.lower() if isinstance(value, str) else ""


def meets_redis(ports):
    """A range of ports that holds 6379 or 6380."""
    if ports == "*":
        return True
    first, _, last = ports.partition("-")
    if not first.isdigit() or not (last or first).isdigit():
        return False
    return int(first) <= 6380 and int(last or first) >= 6379


def lets_anybody_in(rule):
    """An inbound rule that lets any source in to 6379 or 6380. Priorities are not looked at."""
    if (
        lower(rule.get("access")) != "allow"
        or lower(rule.get("direction")) != "inbound"
        or lower(rule.get("protocol")) not in ("tcp", "*")
    ):
        return False
    sources = [rule.get("sourceAddressPrefix"), *(rule.get("sourceAddressPrefixes") or ())]
    if not any(lower(source) in ANYWHERE for source in sources):
        return False
    ports = [rule.get("destinationPortRange"), *(rule.get("destinationPortRanges") or ())]
    return any(meets_redis(each) for each in ports if each)


def stage(tags):
    for name, value in (tags or {}).items():
        if lower(name) in ("env", "environment"):
            return lower(value)
    return ""


class Counts:
    def __init__(self):
        self.count = dict.fromkeys(NAMES, 0)
        self._open_groups = set()
        self._group_of = {}
        self._subnets = []

    def add(self, resource):
        kind = resource["type"].lower()
        if kind == CACHE:
            self._add_cache(resource)
        elif kind == NETWORK:
            for subnet in resource["properties"].get("subnets") or ():
                group = (subnet["properties"].get("networkSecurityGroup") or {}).get("id")
                if group:
                    self._group_of[subnet["id"].lower()] = group.lower()
        elif kind == GROUP:
            rules = resource["properties"].get("securityRules") or ()
            if any(lets_anybody_in(rule["properties"]) for rule in rules):
                self._open_groups.add(resource["id"].lower())

    def _add_cache(self, cache):
        is_bad, properties = self._one, cache["properties"]
        settings = properties.get("redisConfiguration") or {}
        sku = properties.get("sku") or {}
        tier = lower(sku.get("name"))
        is_bad("B01", properties.get("enableNonSslPort") is True)
        is_bad("B02", properties.get("minimumTlsVersion") not in ("1.2", "1.3"))
        is_bad(
            "B03",
            lower(properties.get("publicNetworkAccess")) != "disabled"
            and not any(
                lower(each["properties"]["privateLinkServiceConnectionState"]["status"])
                == "approved"
                for each in properties.get("privateEndpointConnections") or ()
            ),
        )
        is_bad("B04", properties.get("disableAccessKeyAuthentication") is not True)
        is_bad("B05", lower(settings.get("aad-enabled")) != "true")
        is_bad(
            "B06",
            tier == "premium"
            and lower(settings.get("rdb-backup-enabled")) != "true"
            and lower(settings.get("aof-backup-enabled")) != "true",
        )
        is_bad("B07", tier == "premium" and len(cache.get("zones") or ()) < 2)
        is_bad("B08", tier == "basic" and stage(cache.get("tags")) in PRODUCTION)
        reserved = settings.get("maxmemory-reserved") or ""
        size = (PREMIUM_MB if tier == "premium" else OTHER_MB).get(sku.get("capacity"), 0)
        is_bad("B09", tier != "basic" and reserved.isdigit() and int(reserved) * 10 < size - 10)
        if properties.get("subnetId"):
            self._subnets.append(properties["subnetId"].lower())

    def _one(self, rule, is_bad):
        self.count[rule] += is_bad

    def done(self):
        """The counts, with those that needed all resources."""
        self.count["B10"] = sum(
            self._group_of.get(subnet) in self._open_groups for subnet in self._subnets
        )
        return self.count
