#!/usr/bin/env python3
"""Checks compiled objects: no state that can change, nothing run before main, no input or output,
no clock, environment, locale or end of the program, outside the layer `host`.

purity.py LIST: a file that names one object a line, by its path in the build folder.
"""

import os
import re
import subprocess
import sys

# Sections that are written at run time. What the loader alone writes (.data.rel.ro) and the
# compiler's pointer to the exception routine are no state. Nor are constants of headers that hold
# addresses, which g++ 12 puts into .data.rel.NAME; text.py sees to it that they are constants.
STATE = re.compile(r"\.(data|bss|tdata|tbss|init_array|ctors|preinit_array)(\.|$)")
NO_STATE = re.compile(r"\.data\.rel\.(ro|local\.DW\.ref|(local\.)?_Z)")

# Functions of the C and C++ libraries, as demangled, that no pure function needs.
IMPURE = re.compile(
    r"^(std::(__cxx11::)?)?("
    r"(v?f?printf|puts|f?putc|fputs|putchar|fwrite|fread|fopen|fclose|f?getc|fgets|perror)"
    r"|(open|openat|read|write|close|socket|connect|mmap|stat|opendir|readdir)(64)?"
    r"|(stdin|stdout|stderr|cin|cout|cerr|clog|wcout)"
    r"|(abort|exit|_exit|quick_exit|atexit|raise|signal|system|fork|execve?)"
    r"|(getenv|secure_getenv|setenv|environ)"
    r"|(time|clock|clock_gettime|gettimeofday|localtime(_r)?|gmtime(_r)?|strftime|mktime)"
    r"|(rand|srand|random|getrandom|random_device.*)"
    r"|(setlocale|localeconv|newlocale|strto(d|f|ld|l|ul|ll|ull)|ato[ifl]|atoll)"
    r"|(tolower|toupper|is(alpha|digit|alnum|space|upper|lower|punct|xdigit|print|cntrl))"
    r"|(locale::.*|chrono::_V2::\w+_clock::now\(\))"
    r"|(pthread_create|thread::_M_start_thread.*)"
    r"|basic_(i|o)?(f|string)stream<.*|filesystem::.*"
    r")(@.*)?$")

# layer or file (by the end of its path), name, why it is allowed
ALLOWED = [
    ("lib/host/", r".*", "the layer with input, output and threads"),
    ("lib/", r"localeconv", "nlohmann's writer asks, for numbers that are not IEEE 754 only"),
]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def state(path):
    """The names in sections that can change, or the sections where they hold no name."""
    sizes = {}
    left = {}
    for line in run("objdump", "-h", "-w", path).splitlines():
        fields = line.split()
        if len(fields) > 6 and fields[0].isdigit() and "ALLOC" in line:
            section = fields[1]
            if STATE.match(section) and not NO_STATE.match(section) and int(fields[2], 16):
                sizes[section] = None
                left[section] = int(fields[2], 16)
    for line in run("objdump", "-t", "-C", "-w", path).splitlines():
        match = re.match(r"[0-9a-f]+ .{7} (\S+)\t([0-9a-f]+) +(?:\.hidden )?(.*)", line)
        if not match or match[1] not in sizes or not match[3] or match[3] == match[1]:
            continue
        # g++ 12 puts what it knows of the types of lambdas beside state; nobody writes it.
        if match[3].startswith("typeinfo for "):
            left[match[1]] -= int(match[2], 16)
            continue
        sizes[match[1]] = sizes[match[1]] or match[3]
    return [f"{name or section} in {section}" for section, name in sizes.items()
            if name or left[section] > 0]


def calls(path):
    names = run("nm", "-u", "-C", path).splitlines()
    return [name.split(maxsplit=1)[1] for name in names if IMPURE.match(name.split(maxsplit=1)[1])]


def allowed(path, name):
    return any(place in path and re.match(pattern, name) for place, pattern, _ in ALLOWED)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        paths = file.read().split()
    found = []
    for path in paths:
        source = os.path.normpath(re.sub(r".*\.dir/", "", path))
        where = "lib/" + source if "/lib/CMakeFiles" in path else source
        found += [f"{where}: {name}" for name in state(path) if not allowed(where, name)]
        found += [f"{where}: uses {name}" for name in calls(path) if not allowed(where, name)]
    print("\n".join(found))
    print(f"{len(paths)} objects, {len(found)} problems")
    return 0 if paths and not found else 1


if __name__ == "__main__":
    sys.exit(main())
