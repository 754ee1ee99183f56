#!/usr/bin/env python3
"""Rules on the text of sources that no compiler checks."""

import pathlib
import re
import sys

SOURCES = {".hpp", ".cpp", ".h", ".c", ".py", ".pyi", ".cmake", ".sh", ".txt"}
FOLDERS = ["include", "lib", "bindings", "examples", "tests", "cmake"]
DATA = ("tests/data/", "tests/fuzz/corpus/", "examples/estates/")
LIBRARY = r"(include|lib)/"
PURE = r"(include/cachewarden/(?!host)|lib/(?!host)|bindings/c/)"

# what is looked for, where, why
RULES = [
    (r"[^\x00-\x7f]", "", "not ASCII"),
    (r"\t", "", "a tab"),
    (r"[ ]+$", "", "space at the end of a line"),
    (r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b", "", "left undone"),
    (r"(?<![\w.$~])/(ro" r"ot|ho" r"me|wo" r"rk)/", "", "a path of one machine"),
    (r"#\s*define (?!CACHEWARDEN_|ARROW_C_(DATA|STREAM)_INTERFACE$)", LIBRARY, "a macro without the prefix CACHEWARDEN_"),
    (r"\bstd::(cout|cerr|clog|puts|f?printf)\b|(?<![\w:.])f?printf\(", PURE, "prints"),
    (r"\b(abort|terminate|_?exit|quick_exit)\(", PURE, "ends the program"),
    (r"\b(get|set)env\(|\bsystem_clock::now|\bsteady_clock::now", PURE,
     "asks the environment or the clock"),
    (r"\b(stod|stof|strtod|strtof|tolower|toupper|isalpha|isdigit|isspace|isalnum|setlocale)\(",
     PURE, "depends on the locale"),
    (r"^\s*(inline|static) (?!.*\bconst)(?!namespace|assert)[^(]*(;|=|\{\})", LIBRARY,
     "a variable that can change"),
    (r"\bthread_local\b", PURE, "state that calls share"),
]


def problems(path, text):
    name = str(path)
    if path.suffix == ".hpp" and "#pragma once" not in text:
        yield f"{name}: no `#pragma once`"
    if text and not text.endswith("\n"):
        yield f"{name}: no line end at the end"
    lines = text.split("\n")
    for pattern, where, why in RULES:
        if not re.match(where, name) or not re.search(pattern, text, re.MULTILINE):
            continue
        for number, line in enumerate(lines, 1):
            if path.suffix in {".hpp", ".cpp"} and where:
                line = re.sub(r"//.*", "", line)
            if re.search(pattern, line):
                yield f"{name}:{number}: {why}"


def main():
    found = []
    count = 0
    for folder in FOLDERS:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.suffix not in SOURCES or str(path).startswith(DATA) or not path.is_file():
                continue
            count += 1
            try:
                found += problems(path, path.read_text(encoding="utf-8"))
            except UnicodeDecodeError:
                found.append(f"{path}: not UTF-8")
    print("\n".join(found))
    print(f"{count} files, {len(found)} problems")
    return 0 if count and not found else 1


if __name__ == "__main__":
    sys.exit(main())
