#!/usr/bin/env python3
"""Sets cachewarden beside other tools on the same ten rules: counts first, times after.

compare.py --program BUILD/tests/cachewarden_ladder [--bytes 100M] [--rounds 5] [--peers jq,opa]

Makes an export, installs each peer from its package index into the work folder, and lets them take
turns, one fresh process each. A peer whose counts differ from those of the generator has failed,
whatever its time. A peer that cannot be had is named with the reason. Times are those that the
programs take themselves, from opening the export to the counts, without their start; of jq and
Checkov, which cannot tell, the whole process.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NINE = [f"B{number:02}" for number in range(1, 10)]
TEN = [*NINE, "B10"]


class Unavailable(Exception):
    """Why a peer cannot be had."""


def run(*command, cwd=None, timeout=1800, environment=None):
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=cwd, timeout=timeout, capture_output=True,
            text=True, env={**os.environ, **(environment or {})},
        )
    except FileNotFoundError:
        raise Unavailable(f"{command[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise Unavailable(f"{command[0]} took over {timeout} s") from None
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise Unavailable(lines[-1] if lines else f"{command[0]} failed")
    return done.stdout


class Peer:
    """A tool: how it is had, what it reads, and how it is run."""

    rules = TEN
    form = "ndjson"
    share = 1.0  #: of the bytes of the export, for tools that would not finish
    is_whole_process = False

    def __init__(self, work, options):
        self.work, self.options = work, options

    def prepare(self):
        """Installs it and gives its version."""
        raise NotImplementedError

    def command(self, export):
        raise NotImplementedError

    def answer(self, output):
        """Milliseconds, or None, and counts."""
        report = json.loads(output)
        return report["ms"], report["findings"]

    def venv(self, *packages):
        """A virtual environment with these packages, made once; the python in it."""
        folder = self.work / f"venv-{type(self).__name__.lower()}"
        python = folder / "bin" / "python"
        if not (folder / "complete").exists():
            run(sys.executable, "-m", "venv", "--clear", folder)
            run(python, "-m", "pip", "install", "-q", *packages)
            (folder / "complete").touch()
        return python


class Cachewarden(Peer):
    name = "cachewarden"

    def prepare(self):
        return "this tree, one thread"

    def command(self, export):
        return [self.options.program, export, "--once", "ten"]


class Settings(Peer):
    """The rules of the catalogue that are nearest to the ten, for its own Python package."""

    name = "cachewarden with ten.json"
    rules = ()

    def prepare(self):
        return "this tree, one thread"

    def command(self, export):
        return [self.options.program, export, "--once", "settings", "--settings",
                HERE / "ten.json"]

    def answer(self, output):
        report = json.loads(output)
        self.options.fails = sum(report["findings"].values())
        return report["ms"], {}


class Package(Settings):
    name = "cachewarden for Python with ten.json"

    def command(self, export):
        return [sys.executable, HERE / "peers/cachewarden_api.py", export, HERE / "ten.json"]

    def answer(self, output):
        report = json.loads(output)
        if report["findings"]["fail"] != self.options.fails:
            raise Unavailable(f"its counts are wrong: {report['findings']}")
        return report["ms"], {}


class PlainPython(Peer):
    name = "plain Python with orjson"

    def prepare(self):
        self.python = self.venv("orjson")
        version = run(self.python, "-c", "import orjson; print(orjson.__version__)").strip()
        return f"Python {sys.version.split()[0]}, orjson {version}"

    def command(self, export):
        return [self.python, HERE / "peers/plain_python.py", export]


class Regorus(Peer):
    name = "regorus"
    version = "0.14.1"

    def prepare(self):
        folder = self.work / "regorus"
        (folder / "src").mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "peers/regorus.rs", folder / "src/main.rs")
        (folder / "Cargo.toml").write_text(
            '[package]\nname = "regorus_bench"\nversion = "0.0.0"\nedition = "2021"\n'
            f'[dependencies]\nregorus = "={self.version}"\nanyhow = "1"\n'
        )
        run("cargo", "build", "--release", "-q", cwd=folder)
        self.program = folder / "target/release/regorus_bench"
        return self.version

    def command(self, export):
        return [self.program, export, HERE / "peers/redis.rego"]


class Opa(Peer):
    name = "OPA"
    version = "v1.22.4"

    def prepare(self):
        folder = self.work / "opa"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "peers/opa.go", folder / "main.go")
        if not (folder / "go.mod").exists():
            run("go", "mod", "init", "opa_bench", cwd=folder)
            run("go", "get", f"github.com/open-policy-agent/opa/v1/rego@{self.version}", cwd=folder)
        run("go", "build", "-o", "opa_bench", ".", cwd=folder)
        self.program = folder / "opa_bench"
        return self.version

    def command(self, export):
        return [self.program, export, HERE / "peers/redis.rego"]


class Jq(Peer):
    name = "jq"
    is_whole_process = True

    def prepare(self):
        if not shutil.which("jq"):
            run(ROOT / "cmake/install-packages.sh", "jq")
        return run("jq", "--version").strip()

    def command(self, export):
        return ["jq", "-nc", "-f", HERE / "peers/redis.jq", export]

    def answer(self, output):
        return None, json.loads(output)


class Custodian(Peer):
    name = "Cloud Custodian"
    rules = NINE

    def prepare(self):
        self.python = self.venv("c7n", "c7n_azure", "orjson")
        return run(self.python, "-c", "from c7n.version import version; print(version)").strip()

    def command(self, export):
        return [self.python, HERE / "peers/custodian.py", export]


class Checkov(Peer):
    name = "Checkov"
    rules = NINE
    form = "template"
    share = 0.02
    is_whole_process = True

    def prepare(self):
        self.python = self.venv("checkov")
        return run(self.python.parent / "checkov", "--version").strip()

    def command(self, export):
        names = ",".join(f"CKV_TEN_{number}" for number in range(1, 10))
        return [self.python.parent / "checkov", "-f", export, "--framework", "arm", "--check", names,
                "--external-checks-dir", HERE / "peers/checkov", "--skip-download", "--compact",
                "--quiet", "--soft-fail", "-o", "json"]

    def answer(self, output):
        counts = dict.fromkeys(NINE, 0)
        for each in json.loads(output)["results"]["failed_checks"]:
            counts[f"B{int(each['check_id'].rpartition('_')[2]):02}"] += 1
        return None, counts


PEERS = (Cachewarden, Settings, Package, PlainPython, Regorus, Opa, Jq, Custodian, Checkov)


def export_for(peer, options, work):
    """The export that a peer reads, and what the generator expects of it."""
    bytes_ = int(options.bytes * peer.share)
    path = work / f"{options.profile}-{bytes_}.{'ndjson' if peer.form == 'ndjson' else 'json'}"
    expect = path.with_suffix(".expect.json")
    if not expect.exists():
        run(sys.executable, HERE / "generate.py", "--bytes", bytes_, "--form", peer.form,
            "--profile", options.profile, "--output", path, "--expect", expect)
    return path, json.loads(expect.read_text())


def once(peer, export, expected):
    """Milliseconds and peak megabytes of one run; raises if its counts are wrong."""
    command = [str(word) for word in peer.command(export)]
    with open(peer.work / "stderr.txt", "wb") as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1",
                 "PYTHONPATH": str(peer.options.program.parents[1] / "python")})
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        whole = (time.perf_counter() - start) * 1e3
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Unavailable(f"it ended with {process.returncode}")
    inside, found = peer.answer(output.decode())
    found = {rule: found.get(rule, 0) for rule in peer.rules}
    wanted = {rule: expected[rule] for rule in peer.rules}
    if found != wanted:
        raise Unavailable(f"its counts are wrong: {found}, not {wanted}")
    return {"ms": inside or whole, "whole_ms": whole,
            "cpu_ms": (usage.ru_utime + usage.ru_stime) * 1e3,
            "peak_mb": usage.ru_maxrss * 1024 / 1e6}


def compare(options):
    work = options.work
    work.mkdir(parents=True, exist_ok=True)
    rows, ready = [], []
    for kind in PEERS:
        if options.peers and kind.name not in (*options.peers, Cachewarden.name):
            continue
        peer = kind(work, options)
        row = {"name": kind.name, "rules": len(kind.rules), "runs": []}
        rows.append(row)
        try:
            row["version"] = peer.prepare()
            export, expect = export_for(peer, options, work)
            row["bytes"] = expect["bytes"]
            once(peer, export, expect["findings"])  # warms caches, and shows that counts are right
            ready.append((peer, row, export, expect["findings"]))
        except Unavailable as reason:
            row["trouble"] = str(reason)
        print(f"{kind.name}: {row.get('trouble', 'counts are right')}", file=sys.stderr)
    for _ in range(options.rounds):
        for peer, row, export, expected in ready:
            row["runs"].append(once(peer, export, expected))
    for row in rows:
        if row["runs"]:
            for key in ("ms", "whole_ms", "cpu_ms", "peak_mb"):
                row[key] = statistics.median(each[key] for each in row["runs"])
            row["mb_s"] = row["bytes"] / row["ms"] / 1e3
            row["cpu_mb_s"] = row["bytes"] / row["cpu_ms"] / 1e3
    return rows


def table(rows):
    """Rates, and by how much cachewarden is faster: by the clock, and by the processor's time of the
    whole process, start and all, which other work on the machine disturbs less."""
    yield "| tool | version | rules | input MB | ms | MB/s | faster by | CPU ms | by CPU | peak MB |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    ours = rows[0]
    for row in rows:
        if "mb_s" not in row:
            yield f"| {row['name']} | not measured: {row.get('trouble')} | | | | | | | | |"
            continue
        yield (f"| {row['name']} | {row['version']} | {row['rules'] or 'its own'} | "
               f"{row['bytes'] / 1e6:.1f} | {row['ms']:,.0f} | {row['mb_s']:,.1f} | "
               f"{ours['mb_s'] / row['mb_s']:,.1f} | {row['cpu_ms']:,.0f} | "
               f"{ours['cpu_mb_s'] / row['cpu_mb_s']:,.1f} | {row['peak_mb']:,.0f} |")


def main():
    sys.path.insert(0, str(HERE))
    from generate import PROFILES, size

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, required=True, help="the built cachewarden_ladder")
    parser.add_argument("--bytes", type=size, default=size("100M"))
    parser.add_argument("--profile", choices=PROFILES, default="tenant")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", type=lambda text: text.split(","), default=[])
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "build/bench")
    parser.add_argument("--json", type=pathlib.Path, help="where all numbers go")
    options = parser.parse_args()
    options.program = options.program.resolve()
    rows = compare(options)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")
    print("\n".join(table(rows)))
    return 0 if rows[0]["runs"] and all("wrong" not in row.get("trouble", "") for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
