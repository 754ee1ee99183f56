#!/usr/bin/env bash
# Runs both commands of the README on a bare Debian 12: a root made by debootstrap, the tree copied
# in, nothing else. Must be root. The package mirror is the one this machine's apt uses.
#
#   tests/bare.sh [ROOT]    ROOT is kept; without it a temporary folder is used and removed
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
suite=bookworm
[[ $(id -u) -eq 0 ]] || { echo "must be root, for debootstrap and chroot" >&2; exit 1; }
cmake/install-packages.sh debootstrap rsync

if [[ $# -gt 0 ]]; then
  root=$(realpath -m "$1")
else
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
fi
targets() { apt-get indextargets --format '$(REPO_URI) $(SUITE) $(CODENAME) $(LABEL)' 'Created-By: Packages'; }
mirror=$(targets | awk -v suite="$suite" '$3 == suite && $4 == "Debian" {print $1; exit}')
[[ -n $mirror ]] || { echo "apt knows no mirror of $suite; run apt-get update" >&2; exit 1; }

start=$SECONDS
[[ -e $root/etc/debian_version ]] || debootstrap --variant=minbase "$suite" "$root" "$mirror"
targets | awk -v suite="$suite" '$4 ~ /^Debian/ && $3 ~ "^" suite {print "deb", $1, $3, "main"}' |
  sort -u >"$root/etc/apt/sources.list"
echo "-- a bare $suite after $((SECONDS - start)) s"

# How this machine reaches the network, if it does so in a way of its own.
apt-config dump | grep -E '^Acquire::(http|https|ftp)::' >"$root/etc/apt/apt.conf.d/00network" || true
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf; do
  [[ ! -e $file ]] || install -m 644 "$file" "$root$file"
done
passed_on='https?_proxy|no_proxy|pip_index_url|cmake_build_parallel_level|cachewarden_[a-z_]*'
mapfile -t environment < <(env | grep -iE "^($passed_on)=")
certificates=/etc/ssl/certs/ca-certificates.crt
if [[ -e $certificates ]]; then
  install -D -m 644 "$certificates" "$root/etc/ssl/network.crt"
  environment+=(PIP_CERT=/etc/ssl/network.crt)
fi

mkdir -p "$root/src/cachewarden"
rsync -a --delete --exclude /build --exclude /.git ./ "$root/src/cachewarden/"

# In a mount namespace of its own, so that nothing stays mounted, and a fresh environment.
# shellcheck disable=SC2016 # expanded by the inner shells
inside() {
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "${environment[@]}" \
    unshare --mount --pid --fork bash -c '
      mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" &&
      exec chroot "$0" /bin/sh -c "cd /src/cachewarden && $1"' "$root" "$1"
}
for command in examples/quickstart.sh tests/run.sh; do
  start=$SECONDS
  echo "-- $command"
  inside "$command"
  echo "-- $command: done after $((SECONDS - start)) s"
done
