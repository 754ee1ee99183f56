"""The ten rules as filters of Cloud Custodian: custodian.py EXPORT.ndjson

It asks the service for resources; here its filters get what the export holds, decoded with orjson
in the time that is told. The tenth rule needs other resources and is left out.
"""

import json
import sys
import time

import orjson
from c7n.config import Config
from c7n.policy import PolicyCollection
from c7n.resources import load_resources


def value(key, value, op="eq"):
    return {"type": "value", "key": key, "value": value, "op": op}


def setting(name):
    return {"type": "value", "key": f'properties.redisConfiguration."{name}"', "value": "true",
            "value_type": "normalize"}


def less(tier, capacity, megabytes):
    return {"and": [
        tier, value("properties.sku.capacity", capacity),
        {"type": "value", "key": 'properties.redisConfiguration."maxmemory-reserved"',
         "value": (megabytes - 10) / 10, "op": "less-than", "value_type": "integer"}]}


PREMIUM = value("properties.sku.name", "Premium")
STANDARD = value("properties.sku.name", "Standard")
BASIC = value("properties.sku.name", "Basic")
PRODUCTION = {"type": "value", "key": "tags.env", "value": ["prod", "production"], "op": "in",
              "value_type": "normalize"}
FILTERS = {
    "B01": [value("properties.enableNonSslPort", True)],
    "B02": [{"not": [value("properties.minimumTlsVersion", ["1.2", "1.3"], "in")]}],
    "B03": [{"not": [value("properties.publicNetworkAccess", "Disabled")]},
            value("length(properties.privateEndpointConnections[?properties."
                  "privateLinkServiceConnectionState.status=='Approved'] || `[]`)", 0)],
    "B04": [{"not": [value("properties.disableAccessKeyAuthentication", True)]}],
    "B05": [{"not": [setting("aad-enabled")]}],
    "B06": [PREMIUM, {"not": [setting("rdb-backup-enabled")]},
            {"not": [setting("aof-backup-enabled")]}],
    "B07": [PREMIUM, value("length(zones || `[]`)", 2, "less-than")],
    "B08": [BASIC, PRODUCTION],
    "B09": [{"or": [
        *(less(PREMIUM, i + 1, mb) for i, mb in enumerate((6144, 13312, 26624, 54272, 122880))),
        *(less(STANDARD, i, mb)
          for i, mb in enumerate((256, 1024, 2560, 6144, 13312, 26624, 54272)))]}],
}

load_resources(("azure.redis",))
data = {"policies": [{"name": name.lower(), "resource": "azure.redis", "filters": filters}
                     for name, filters in FILTERS.items()]}
policies = PolicyCollection.from_data(data, Config.empty(output_dir="null://", region=""))
start = time.perf_counter()
with open(sys.argv[1], "rb") as lines:
    resources = [each for each in map(orjson.loads, lines)
                 if each["type"].lower() == "microsoft.cache/redis"]
findings = {each.name.upper(): len(each.resource_manager.filter_resources(resources))
            for each in policies}
print(json.dumps({"ms": (time.perf_counter() - start) * 1e3, "findings": findings}))
