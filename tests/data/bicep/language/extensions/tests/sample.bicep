param name string
assert short = length(name) < 10
