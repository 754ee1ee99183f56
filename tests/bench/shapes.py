"""Resources of a made-up tenant as the REST interface shows them, each drawn from chance."""

TENANT = "7b1c6d1e-52a3-4c0f-9a6e-0d5f3e8a2b41"
REGIONS = (
    "westeurope", "northeurope", "eastus", "eastus2", "uksouth", "swedencentral", "japaneast",
    "southeastasia", "australiaeast", "centralus",
)
STAGES = ("prod", "prod", "Production", "dev", "test", "stage")
TEAMS = ("orders", "catalogue", "login", "search", "billing", "delivery", "ranking", "caf\u00e9")
PREMIUM_GB = {1: 6, 2: 13, 3: 26, 4: 53, 5: 120}
OTHER_GB = {0: 0.25, 1: 1, 2: 2.5, 3: 6, 4: 13, 5: 26, 6: 53}
SAS = "DefaultEndpointsProtocol=https;AccountName=backup{};AccountKey=[key hidden]"
DEFAULT_RULES = (
    ("AllowVnetInBound", 65000, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork"),
    ("AllowAzureLoadBalancerInBound", 65001, "Inbound", "Allow", "AzureLoadBalancer", "*"),
    ("DenyAllInBound", 65500, "Inbound", "Deny", "*", "*"),
    ("AllowVnetOutBound", 65000, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork"),
    ("AllowInternetOutBound", 65001, "Outbound", "Allow", "*", "Internet"),
    ("DenyAllOutBound", 65500, "Outbound", "Deny", "*", "*"),
)
SOURCES = (
    "VirtualNetwork", "VirtualNetwork", "VirtualNetwork", "10.0.0.0/8", "10.0.0.0/8", "Internet",
    "*", "0.0.0.0/0", "AzureLoadBalancer", "192.168.0.0/16", "10.7.0.0/24", "172.16.9.0/24",
)
PORTS = ("443", "80", "22", "*", "6380", "6000-7000", "1433", "5432", "8443", "53")
MORE_PORTS = ("443", "8080-8090", "6379-6380", "1433", "22", "3389", "9000-9100")


class Estate:
    """Resources one after the other. Later ones refer to earlier ones."""

    def __init__(self, chance):
        self._random = chance.random
        self._number = 0
        self._subscriptions = [self._guid() for _ in range(24)]
        self._groups = []  # network security groups, for subnets
        self._subnets = []  # for caches

    # ---- chance ---------------------------------------------------------------

    def _below(self, count):
        return int(self._random() * count)

    def _one(self, items):
        return items[self._below(len(items))]

    def _often(self, share):
        return self._random() < share

    def _hex(self, digits):
        return f"{self._below(16**digits):0{digits}x}"

    def _guid(self):
        return f"{self._hex(8)}-{self._hex(4)}-4{self._hex(3)}-a{self._hex(3)}-{self._hex(12)}"

    def _address(self):
        return f"10.{self._below(256)}.{self._below(256)}.{4 + self._below(250)}"

    # ---- what all have ------------------------------------------------------------

    def _tags(self):
        tags = {
            "env": self._one(STAGES), "owner": f"{self._one(TEAMS)}@shop.example",
            "costCenter": str(1000 + self._below(9000)), "createdBy": "terraform",
            "service": f"{self._one(TEAMS)}-{self._below(300)}",
        }
        if self._often(0.3):
            tags["hidden-title"] = f'"{self._one(TEAMS)}" \u2014 ask first'
        if self._often(0.2):
            tags["dataClassification"] = self._one(("internal", "confidential", "public"))
        return tags

    def _head(self, kind, short):
        """id, name, type, location, and the id of the resource group."""
        self._number += 1
        team = self._one(TEAMS[:7])
        group = (
            f"/subscriptions/{self._one(self._subscriptions)}/resourceGroups/"
            f"rg-{team}-{self._one(REGIONS)}-{self._below(40):03}"
        )
        name = f"{short}-{team}-{self._number:07}" if short != "st" else f"st{self._number:012}"
        head = {"id": f"{group}/providers/{kind}/{name}", "name": name, "type": kind,
                "location": self._one(REGIONS)}
        return head, group

    def _identity(self, group):
        if self._often(0.35):
            return {}
        kind = self._one(("SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"))
        identity = {"type": kind}
        if "System" in kind:
            identity.update(principalId=self._guid(), tenantId=TENANT)
        if "User" in kind:
            one = (
                f"{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
                f"id-{self._below(99)}"
            )
            identity["userAssignedIdentities"] = {
                one: {"clientId": self._guid(), "principalId": self._guid()}
            }
        return {"identity": identity}

    def _connection(self, parent, kind, group, status):
        name = f"pe-{self._below(9999):04}.{self._guid()}"
        return {
            "id": f"{parent}/privateEndpointConnections/{name}", "name": name,
            "type": f"{kind}/privateEndpointConnections",
            "properties": {
                "provisioningState": "Succeeded",
                "privateEndpoint": {
                    "id": f"{group}/providers/Microsoft.Network/privateEndpoints/{name[:7]}"
                },
                "privateLinkServiceConnectionState": {
                    "status": status, "actionsRequired": "None",
                    "description": "Auto-Approved" if status == "Approved" else "please look",
                },
            },
        }

    # ---- caches -------------------------------------------------------------------

    def cache(self):
        head, group = self._head("Microsoft.Cache/Redis", "redis")
        tier = self._one(("Premium", "Premium", "Standard", "Standard", "Basic"))
        is_premium = tier == "Premium"
        capacity = 1 + self._below(5) if is_premium else self._below(7)
        megabytes = (PREMIUM_GB if is_premium else OTHER_GB)[capacity] * 1024
        shards = 1 + self._below(5) if is_premium and self._often(0.4) else 0
        properties = {
            "provisioningState": "Succeeded",
            "redisVersion": self._one(("6.0.14", "6.0.14", "4.0.14")),
            "sku": {"name": tier, "family": "P" if is_premium else "C", "capacity": capacity},
            "enableNonSslPort": self._often(0.12),
        }
        if self._often(0.8):
            properties["minimumTlsVersion"] = self._one(("1.2", "1.2", "1.2", "1.0", "1.1"))
        if self._often(0.9):
            properties["publicNetworkAccess"] = self._one(("Enabled", "Disabled"))
        properties.update(
            redisConfiguration=self._settings(is_premium, megabytes), accessKeys=None,
            hostName=f"{head['name']}.redis.cache.windows.net", port=6379, sslPort=6380,
        )
        if shards:
            properties["shardCount"] = shards
        if is_premium:
            properties.update(replicasPerMaster=1, replicasPerPrimary=1)
            if self._subnets and self._often(0.5):
                properties.update(subnetId=self._one(self._subnets), staticIP=self._address())
        if self._often(0.7):
            properties["disableAccessKeyAuthentication"] = self._often(0.3)
        properties["updateChannel"] = self._one(("Stable", "Preview"))
        if self._often(0.5):
            properties["zonalAllocationPolicy"] = self._one(("Automatic", "UserDefined", "NoZones"))
        is_linked = is_premium and self._often(0.2)
        properties["linkedServers"] = [{"id": f"{head['id']}/linkedServers/far"}] * is_linked
        properties["instances"] = [
            {"sslPort": 15000 + i, "nonSslPort": 13000 + i, "shardId": i // 2,
             "isMaster": i % 2 == 0, "isPrimary": i % 2 == 0, "zone": str(1 + i % 3)}
            for i in range(2 * max(shards, 1))
        ]
        properties["privateEndpointConnections"] = [
            self._connection(head["id"], "Microsoft.Cache/Redis", group,
                             self._one(("Approved", "Approved", "Pending", "Rejected")))
            for _ in range(self._one((0, 0, 1, 1, 2)))
        ]
        zones = {}
        if is_premium and self._often(0.6):
            zones["zones"] = self._one((["1"], ["1", "2"], ["1", "2", "3"]))
        return {**head, "tags": self._tags(), **zones, **self._identity(group),
                "properties": properties}

    def _settings(self, is_premium, megabytes):
        settings = {
            "maxclients": self._one(("256", "1000", "2000", "7500", "15000", "40000")),
            "maxfragmentationmemory-reserved": str(int(megabytes * self._one((0.05, 0.1, 0.12)))),
            "maxmemory-reserved": str(int(megabytes * self._one((0.05, 0.1, 0.12, 0.2)))),
            "maxmemory-delta": str(int(megabytes * 0.1)),
            "maxmemory-policy": self._one(("volatile-lru", "allkeys-lru", "noeviction")),
            "notify-keyspace-events": self._one(("", "KEA", "Ex")),
        }
        if self._often(0.55):
            settings["aad-enabled"] = self._one(("true", "True", "false"))
        if is_premium and self._often(0.6):
            kept = self._one(("rdb", "rdb", "aof", "off"))
            if kept == "rdb":
                settings.update({
                    "rdb-backup-enabled": "true", "rdb-backup-max-snapshot-count": "1",
                    "rdb-backup-frequency": self._one(("15", "60", "360", "1440")),
                    "rdb-storage-connection-string": SAS.format(self._below(999)),
                })
            elif kept == "aof":
                settings.update({"aof-backup-enabled": "true",
                                 "aof-storage-connection-string-0": SAS.format(self._below(999))})
            else:
                settings["rdb-backup-enabled"] = "false"
            settings["preferred-data-persistence-auth-method"] = self._one(
                ("SAS", "ManagedIdentity"))
        return settings

    def cluster(self):
        kind = "Microsoft.Cache/redisEnterprise"
        head, group = self._head(kind, "amr")
        sku = self._one(("Balanced_B5", "MemoryOptimized_M10", "Enterprise_E10",
                         "EnterpriseFlash_F300"))
        connections = [self._connection(head["id"], kind, group, "Approved")] * self._below(2)
        zones = {"zones": ["1", "2", "3"]} if self._often(0.6) else {}
        return {
            **head, "tags": self._tags(), "sku": {"name": sku, "capacity": 2}, **zones,
            **self._identity(group),
            "properties": {
                "provisioningState": "Succeeded", "resourceState": "Running",
                "redisVersion": "7.4", "minimumTlsVersion": self._one(("1.2", "1.2", "1.0")),
                "highAvailability": self._one(("Enabled", "Disabled")), "encryption": {},
                "hostName": f"{head['name']}.{head['location']}.redis.azure.net",
                "privateEndpointConnections": connections,
            },
        }

    # ---- networks -----------------------------------------------------------------

    def group(self):
        head, _ = self._head("Microsoft.Network/networkSecurityGroups", "nsg")
        count = int(10 * 20 ** (self._random() ** 2))  # 10 to 200, most of them small
        properties = {
            "provisioningState": "Succeeded", "resourceGuid": self._guid(),
            "securityRules": [self._rule(head["id"], i) for i in range(count)],
            "defaultSecurityRules": [self._default(head["id"], row) for row in DEFAULT_RULES],
            "subnets": [],
        }
        self._groups.append(head["id"])
        return {**head, "etag": f'W/"{self._guid()}"', "tags": self._tags(),
                "properties": properties}

    def _default(self, group, row):
        name, priority, direction, access, source, destination = row
        return {
            "name": name, "id": f"{group}/defaultSecurityRules/{name}",
            "etag": f'W/"{self._guid()}"',
            "type": "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
            "properties": {
                "provisioningState": "Succeeded", "description": "comes with every group",
                "protocol": "*", "sourcePortRange": "*", "destinationPortRange": "*",
                "sourceAddressPrefix": source, "destinationAddressPrefix": destination,
                "access": access, "priority": priority, "direction": direction,
                "sourcePortRanges": [], "destinationPortRanges": [],
                "sourceAddressPrefixes": [], "destinationAddressPrefixes": [],
            },
        }

    def _rule(self, group, number):
        access = "Allow" if self._often(0.75) else "Deny"
        direction = "Inbound" if self._often(0.67) else "Outbound"
        name = f"{access.lower()}-{self._one(TEAMS[:7])}-{number:03}"
        has_ports, has_prefixes = self._often(0.2), self._often(0.15)
        ports = [self._one(MORE_PORTS) for _ in range(2 + self._below(4))] if has_ports else []
        prefixes = [f"{1 + self._below(223)}.{self._below(256)}.{self._below(256)}.0/24"
                    for _ in range(2 + self._below(5))] if has_prefixes else []
        properties = {
            "provisioningState": "Succeeded",
            "description": f"ticket {self._below(10**6):06} of {self._one(TEAMS)}",
            "protocol": self._one(("Tcp", "Tcp", "Udp", "*")), "sourcePortRange": "*",
            "destinationAddressPrefix": self._one(("*", "VirtualNetwork", "10.9.8.0/24")),
            "access": access, "priority": 100 + 10 * number, "direction": direction,
            "sourcePortRanges": [], "destinationPortRanges": ports,
            "sourceAddressPrefixes": prefixes, "destinationAddressPrefixes": [],
        }
        if not has_ports:
            properties["destinationPortRange"] = self._one(PORTS)
        if not has_prefixes:
            properties["sourceAddressPrefix"] = self._one(SOURCES)
        return {"name": name, "id": f"{group}/securityRules/{name}",
                "etag": f'W/"{self._guid()}"', "properties": properties,
                "type": "Microsoft.Network/networkSecurityGroups/securityRules"}

    def network(self):
        head, group = self._head("Microsoft.Network/virtualNetworks", "vnet")
        block = self._below(256)
        subnets = []
        for number in range(1 + self._below(12)):
            name = f"snet-{self._one(('app', 'data', 'redis', 'pe', 'aks'))}-{number}"
            properties = {"provisioningState": "Succeeded",
                          "addressPrefix": f"10.{block}.{number}.0/24"}
            if self._groups and self._often(0.7):
                properties["networkSecurityGroup"] = {"id": self._one(self._groups[-4000:])}
            services = ("Microsoft.Storage", "Microsoft.KeyVault")[: self._below(3)]
            interfaces = f"{group}/providers/Microsoft.Network/networkInterfaces"
            properties.update(
                serviceEndpoints=[{"provisioningState": "Succeeded", "service": each,
                                   "locations": ["*"]} for each in services],
                delegations=[], privateLinkServiceNetworkPolicies="Enabled",
                privateEndpointNetworkPolicies=self._one(("Disabled", "Enabled")),
                ipConfigurations=[
                    {"id": f"{interfaces}/nic-{self._below(99999):05}/ipConfigurations/first"}
                    for _ in range(self._below(7))],
            )
            subnets.append({"name": name, "id": f"{head['id']}/subnets/{name}",
                            "etag": f'W/"{self._guid()}"', "properties": properties,
                            "type": "Microsoft.Network/virtualNetworks/subnets"})
        self._subnets = (self._subnets + [each["id"] for each in subnets])[-20000:]
        return {
            **head, "etag": f'W/"{self._guid()}"', "tags": self._tags(),
            "properties": {
                "provisioningState": "Succeeded", "resourceGuid": self._guid(),
                "addressSpace": {"addressPrefixes": [f"10.{block}.0.0/16"]},
                "dhcpOptions": {"dnsServers": [f"10.{block}.0.4", f"10.{block}.0.5"]},
                "subnets": subnets, "virtualNetworkPeerings": [],
                "enableDdosProtection": self._often(0.2),
            },
        }

    def endpoint(self):
        head, group = self._head("Microsoft.Network/privateEndpoints", "pe")
        subnet = self._one(self._subnets) if self._subnets else (
            f"{group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/pe")
        return {
            **head, "etag": f'W/"{self._guid()}"', "tags": self._tags(),
            "properties": {
                "provisioningState": "Succeeded", "resourceGuid": self._guid(),
                "subnet": {"id": subnet}, "manualPrivateLinkServiceConnections": [],
                "privateLinkServiceConnections": [{
                    "name": head["name"], "id": f"{head['id']}/privateLinkServiceConnections/one",
                    "properties": {
                        "provisioningState": "Succeeded", "groupIds": ["redisCache"],
                        "privateLinkServiceId":
                            f"{group}/providers/Microsoft.Cache/Redis/redis-{self._below(99999)}",
                        "privateLinkServiceConnectionState": {
                            "status": "Approved", "description": "", "actionsRequired": "None"},
                    }}],
                "networkInterfaces": [
                    {"id": f"{group}/providers/Microsoft.Network/networkInterfaces/n-{self._hex(8)}"}],
                "customDnsConfigs": [{"fqdn": f"{self._hex(8)}.redis.cache.windows.net",
                                      "ipAddresses": [self._address()]}],
            },
        }

    # ---- what is no business of a cache audit ---------------------------------------

    def machine(self):
        head, group = self._head("Microsoft.Compute/virtualMachines", "vm")
        disk = f"{group}/providers/Microsoft.Compute/disks/{head['name']}-os"
        return {
            **head, "tags": self._tags(), **self._identity(group),
            "properties": {
                "vmId": self._guid(), "provisioningState": "Succeeded",
                "hardwareProfile": {"vmSize": self._one(("Standard_D4s_v5", "Standard_E8s_v5"))},
                "storageProfile": {
                    "imageReference": {"publisher": "Canonical", "offer": "ubuntu-24_04-lts",
                                       "sku": "server", "version": "latest",
                                       "exactVersion": f"24.04.2024{self._below(10**4):04}"},
                    "osDisk": {"osType": "Linux", "name": f"{head['name']}-os", "diskSizeGB": 64,
                               "createOption": "FromImage", "caching": "ReadWrite",
                               "managedDisk": {"storageAccountType": "Premium_LRS", "id": disk},
                               "deleteOption": "Delete"},
                    "dataDisks": [
                        {"lun": i, "name": f"data-{i}", "createOption": "Attach",
                         "caching": "None", "diskSizeGB": 256, "toBeDetached": False,
                         "managedDisk": {"storageAccountType": "Premium_LRS", "id": f"{disk}-{i}"}}
                        for i in range(self._below(3))],
                },
                "osProfile": {
                    "computerName": head["name"][:15], "adminUsername": "operator",
                    "secrets": [], "allowExtensionOperations": True,
                    "linuxConfiguration": {
                        "disablePasswordAuthentication": True, "provisionVMAgent": True,
                        "patchSettings": {"patchMode": "ImageDefault",
                                          "assessmentMode": "AutomaticByPlatform"},
                        "ssh": {"publicKeys": [{
                            "path": "authorized_keys",
                            "keyData": "ssh-rsa " + "".join(self._hex(12) for _ in range(30))}]}},
                },
                "securityProfile": {"securityType": "TrustedLaunch", "uefiSettings": {
                    "secureBootEnabled": True, "vTpmEnabled": True}},
                "networkProfile": {"networkInterfaces": [
                    {"id": f"{group}/providers/Microsoft.Network/networkInterfaces/"
                           f"{head['name']}-nic", "properties": {"deleteOption": "Detach"}}]},
                "diagnosticsProfile": {"bootDiagnostics": {"enabled": True}},
                "timeCreated": f"2025-0{1 + self._below(9)}-11T10:{self._below(60):02}:27+00:00",
            },
        }

    def disk(self):
        head, group = self._head("Microsoft.Compute/disks", "disk")
        image = f"{group}/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0."
        return {
            **head, "tags": self._tags(), "sku": {"name": "Premium_LRS", "tier": "Premium"},
            "managedBy": f"{group}/providers/Microsoft.Compute/virtualMachines/vm-{self._hex(5)}",
            "properties": {
                "osType": "Linux", "hyperVGeneration": "V2", "tier": "P4",
                "diskSizeGB": self._one((32, 64, 128, 1024)), "diskSizeBytes": 34359738368,
                "diskIOPSReadWrite": 500, "diskMBpsReadWrite": 60, "uniqueId": self._guid(),
                "creationData": {"createOption": "FromImage",
                                 "imageReference": {"id": f"{image}{self._below(100)}"}},
                "encryption": {"type": "EncryptionAtRestWithPlatformKey"},
                "networkAccessPolicy": "AllowAll", "publicNetworkAccess": "Enabled",
                "provisioningState": "Succeeded", "diskState": "Attached",
                "timeCreated": "2025-03-11T09:02:11.5581187+00:00",
                "supportsHibernation": False, "securityProfile": {"securityType": "TrustedLaunch"},
            },
        }

    def interface(self):
        head, group = self._head("Microsoft.Network/networkInterfaces", "nic")
        return {
            **head, "etag": f'W/"{self._guid()}"', "tags": self._tags(),
            "properties": {
                "provisioningState": "Succeeded", "resourceGuid": self._guid(),
                "ipConfigurations": [{
                    "name": "first", "id": f"{head['id']}/ipConfigurations/first",
                    "etag": f'W/"{self._guid()}"',
                    "type": "Microsoft.Network/networkInterfaces/ipConfigurations",
                    "properties": {
                        "provisioningState": "Succeeded", "privateIPAddress": self._address(),
                        "privateIPAllocationMethod": "Dynamic", "primary": True,
                        "privateIPAddressVersion": "IPv4",
                        "subnet": {"id": f"{group}/providers/Microsoft.Network/virtualNetworks/"
                                         "vnet/subnets/default"}}}],
                "dnsSettings": {"dnsServers": [], "appliedDnsServers": [],
                                "internalDomainNameSuffix": f"{self._hex(8)}.bx.internal.example"},
                "macAddress": "00-0D-3A-1B-C7-21", "enableAcceleratedNetworking": True,
                "enableIPForwarding": False, "hostedWorkloads": [], "tapConfigurations": [],
                "disableTcpStateTracking": False, "vnetEncryptionSupported": False,
                "nicType": "Standard", "allowPort25Out": True, "auxiliaryMode": "None",
            },
        }

    def account(self):
        head, _ = self._head("Microsoft.Storage/storageAccounts", "st")
        name, keys = head["name"], ("dfs", "web", "blob", "queue", "table", "file")
        made = "2024-01-02T03:04:05.1250000Z"
        return {
            **head, "sku": {"name": "Standard_LRS", "tier": "Standard"}, "kind": "StorageV2",
            "tags": self._tags(),
            "properties": {
                "dnsEndpointType": "Standard", "defaultToOAuthAuthentication": False,
                "publicNetworkAccess": "Enabled", "keyCreationTime": {"key1": made, "key2": made},
                "allowCrossTenantReplication": False, "privateEndpointConnections": [],
                "minimumTlsVersion": "TLS1_2", "allowBlobPublicAccess": self._often(0.2),
                "allowSharedKeyAccess": True, "largeFileSharesState": "Enabled",
                "networkAcls": {
                    "resourceAccessRules": [], "bypass": "AzureServices", "defaultAction": "Deny",
                    "virtualNetworkRules": [],
                    "ipRules": [{"value": f"{1 + self._below(223)}.{self._below(256)}.1.7",
                                 "action": "Allow"} for _ in range(self._below(9))]},
                "supportsHttpsTrafficOnly": True, "accessTier": "Hot",
                "encryption": {
                    "requireInfrastructureEncryption": False, "keySource": "Microsoft.Storage",
                    "services": {key: {"keyType": "Account", "enabled": True,
                                       "lastEnabledTime": made} for key in ("file", "blob")}},
                "provisioningState": "Succeeded", "creationTime": made,
                "primaryEndpoints": {key: f"https://{name}.{key}.core.windows.net/"
                                     for key in keys},
                "primaryLocation": head["location"], "statusOfPrimary": "available",
            },
        }

    def vault(self):
        head, _ = self._head("Microsoft.KeyVault/vaults", "kv")
        return {
            **head, "tags": self._tags(),
            "properties": {
                "sku": {"family": "A", "name": "standard"}, "tenantId": TENANT,
                "accessPolicies": [
                    {"tenantId": TENANT, "objectId": self._guid(),
                     "permissions": {"keys": ["get", "list"], "certificates": [],
                                     "secrets": ["get", "list", "set", "delete"]}}
                    for _ in range(self._below(11))],
                "enabledForDeployment": False, "enableSoftDelete": True,
                "softDeleteRetentionInDays": 90, "enableRbacAuthorization": self._often(0.5),
                "vaultUri": f"https://{head['name']}.vault.azure.net/",
                "provisioningState": "Succeeded", "publicNetworkAccess": "Enabled",
            },
        }

    def site(self):
        head, group = self._head("Microsoft.Web/sites", "app")
        host = f"{head['name']}.azurewebsites.net"
        return {
            **head, "kind": "app,linux", "tags": self._tags(),
            "properties": {
                "name": head["name"], "state": "Running", "hostNames": [host], "enabled": True,
                "hostNameSslStates": [
                    {"name": host.replace(".", f"{part}.", 1), "sslState": "Disabled",
                     "hostType": kind} for part, kind in (("", "Standard"), (".scm", "Repository"))],
                "serverFarmId": f"{group}/providers/Microsoft.Web/serverfarms/plan",
                "reserved": True, "httpsOnly": True, "clientAffinityEnabled": False,
                "siteConfig": {
                    "numberOfWorkers": 1, "linuxFxVersion": "DOTNETCORE|8.0", "alwaysOn": True,
                    "appSettings": None,
                    "ipSecurityRestrictions": [{"ipAddress": "Any", "action": "Allow",
                                                "priority": 2147483647, "name": "Allow all"}]},
                "customDomainVerificationId": self._guid(),
                "outboundIpAddresses": ",".join(self._address() for _ in range(12)),
            },
        }
