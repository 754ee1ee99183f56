"""Reads a folder of exported configuration, judges it, and prints what fails."""

import sys

import cachewarden

assessment = cachewarden.check(sys.argv[1] if len(sys.argv) > 1 else ".")
for finding in assessment.where("fail"):
    print(f"{finding.resource.name}: {finding.message}")
    for evidence in finding.evidence:
        print(f"  {evidence.property} = {evidence.value} at {evidence.document}:{evidence.line}")
    print(f"  {finding.remediation.cli}")
print(f"{assessment.summary['fail']} fail, {assessment.summary['unknown']} unknown")
