"""Templates and changes."""

import json

import cachewarden
import pytest

TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {
        "name": {"type": "string"},
        "open": {"type": "bool"},
        "zones": {"type": "array", "defaultValue": []},
        "key": {"type": "securestring"},
    },
    "resources": [
        {
            "type": "Microsoft.Cache/redis",
            "apiVersion": "2024-11-01",
            "name": "[parameters('name')]",
            "zones": "[parameters('zones')]",
            "tags": {"key": "[parameters('key')]"},
            "properties": {"enableNonSslPort": "[parameters('open')]"},
        }
    ],
}
CACHE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cache/redis/"


def deployment(**more):
    return cachewarden.Deployment(
        parameters={"parameters": {"name": {"value": "orders"}, "key": {"value": "CANARY"}}},
        values={"open": True, "zones": ["1", "2"]},
        scope={"subscriptionId": "s", "resourceGroup": "g"},
        **more,
    )


def test_expand_says_what_would_be_deployed():
    result = cachewarden.expand(TEMPLATE, deployment())
    (cache,) = result["predictedResources"]
    assert cache["id"] == CACHE + "orders"
    assert cache["properties"] == {"enableNonSslPort": True}
    assert cache["zones"] == ["1", "2"]
    assert cache["tags"] == {"key": "[parameters('key')]"}
    assert result["unknown"] == [
        {"pointer": "/predictedResources/0/tags/key", "kind": "parameter"}
    ]
    assert "CANARY" not in json.dumps(result)


def test_expand_takes_paths_and_what_they_lead_to(tmp_path):
    linked = dict(TEMPLATE, parameters={}, resources=[])
    linked["outputs"] = {"port": {"type": "int", "value": 6380}}
    main = dict(linked)
    main["resources"] = [
        {
            "type": "Microsoft.Resources/deployments",
            "apiVersion": "2022-09-01",
            "name": "far",
            "properties": {"mode": "Incremental", "templateLink": {"relativePath": "far.json"}},
        }
    ]
    main["outputs"] = {"port": {"type": "int", "value": "[reference('far').outputs.port.value]"}}
    (tmp_path / "main.json").write_text(json.dumps(main))
    (tmp_path / "far.json").write_text(json.dumps(linked))
    assert cachewarden.expand(tmp_path / "main.json")["outputs"]["port"]["value"] == 6380
    parameters = tmp_path / "values.json"
    parameters.write_text(json.dumps({"parameters": {"open": {"value": False}}}))
    result = cachewarden.expand(TEMPLATE, cachewarden.Deployment(parameters=[parameters]))
    assert result["predictedResources"][0]["properties"] == {"enableNonSslPort": False}


def test_what_is_no_template_is_an_error(tmp_path):
    with pytest.raises(cachewarden.Error):
        cachewarden.expand({"hello": "world"})
    with pytest.raises(cachewarden.Error):
        cachewarden.expand(tmp_path / "none.json")
    with pytest.raises(cachewarden.Error):
        cachewarden.expand(TEMPLATE, cachewarden.Deployment(scope={"planet": "mars"}))
    with pytest.raises(cachewarden.Error):
        cachewarden.expand(TEMPLATE, cachewarden.Deployment(roots=[tmp_path / "none"]))


def test_check_judges_a_template_as_it_is_deployed():
    assessment = cachewarden.check(TEMPLATE, deployment=deployment(), rules="redis-tls-only")
    (finding,) = assessment.where("fail")
    assert finding.resource.id == CACHE + "orders"


def side(name, is_open):
    return {
        "id": CACHE + name,
        "type": "Microsoft.Cache/redis",
        "apiVersion": "2024-11-01",
        "name": name,
        "properties": {"enableNonSslPort": is_open},
    }


def change(name, kind, before, after):
    return {"resourceId": CACHE + name, "changeType": kind, "before": before, "after": after}


def test_a_review_tells_what_a_change_does():
    prediction = {
        "status": "Succeeded",
        "changes": [
            change("worse", "Modify", side("worse", False), side("worse", True)),
            change("same", "NoChange", side("same", True), None),
            change("gone", "Delete", side("gone", True), None),
        ],
    }
    review = cachewarden.review(prediction, rules="redis-tls-only")
    assert [finding.resource.name for finding in review.new] == ["worse"]
    assert [finding.resource.name for finding in review.kept] == ["same"]
    assert [finding.resource.name for finding in review.resolved] == ["gone"]
    assert json.loads(review.render("json"))["summary"]["change"]["new"]["fail"] == 1
    assert "New with the change" in review.render()
    assert len(review.before) == 3
    assert len(review.after) == 2
