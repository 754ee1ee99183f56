#!/usr/bin/env python3
"""wrong_sources.py COMPILER: shows that purity.py and text.py find what they are for.

Each source for purity.py is compiled; the impure ones must be refused, the pure ones accepted. So
must the texts for text.py.
"""

import pathlib
import subprocess
import sys
import tempfile

import text

PURE = [
    "const char* const words[] = {\"a\", \"b\"}; const char* f(int i) { return words[i]; }",
    "struct A { virtual ~A(); }; A::~A() {}",
    "inline constexpr const char* words[] = {\"a\"}; const char* f(int i) { return words[i]; }",
    "#include <string>\nint g(); std::string f() { std::string a(9, 'x'); g(); return a; }",
]
IMPURE = [
    "int counter; int f() { return ++counter; }",
    "int counter = 1; int f() { return ++counter; }",
    "int f() { static int calls; return ++calls; }",
    "thread_local int counter; int f() { return ++counter; }",
    "#include <string>\nconst std::string text(40, 'x');",
    "#include <string>\nconst std::string& f() { static const std::string s(40, 'x'); return s; }",
    "#include <iostream>\nvoid f() { std::cout << 1; }",
    "#include <cstdio>\nvoid f() { std::puts(\"a\"); }",
    "#include <cstdlib>\nvoid f() { std::abort(); }",
    "#include <cstdlib>\nconst char* f() { return std::getenv(\"HOME\"); }",
    "#include <cstdlib>\ndouble f(const char* s) { return std::strtod(s, nullptr); }",
    "#include <chrono>\nauto f() { return std::chrono::system_clock::now(); }",
    "#include <fstream>\nvoid f() { std::ifstream in(\"a\"); }",
    "#include <cctype>\nint f(int c) { return std::tolower(c); }",
    "#include <thread>\nvoid f() { std::thread([] {}).join(); }",
    "#include <sstream>\nstd::string f(int i) { std::ostringstream out; out << i; return out.str(); }",
]

# path, text, whether text.py finds something
TEXTS = [
    ("lib/json/a.cpp", "int f(int a);  // the exit(0) of printf(...)\n", False),
    ("lib/host/a.cpp", "void f() { std::printf(\"a\"); }\n", False),
    ("bindings/cli/a.cpp", "void f() { std::cout << 1; }\n", False),
    ("lib/json/a.hpp", "#pragma once\n#define CACHEWARDEN_A\n", False),
    ("lib/json/a.hpp", "#pragma once\ninline constexpr int a = 1;\n", False),
    ("lib/json/a.hpp", "#pragma once\ninline int f(int a) { return a; }\n", False),
    ("lib/json/a.hpp", "#pragma once\ninline int a = 1;\n", True),
    ("lib/json/a.hpp", "#pragma once\nstruct A {\n  inline static int a;\n};\n", True),
    ("lib/json/a.hpp", "#pragma once\n#define A\n", True),
    ("lib/json/a.hpp", "int f();\n", True),
    ("lib/json/a.cpp", "int f();", True),
    ("lib/json/a.cpp", "int f(); \n", True),
    ("lib/json/a.cpp", "\tint f();\n", True),
    ("lib/json/a.cpp", "// caf\u00e9\n", True),
    ("lib/json/a.cpp", "// TO" "DO: mend\n", True),
    ("tests/run.sh", "cd /ro" "ot/a\n", True),
    ("lib/json/a.cpp", "void f() { std::cout << 1; }\n", True),
    ("lib/json/a.cpp", "void f() { std::abort(); }\n", True),
    ("lib/json/a.cpp", "int f(int c) { return std::tolower(c); }\n", True),
    ("bindings/c/a.cpp", "const char* f() { return getenv(\"A\"); }\n", True),
    ("include/cachewarden/model/a.hpp", "#pragma once\nthread_local int a;\n", True),
]


def judge_texts():
    wrong = 0
    for path, content, expected in TEXTS:
        found = list(text.problems(pathlib.PurePath(path), content))
        if bool(found) != expected:
            wrong += 1
            print(f"{path}: {content!r}: found {found}")
    print(f"{len(TEXTS)} texts, {wrong} misjudged")
    return wrong


def main():
    compiler = sys.argv[1]
    judge = str(pathlib.Path(__file__).with_name("purity.py"))
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for source in PURE + IMPURE:
            (root / "a.cpp").write_text(source + "\n", encoding="ascii")
            (root / "list").write_text(f"{root}/a.o\n", encoding="ascii")
            for level in ("-O0", "-O2"):
                subprocess.run([compiler, "-std=c++20", "-fPIC", level, "-c", root / "a.cpp", "-o",
                                root / "a.o"], check=True)
                answer = subprocess.run([sys.executable, judge, root / "list"], check=False,
                                        capture_output=True, text=True)
                if (answer.returncode == 0) != (source in PURE):
                    wrong += 1
                    print(f"{level} {source}\n{answer.stdout}")
    print(f"{2 * len(PURE + IMPURE)} objects, {wrong} misjudged")
    return 1 if wrong + judge_texts() else 0


if __name__ == "__main__":
    sys.exit(main())
