"""Who reaches caches, and what groups do."""

import cachewarden
import pytest
from estate import cache

GROUP = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net"
    "/providers/Microsoft.Network/networkSecurityGroups/g"
)


def group(*rules):
    """A group of inbound rules: name, priority, source, ports."""
    return {
        "id": GROUP,
        "name": "g",
        "type": "Microsoft.Network/networkSecurityGroups",
        "properties": {
            "securityRules": [
                {
                    "name": name,
                    "properties": {
                        "direction": "Inbound",
                        "access": "Allow",
                        "protocol": "Tcp",
                        "priority": priority,
                        "sourceAddressPrefix": source,
                        "sourcePortRange": "*",
                        "destinationAddressPrefix": "*",
                        "destinationPortRange": ports,
                    },
                }
                for name, priority, source, ports in rules
            ]
        },
    }


def test_who_reaches_a_cache():
    closed = cache(publicNetworkAccess="Disabled", subnetId=None, privateEndpointConnections=[])
    answer = cachewarden.reach(closed, to="orders", port=6380, verify=True)
    assert [each["reached"] for each in answer["caches"]] == ["no"]
    is_open = cache(publicNetworkAccess="Enabled", subnetId=None, privateEndpointConnections=[])
    answer = cachewarden.reach(cachewarden.read(is_open), port=["6380"], from_="Internet")
    assert answer["caches"][0]["reached"] == "unknown"  # firewall rules were not collected
    assert any("firewallRules" in each for each in answer["caches"][0]["missing"])


def test_words_that_are_wrong_are_refused():
    for words in ({"to": "nobody"}, {"port": "six"}, {"from_": "10.0.0.0/99"}):
        with pytest.raises(cachewarden.Error):
            cachewarden.reach(cache(), **words)
    with pytest.raises(cachewarden.Error):
        cachewarden.nsg_lint(group(), group="nobody")


def test_rules_that_do_nothing():
    report = cachewarden.nsg_lint(
        group(("wide", 100, "203.0.112.0/23", "6380"), ("narrow", 200, "203.0.113.0/24", "6380")),
        verify=True,
    )
    (finding,) = report["findings"]
    assert finding["kind"] == "shadowed"
    assert finding["rule"]["name"] == "narrow"
    assert finding["by"] == ["wide"]
    assert finding["verified"]


def test_what_groups_do_differently():
    one = group(("a", 100, "203.0.113.0/24", "6380"))
    halves = group(("b", 300, "203.0.113.0/25", "6380"), ("c", 400, "203.0.113.128/25", "6380"))
    wider = group(("a", 100, "203.0.113.0/24", "6379-6380"))
    assert cachewarden.nsg_diff(one, halves, verify=True)["equivalent"]
    difference = cachewarden.nsg_diff(one, wider)
    assert not difference["equivalent"]
    inbound = difference["pairs"][0]["directions"][0]
    assert inbound["only_first"]["surely"] == []
    assert inbound["only_second"]["witness"][0]["packet"]["destination_port"] == 6379
