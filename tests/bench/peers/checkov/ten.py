"""The ten rules as checks of Checkov on templates; the tenth needs other resources and is left out.

Loaded with --external-checks-dir, run with --check CKV_TEN_1,... on the export in template form.
"""

from checkov.arm.base_resource_check import BaseResourceCheck
from checkov.common.models.enums import CheckCategories, CheckResult

PREMIUM = (0, 6144, 13312, 26624, 54272, 122880)
OTHERS = (256, 1024, 2560, 6144, 13312, 26624, 54272)


def low(value):
    return value.lower() if isinstance(value, str) else ""


def tier(properties):
    return low((properties.get("sku") or {}).get("name"))


def setting(properties, name):
    return low((properties.get("redisConfiguration") or {}).get(name))


def is_private(properties):
    return low(properties.get("publicNetworkAccess")) == "disabled" or any(
        low(each["properties"]["privateLinkServiceConnectionState"]["status"]) == "approved"
        for each in properties.get("privateEndpointConnections") or ()
    )


def is_production(cache):
    return any(
        low(name) in ("env", "environment") and low(value) in ("prod", "production")
        for name, value in (cache.get("tags") or {}).items()
        if not name.startswith("__")
    )


def reserves_too_little(properties):
    reserved = setting(properties, "maxmemory-reserved")
    sizes = PREMIUM if tier(properties) == "premium" else OTHERS
    return reserved.isdigit() and int(reserved) * 10 < sizes[properties["sku"]["capacity"]] - 10


BAD = {
    1: lambda cache, p: p.get("enableNonSslPort") is True,
    2: lambda cache, p: str(p.get("minimumTlsVersion")) not in ("1.2", "1.3"),
    3: lambda cache, p: not is_private(p),
    4: lambda cache, p: p.get("disableAccessKeyAuthentication") is not True,
    5: lambda cache, p: setting(p, "aad-enabled") != "true",
    6: lambda cache, p: tier(p) == "premium"
    and "true" not in (setting(p, "rdb-backup-enabled"), setting(p, "aof-backup-enabled")),
    7: lambda cache, p: tier(p) == "premium" and len(cache.get("zones") or ()) < 2,
    8: lambda cache, p: tier(p) == "basic" and is_production(cache),
    9: lambda cache, p: tier(p) != "basic" and reserves_too_little(p),
}


class Ten(BaseResourceCheck):
    def __init__(self, number):
        super().__init__(
            f"rule {number} of ten", f"CKV_TEN_{number}", (CheckCategories.NETWORKING,),
            ("Microsoft.Cache/Redis",),
        )
        self.is_bad = BAD[number]

    def scan_resource_conf(self, conf):
        is_bad = self.is_bad(conf, conf["properties"])
        return CheckResult.FAILED if is_bad else CheckResult.PASSED


CHECKS = [Ten(number) for number in BAD]
