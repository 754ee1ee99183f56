"""What tests judge."""

CACHE = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop"
    "/providers/Microsoft.Cache/redis/orders"
)
REDIS = "Microsoft.Cache/redis"
RULES = REDIS + "/firewallRules"


def cache(**properties):
    """A live cache with these properties."""
    return {
        "id": CACHE,
        "name": "orders",
        "type": REDIS,
        "location": "westeurope",
        "tags": {"owner": "shop"},
        "properties": {"sku": {"name": "Premium", "family": "P", "capacity": 1}, **properties},
    }
