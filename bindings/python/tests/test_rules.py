"""The rules of the library, by their own examples, and rules of the user."""

import json

import cachewarden
import pytest
from cachewarden import Rule, Severity, Status, UnknownValue, Verdict
from estate import CACHE, REDIS, RULES, cache

# ---- the rules of the library -------------------------------------------------


def patched(document, patch):
    """A merge patch in which null stays null and "$absent" removes."""
    if not isinstance(patch, dict):
        return patch
    result = dict(document) if isinstance(document, dict) else {}
    for key, change in patch.items():
        if change == "$absent":
            result.pop(key, None)
        else:
            result[key] = patched(result.get(key), change)
    return result


def example_documents(rule, example):
    documents = json.loads(rule.baseline)
    patches = json.loads(example.patch)
    patches = patches if isinstance(patches, list) else [patches]
    documents += [{}] * (len(patches) - len(documents))
    patches += [{}] * (len(documents) - len(patches))
    return [
        patched(document, patch)
        for document, patch in zip(documents, patches)
        if patch != "$absent"
    ]


# The settings under which examples have their statuses, where the defaults do not do.
SETTINGS = {
    "-disk-key-rotated": {"key_rotation_days": 90},
    "-allowed-location": {"allowed_locations": ["westeurope", "northeurope"]},
    "-few-managers": {"max_managers": 1},
    "redis-can-be-created": {"had_classic_caches": "yes"},
    "-allowed-sku": {
        "sku_patterns": {
            "Microsoft.Cache/redis": "Premium_P1",
            "Microsoft.Cache/redisEnterprise": "Balanced_.*",
        }
    },
}

CASES = [(rule, example) for rule in cachewarden.rules() for example in rule.examples]


@pytest.mark.parametrize(
    "rule, example", CASES, ids=[f"{rule.name}: {example.name}" for rule, example in CASES]
)
def test_each_example_has_its_status(rule, example):
    settings = next((text for end, text in SETTINGS.items() if rule.name.endswith(end)), None)
    assessment = cachewarden.check(
        *example_documents(rule, example), rules=rule.id, settings=settings
    )
    statuses = [each.status for each in assessment.findings]
    assert statuses[0] is example.status


def test_rules_have_all_their_texts():
    rules = cachewarden.rules()
    assert len(rules) >= 2 and [each.id for each in rules] == sorted(each.id for each in rules)
    for rule in rules:
        assert rule.name and rule.title and rule.message and rule.rationale and rule.controls
        assert rule.references and rule.baseline and rule.check is None
        assert rule.id in cachewarden.explain(rule) and rule.name in cachewarden.explain(rule.name)
        assert rule == next(each for each in cachewarden.rules() if each.id == rule.id)
        hash(rule)


# ---- rules of the user --------------------------------------------------------


def judge(check, *sources, **texts):
    """The finding of one rule on the first resource."""
    rule = Rule(**{"id": "ACME-1", "resource_type": REDIS, "check": check, **texts})
    assessment = cachewarden.check(
        *(sources or [cache()]), rules=rule.id, custom_rules=[rule], as_of="2026-01-31"
    )
    return assessment.findings[0]


@pytest.mark.parametrize(
    "answer, status",
    [
        (True, Status.PASS),
        (False, Status.FAIL),
        (None, Status.UNKNOWN),
        (Status.NOT_APPLICABLE, Status.NOT_APPLICABLE),
        ("fail", Status.FAIL),
        (Verdict(Status.FAIL, "because"), Status.FAIL),
    ],
)
def test_a_check_answers_with_a_truth_a_status_or_a_verdict(answer, status):
    assert judge(lambda cache, context: answer).status is status


def test_what_is_asked_becomes_evidence():
    finding = judge(
        lambda cache, context: Verdict(Status.FAIL, f"is in {cache['location']}"),
        title="is in Sweden",
        severity=Severity.HIGH,
        remediation=cachewarden.Remediation(cli="az redis delete --ids {id}"),
    )
    assert finding.message == "is in westeurope"
    assert [(each.property, each.value) for each in finding.evidence] == [
        ("location", '"westeurope"')
    ]
    assert finding.severity is Severity.HIGH and finding.name == "ACME-1"
    assert finding.remediation.cli == f"az redis delete --ids {CACHE}"


def test_a_gap_ends_a_check_as_unknown_and_is_named():
    def check(cache, context):
        return cache["location"] == "westeurope" and cache["provisioning_state"] == "Succeeded"

    finding = judge(check)
    assert finding.status is Status.UNKNOWN
    assert [each.property for each in finding.evidence] == ["properties.provisioningState"]
    assert finding.missing[0].what == CACHE + "#properties.provisioningState"
    assert finding.missing[0].collect == f"az redis show --ids {CACHE}"
    # what decides before the gap is asked does decide
    assert judge(check, {**cache(), "location": "eastus"}).status is Status.FAIL


def test_an_exception_is_unknown_with_its_text():
    def broken(cache, context):
        raise RuntimeError("the moon is full")

    finding = judge(broken)
    assert finding.status is Status.UNKNOWN
    assert finding.message == "the rule failed: RuntimeError: the moon is full"
    assert "KeyError" in judge(lambda cache, context: cache["no_such_field"]).message
    assert "`perhaps` is not one of" in judge(lambda cache, context: "perhaps").message
    assert "TypeError" in judge(lambda: True).message


def test_an_interrupt_ends_the_assessment():
    def interrupted(cache, context):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(interrupted)


def test_a_check_is_called_once_for_each_resource_in_order():
    calls = []

    def check(cache, context):
        calls.append((cache.name, str(context.as_of), len(context.inventory)))
        return True

    rule = Rule(id="ACME-1", resource_type=REDIS, check=check)
    caches = [{**cache(), "id": CACHE[:-6] + name, "name": name} for name in ("b", "c", "a")]
    assessment = cachewarden.check(
        caches, rules="ACME-1", custom_rules=[rule], as_of="2026-01-31"
    )
    list(assessment.findings)
    assessment.render("json", show=list(Status))
    assert calls == [(name, "2026-01-31", 3) for name in ("a", "b", "c")]


def test_relations_are_followed():
    group = "/subscriptions/s/resourceGroups/g"
    subnet = group + "/providers/Microsoft.Network/virtualNetworks/v/subnets/n"
    seen = {}

    def check(cache, context):
        target = cache.follow("subnet_id")
        seen["target"] = target.id, target.is_collected, target.parent.name
        seen["none"] = cache.parent
        seen["same"] = context.inventory.find(CACHE.upper()) == cache
        seen["partial"] = cache.children(RULES, partial=True)
        return target["network_security_group"] is not None

    finding = judge(check, cache(subnetId=subnet))
    assert seen == {"target": (subnet, False, "v"), "none": None, "same": True, "partial": ()}
    assert finding.status is Status.UNKNOWN
    assert {each.what for each in finding.missing} >= {subnet}


def test_children_that_are_not_all_known_are_unknown():
    def few(cache, context):
        return len(cache.children(RULES)) < 2

    assert judge(few).status is Status.UNKNOWN
    assert judge(few).missing[0].kind == "collection"
    rules = [{"name": name, "startIP": "192.0.2.1", "endIP": "192.0.2.9"} for name in "ab"]
    known = cachewarden.read(cache(), of={CACHE + "#firewallRules": rules})
    rule = Rule(id="ACME-1", resource_type=REDIS, check=few)
    assessment = cachewarden.assess(known, rules="ACME-1", custom_rules=[rule])
    assert assessment.findings[0].status is Status.FAIL


def test_values_are_of_pythons_own_types():
    group = {
        "id": CACHE[: CACHE.index("/providers")]
        + "/providers/Microsoft.Network/networkSecurityGroups/n",
        "type": "Microsoft.Network/networkSecurityGroups",
        "properties": {
            "securityRules": [
                {
                    "name": "r",
                    "properties": {
                        "priority": 100,
                        "direction": "Inbound",
                        "access": "Allow",
                        "protocol": "Tcp",
                        "sourceAddressPrefixes": ["10.0.0.0/8", "Internet"],
                        "destinationPortRanges": ["6379-6380", "10000"],
                    },
                }
            ]
        },
    }
    known = cache(enableNonSslPort=True, port=6379, accessKeys={"a": "b"})
    inventory = cachewarden.read(known, group)
    live = inventory.find(CACHE)
    assert live["enable_non_ssl_port"] is True and live["port"] == 6379
    assert live["location"] == "westeurope" and live["sku_name"] == "Premium"
    assert live["tags"] == {"owner": "shop"} and live["subnet_id"] is None
    assert live["access_keys"] is None and live.ask("access_keys").is_secret
    rule = next(each for each in inventory.resources if each.name == "r")
    values = [rule.ask(name).value for name in rule.fields]
    assert ("10.0.0.0/8", "Internet") in values and ((6379, 6380), (10000, 10000)) in values
    with pytest.raises(UnknownValue, match="`properties.provisioningState` of `orders` is absent"):
        live["provisioning_state"]
    with pytest.raises(KeyError):
        live["nothing"]
    assert repr(live) == f"<ResourceView {REDIS} orders>" and hash(live) == hash(live.resource)


def test_wrong_rules_are_refused():
    def passes(cache, context):
        return True

    for texts, message in (
        ({"id": ""}, "has no id"),
        ({"name": "redis-tls-only"}, "two rules are called `redis-tls-only`"),
        ({"resource_type": "Microsoft.Nothing/at"}, "`Microsoft.Nothing/at` is no type"),
        ({"severity": "harsh"}, "`harsh` is no severity"),
        ({"category": "fun"}, "`fun` is no category"),
        ({"check": None}, "has no check"),
    ):
        rule = Rule(**{"id": "ACME-1", "resource_type": REDIS, "check": passes, **texts})
        with pytest.raises(cachewarden.Error, match=message):
            cachewarden.check(cache(), custom_rules=[rule])


def test_a_decorator_makes_a_rule():
    @cachewarden.rule(id="ACME-9", resource_type=REDIS, severity=Severity.LOW)
    def owned(cache, context):
        return "owner" in cache["tags"]

    assert owned.id == "ACME-9" and owned.severity is Severity.LOW
    assessment = cachewarden.check(cache(), rules="acme-9", custom_rules=[owned])
    assert assessment.findings[0].status is Status.PASS
