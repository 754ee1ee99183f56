"""What other authorities say."""

import cachewarden
import pytest

CACHE = {
    "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/orders",
    "type": "Microsoft.Cache/redis",
    "name": "orders",
    "properties": {"enableNonSslPort": "false", "minimumTlsVersion": "1.3"},
}


def verdicts(report):
    return {finding["rule"]: finding["verdict"] for finding in report["findings"]}


def test_a_view_gives_the_verdicts_of_its_authority():
    found = verdicts(cachewarden.view(CACHE, view="psrule"))
    assert found["Azure.Redis.NonSslPort"] == "fail"
    assert found["Azure.Redis.MinTLS"] == "fail"
    assert found["Azure.Redis.Naming"] == "none"


def test_settings_are_those_of_the_tool():
    found = verdicts(
        cachewarden.view(
            CACHE, view=["psrule"], settings={"AZURE_REDIS_CACHE_NAME_FORMAT": "^redis-"}
        )
    )
    assert found["Azure.Redis.Naming"] == "fail"


def test_an_inventory_is_asked_without_reading_again():
    inventory = cachewarden.read(CACHE)
    views = {each["name"] for each in cachewarden.view(inventory)["views"]}
    assert views == {"aprl", "azqr", "checkov", "conformity", "psrule"}


def test_a_comparison_sets_them_beside_ours():
    differing = cachewarden.compare(CACHE, view=("psrule", "conformity"))
    assert differing and all(each["disagrees"] for each in differing)
    assert len(cachewarden.compare(CACHE, view="psrule", all=True)) > 13


def test_a_comparison_says_why():
    tls = [
        each
        for each in cachewarden.compare(CACHE)
        if any(voice["check"] == "Azure.Redis.MinTLS" for voice in each["voices"])
    ]
    assert len(tls) == 1
    assert [why.split(":")[0] for why in tls[0]["why"]] == ["the minimum TLS version is 1.3"]


def test_our_voice_follows_our_settings():
    only = cachewarden.compare(CACHE, all=True, config={"rules": {"include": ["redis-tls-only"]}})
    ours = {voice["check"] for each in only for voice in each["voices"] if voice["authority"] == "cachewarden"}
    assert ours == {"redis-tls-only"}
    with pytest.raises(cachewarden.Error):
        cachewarden.compare(CACHE, config={"nothing": 1})


def test_an_unknown_view_is_an_error():
    with pytest.raises(cachewarden.Error):
        cachewarden.view(CACHE, view="nobody")
