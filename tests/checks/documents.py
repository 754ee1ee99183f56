"""documents.py: what the documents show is what is there.

Programs in README.md are those of examples/, letter by letter; links from one document to another
lead to a file.
"""

import pathlib
import re
import sys

ENDINGS = {"cpp": ".cpp", "c": ".c", "python": ".py"}


def problems(root: pathlib.Path):
    examples = {path.suffix: [] for path in (root / "examples").iterdir() if path.is_file()}
    for path in sorted((root / "examples").iterdir()):
        if path.is_file():
            examples[path.suffix].append(path.read_text())
    readme = (root / "README.md").read_text()
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    shown = [(language, text) for language, text in blocks if language in ENDINGS]
    for language in ENDINGS:
        if language not in {each for each, _ in shown}:
            yield f"README.md: no program in {language}"
    for language, text in shown:
        if text not in examples[ENDINGS[language]]:
            yield f"README.md: no file of examples/ is the program in {language} that begins with " \
                  f"`{text.splitlines()[0]}`"
    for document in [*root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("examples/**/*.md")]:
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
            path = target.split("#")[0]
            if "://" in target or not path:
                continue
            if not (document.parent / path).exists():
                yield f"{document.relative_to(root)}: {path} does not exist"


def main() -> int:
    found = list(problems(pathlib.Path(__file__).resolve().parents[2]))
    for problem in found:
        print(problem)
    print(f"{len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
