"""Sources, selection, findings, reports."""

import copy
import dataclasses
import datetime
import io
import json
import pathlib
import sys

import cachewarden
import pytest
from cachewarden import Intent, MissingKind, Severity, State, Status
from estate import CACHE, REDIS, RULES, cache

OPEN = cache(enableNonSslPort=True)


def check_tls(*sources, **options):
    return cachewarden.check(*sources, rules="redis-tls-only", **options)


# ---- sources ----------------------------------------------------------------


def test_a_file_a_folder_bytes_and_a_parsed_object_give_equal_findings(tmp_path):
    text = json.dumps(OPEN)
    file = tmp_path / "cache.json"
    file.write_text(text)
    findings = [
        check_tls(source).findings
        for source in (
            str(file),
            file,
            tmp_path,
            [str(file)],
            text.encode(),
            bytearray(text.encode()),
            memoryview(text.encode()),
            [text.encode()],
            OPEN,
        )
    ]
    for each in findings:
        (finding,) = each
        assert finding.status is Status.FAIL
        unplaced = dataclasses.replace(finding.evidence[0], document="")
        assert dataclasses.replace(finding, evidence=(unplaced,)) == dataclasses.replace(
            findings[0][0], evidence=(dataclasses.replace(findings[0][0].evidence[0], document=""),)
        )


def test_a_list_of_parsed_objects_is_one_document():
    other = {**cache(), "id": CACHE + "2"}
    assessment = check_tls([OPEN, other])
    assert [each.name for each in assessment.inputs] == ["input"]
    assert [each.evidence[0].pointer for each in assessment.findings] == [
        "/0/properties/enableNonSslPort",
        "/1",
    ]
    assert [each.name for each in check_tls(OPEN, other).inputs] == ["input[0]", "input[1]"]


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(OPEN).encode())))
    assert check_tls("-").summary["fail"] == 1


def test_answers_are_attributed():
    rules = [{"name": "office", "startIP": "192.0.2.1", "endIP": "192.0.2.9"}]
    inventory = cachewarden.read(OPEN, of={CACHE + "#firewallRules": rules})
    (child,) = inventory.find(CACHE).children(RULES)
    assert child.name == "office"
    empty = cachewarden.read(OPEN, of={CACHE + "#firewallRules": []})
    assert empty.find(CACHE).children(RULES) == ()
    with pytest.raises(cachewarden.UnknownValue):
        cachewarden.read(OPEN).find(CACHE).children(RULES)


@pytest.mark.parametrize("source", [7, None, object(), 1.5, {1, 2}])
def test_what_is_no_source_is_a_type_error(source):
    with pytest.raises(TypeError, match="a source is"):
        cachewarden.check(source)


def test_a_path_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(cachewarden.Error) as caught:
        cachewarden.check(tmp_path / "nothing")
    assert caught.value.code is cachewarden.ErrorCode.IO
    assert caught.value.place == str(tmp_path / "nothing")
    assert str(caught.value).startswith(caught.value.place + ": ")
    assert isinstance(caught.value, ValueError)


def test_what_json_cannot_say_is_an_error():
    endless = []
    endless.append(endless)
    for source in (cache(a=float("nan")), cache(a=object()), {"a": {1, 2}}, [endless]):
        with pytest.raises(cachewarden.Error, match="is no JSON"):
            cachewarden.check(source)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"\x00\x01",
        b"\xff\xfe\xfd",
        b'{"a": 1}',
        b"[1, 2]",
        b"<html>",
        b'"text"',
        b"[" * 5000,
    ],
)
def test_bad_input_is_told_and_never_passes(text):
    assessment = cachewarden.check(text)
    assert len(assessment.findings) == 0
    assert assessment.has_errors
    assert assessment.diagnostics[0].message


def test_half_of_a_bad_document_is_read():
    text = json.dumps(OPEN) + "\n" + json.dumps({**OPEN, "id": CACHE + "2"})[:-9] + "\n"
    assessment = check_tls(text.encode())
    assert assessment.has_errors
    assert [each.resource.name for each in assessment.findings] == ["orders"]


def test_text_that_is_no_utf8_is_replaced():
    text = json.dumps(OPEN).replace("westeurope", "west\udc80urope")
    assessment = check_tls(text.encode("utf-8", "surrogateescape"))
    for form in cachewarden.formats():
        assessment.render(form).encode("utf-8")


# ---- selection --------------------------------------------------------------


def test_rules_are_chosen_by_patterns():
    assert {each.rule for each in cachewarden.check(OPEN, rules="CW-REDIS-00?").findings} >= {
        "CW-REDIS-001"
    }
    names = {each.name for each in cachewarden.check(OPEN, exclude=["*tls*"]).findings}
    assert names and "redis-tls-only" not in names
    with pytest.raises(cachewarden.Error, match="no rule matches `nothing-like-it`"):
        cachewarden.check(OPEN, rules=["nothing-like-it"])


def test_the_date_of_judgement_is_a_date():
    for as_of in (None, "2026-01-31", datetime.date(2026, 1, 31), datetime.datetime(2026, 1, 31)):
        check_tls(OPEN, as_of=as_of)
    for as_of in ("31.1.2026", "2026-02-30", ""):
        with pytest.raises(cachewarden.Error, match="is not a date"):
            check_tls(OPEN, as_of=as_of)


def test_evidence_is_as_old_as_the_caller_says():
    def status(**given):
        judged = check_tls(OPEN, settings={"max_evidence_age_days": 30}, **given)
        return judged.findings[0].status

    day = datetime.date(2026, 3, 1)
    assert status(as_of=day, collected=datetime.date(2026, 2, 20)) == "fail"
    assert status(as_of=day, collected="2026-01-01") == "unknown"
    assert status(as_of=day) == "unknown"
    assert check_tls(OPEN, as_of=day, collected="2020-01-01").findings[0].status == "fail"
    with pytest.raises(cachewarden.Error, match="is not a date"):
        check_tls(OPEN, collected="yesterday")


def test_settings_are_a_document():
    check_tls(OPEN, settings={"firewall_max_addresses": 16, "minimum_zones": 3})
    check_tls(OPEN, settings=b'{"extends": "strict"}')
    for wrong, message in [
        ({"zones": 3}, "`zones` is not known here"),
        ({"minimum_zones": -1}, "is an integer from 1 to 3"),
        ({"minimum_zones": 0, "templates": "some"}, "(?s)integer.*one of partial, complete"),
        (b"{", "settings:1:"),
        ("no-such-file.json", "cannot be read"),
    ]:
        with pytest.raises(cachewarden.Error, match=message):
            check_tls(OPEN, settings=wrong)
    changed = check_tls(OPEN, settings={"rules": {"severity": {"redis-tls-only": "low"}}})
    assert changed.findings[0].severity == "low"


EXEMPTION = {
    "rule": "redis-tls-only",
    "resource": "*",
    "category": "waiver",
    "reason": "test",
    "owner": "me",
    "until": "2026-12-31",
}


def test_exemptions_mark_and_keep_the_status():
    exemptions = {"exemptions": [EXEMPTION]}
    judged = check_tls(OPEN, exemptions=exemptions, as_of="2026-06-01")
    assert judged.summary["fail"] == 1
    assert judged.exempt == 1
    assert judged.findings[0].marks == ("exempt",)
    assert not judged.diagnostics
    expired = check_tls(OPEN, exemptions=exemptions, as_of="2027-06-01")
    assert expired.exempt == 0
    assert [each.code for each in expired.diagnostics] == ["exemption-expired"]
    with pytest.raises(cachewarden.Error, match="`reason` is missing"):
        without = {key: EXEMPTION[key] for key in EXEMPTION if key != "reason"}
        check_tls(OPEN, exemptions={"exemptions": [without]})


def test_attestations_turn_unknown_into_pass():
    attestation = {
        "rule": "redis-tls-only",
        "resource": "*",
        "statement": "seen in the portal",
        "by": "Ada",
        "reference": "T-1",
        "date": "2026-01-01",
        "until": "2026-12-31",
    }
    unclear = {**OPEN, "properties": {"enableNonSslPort": {}}}
    attestations = {"attestations": [attestation]}
    assert check_tls(unclear).summary["unknown"] == 1
    judged = check_tls(unclear, attestations=attestations, as_of="2026-06-01")
    assert judged.summary["pass"] == 1
    assert judged.attested == 1
    assert judged.findings[0].marks == ("attested",)
    assert check_tls(OPEN, attestations=attestations, as_of="2026-06-01").summary["fail"] == 1


# ---- findings ---------------------------------------------------------------


def test_a_finding_is_a_typed_value():
    (finding,) = check_tls(OPEN).findings
    assert finding.rule == "CW-REDIS-001" and finding.name == "redis-tls-only"
    assert finding.status is Status.FAIL and finding.status == "fail"
    assert finding.severity is Severity.CRITICAL and finding.severity > "high"
    assert finding.resource == cachewarden.Resource(CACHE, "orders", REDIS, Intent.LIVE)
    assert finding.message == "port 6379 accepts connections without TLS"
    (evidence,) = finding.evidence
    assert evidence == cachewarden.Evidence(
        resource=CACHE,
        property="properties.enableNonSslPort",
        state=State.STATED,
        value="true",
        document="input",
        pointer="/properties/enableNonSslPort",
        line=1,
        column=evidence.column,
    )
    assert evidence.column > 1
    assert finding.remediation.cli == f"az redis update --ids {CACHE} --set enableNonSslPort=false"
    assert cachewarden.Control("psrule", "Azure.Redis.NonSslPort") in finding.controls
    assert finding.marks == () and finding.missing == ()


def test_findings_are_equal_and_hashed_by_value():
    one, two = check_tls(OPEN).findings[0], check_tls(copy.deepcopy(OPEN)).findings[0]
    assert one == two and hash(one) == hash(two) and len({one, two}) == 1
    assert one != check_tls(cache(enableNonSslPort=False)).findings[0]
    assert check_tls(OPEN).findings == check_tls(OPEN).findings == [one]
    assert hash(check_tls(OPEN).findings) == hash(check_tls(OPEN).findings)


def test_findings_become_plain_data():
    (finding,) = check_tls(OPEN).findings
    data = json.loads(json.dumps(dataclasses.asdict(finding)))
    report = json.loads(check_tls(OPEN).render("json"))["findings"][0]
    for key in ("rule", "name", "status", "severity", "resource", "message", "remediation"):
        assert data[key] == report[key]
    assert "fail CW-REDIS-001 orders" in repr(finding)


def test_unknown_names_what_is_missing():
    (finding,) = check_tls({"id": CACHE, "name": "orders", "type": REDIS}).findings
    assert finding.status is Status.UNKNOWN
    (missing,) = finding.missing
    assert missing.kind is MissingKind.PROPERTY
    assert missing.collect == f"az redis show --ids {CACHE}"


def test_findings_are_a_sequence_made_when_asked():
    assessment = cachewarden.check([{**OPEN, "id": CACHE + str(i)} for i in range(9)])
    findings = assessment.findings
    assert len(findings) == len(assessment) == sum(assessment.summary.values())
    assert findings[-1] == findings[len(findings) - 1] == list(findings)[-1]
    assert list(findings[2:5]) == [findings[2], findings[3], findings[4]]
    assert findings[0] in findings and findings.index(findings[3]) == 3
    with pytest.raises(IndexError):
        findings[len(findings)]
    failed = assessment.where("fail")
    assert len(failed) == assessment.summary["fail"] == assessment.summary[Status.FAIL] >= 9
    assert {each.status for each in failed} == {Status.FAIL}
    with pytest.raises(cachewarden.Error, match="`failed` is not one of pass, fail"):
        assessment.where("failed")


# ---- reports ----------------------------------------------------------------


def test_reports_are_the_same_each_time_and_counts_are_of_all():
    for form in cachewarden.formats():
        once = cachewarden.check(OPEN).render(form)
        assert once == cachewarden.check(OPEN).render(form)
        assert once == cachewarden.render(cachewarden.check(OPEN), form)
    everything = json.loads(cachewarden.check(OPEN).render("json", show=list(Status)))
    nothing = json.loads(cachewarden.check(OPEN).render("json", show=[]))
    assert len(everything["findings"]) == len(cachewarden.check(OPEN))
    assert nothing["findings"] == [] and nothing["summary"] == everything["summary"]
    severe = json.loads(cachewarden.check(OPEN).render("json", min_severity=Severity.CRITICAL))
    assert {each["severity"] for each in severe["findings"]} == {"critical"}
    assert "\x1b[" in cachewarden.check(OPEN).render(colour=True)


def test_wrong_words_are_errors():
    assessment = check_tls(OPEN)
    for options in ({"format": "papyrus"}, {"show": "bad"}, {"min_severity": "harsh"}):
        with pytest.raises(cachewarden.Error):
            assessment.render(**options)
    with pytest.raises(cachewarden.Error, match="no rule is called `x`"):
        cachewarden.explain("x")


SECRETS = pathlib.Path(__file__).parents[3] / "tests" / "data" / "bad" / "secrets"


@pytest.mark.skipif(not SECRETS.is_dir(), reason="the data of the source tree is not here")
def test_no_secret_leaves_in_anything():
    files = sorted(SECRETS.iterdir())
    assert any("CANARY" in each.read_text(errors="replace") for each in files)
    for file in files:
        assessment = cachewarden.check(file)
        said = [assessment.render(form, show=list(Status)) for form in cachewarden.formats()]
        said += map(repr, assessment.findings)
        said += map(repr, assessment.diagnostics)
        said += (json.dumps(dataclasses.asdict(each)) for each in assessment.findings)
        for resource in assessment.inventory.resources:
            said += (repr(resource.ask(name)) for name in resource.fields)
        assert len(said) > 3
        for text in said:
            assert "CANARY" not in text, file.name
