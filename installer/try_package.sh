#!/usr/bin/env bash
# Installs a DEB in a fresh root as a stranger would, uses it as a user without rights, removes and purges it.
# Usage: installer/try_package.sh DEB [ROOT]
#   ROOT     a Debian root that is there already, is used as it is and stays; without it debootstrap makes one of this
#            machine's release from this machine's mirror, which is deleted in the end
#   WEIGHTS  a folder of weights (environment; default models/weights): fetched from there, so that recognition is
#            tried, too; without it the program has to say that weights are to be fetched
# Exit status: 0 all holds, 1 the package is at fault, 2 bad usage, 77 skipped: this machine cannot make such a root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 1 ] && [ $# -le 2 ] || { sed -n '2,9s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2; }
deb=$(realpath -e -- "$1") || exit 2
given=${2:-}
weights=${WEIGHTS-$here/../models/weights}

say() { printf 'package: %s\n' "$*" >&2; }
skip() { say "SKIPPED, the package was not tried: $*"; exit 77; }
fail() { say "FAILED: $*"; exit 1; }

[ "$(id -u)" = 0 ] || skip "only root can make a root and change into it (run this as root)"
# Mounts are made in a namespace of our own: they end with this script, however it ends.
if [ -z "${LINEAMENT_OWN_MOUNTS:-}" ]; then
    unshare --mount true 2>/dev/null || skip "this machine lets nobody mount (it is perhaps a container without that right)"
    LINEAMENT_OWN_MOUNTS=1 exec unshare --mount --propagation private bash "${BASH_SOURCE[0]}" "$@"
fi

root=
log=$(mktemp)
mounted_in() { awk -v at="$1/" 'index($5 "/", at) == 1 { print $5 }' /proc/self/mountinfo; }
clean() {
    rm -f "$log"
    [ -n "$root" ] || return 0
    mounted_in "$root" | sort -r | while read -r place; do umount "$place" || true; done
    [ -z "$given" ] || return 0
    if [ -n "$(mounted_in "$root")" ]; then say "left behind, something is mounted in it: $root"; return 0; fi
    rm -rf --one-file-system "$root"
}
trap clean EXIT
# quietly WHAT-FAILS-WITH COMMAND...: shows what a command said only if it failed.
quietly() {
    local otherwise=$1 why=$2
    shift 2
    "$@" >"$log" 2>&1 </dev/null || { tail -n 25 "$log" >&2; "$otherwise" "$why"; }
}

# Debian's part of what apt reads here, whatever the mirror: "URI SUITE COMPONENT" a line.
sources() {
    apt-get indextargets --format '$(ORIGIN)|$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        sed -n 's/^Debian|//p' | sort -u
}

make_root() {
    local release mirror proxy
    if ! command -v debootstrap >/dev/null; then
        quietly skip "debootstrap is not installed and cannot be (install it, or check the network)" \
            sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap'
    fi
    release=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    mirror=$(sources | awk -v suite="$release" '$2 == suite { print $1; exit }')
    [ -n "$mirror" ] || skip "apt knows no mirror of Debian's release '$release' here (run apt-get update first)"
    proxy=$(apt-config shell proxy Acquire::http::Proxy)
    eval "$proxy"
    [ -z "${proxy:-}" ] || export http_proxy=$proxy
    root=$(mktemp -d "${TMPDIR:-/var/tmp}/try-package.XXXXXX")
    chmod 755 "$root"
    say "making a root of Debian $release from $mirror"
    quietly skip "debootstrap could make no root here (see the lines above)" \
        debootstrap --variant=minbase "$release" "$root" "$mirror"
    sources | sed 's/^/deb /' >"$root/etc/apt/sources.list"
    [ -z "${proxy:-}" ] || printf 'Acquire::http::Proxy "%s";\n' "$proxy" >"$root/etc/apt/apt.conf.d/30proxy"
    # A root that is thrown away need not outlive a power cut.
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
}

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
# The user without rights whose machine it is, with a home of their own.
user=tester
home=/home/$user
as_user() {
    chroot --userspec="$user:$user" "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME="$home" LC_ALL=C.UTF-8 \
        QT_QPA_PLATFORM=offscreen "$@"
}
apt() { inside apt-get -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@"; }
# Everything of the package outside the user's home and the logs of the system.
left_of_it() {
    find "$root" -mindepth 1 -xdev \( -path "$root/proc" -o -path "$root/home" -o -path "$root/tmp" -o -path "$root/var/log" \
        -o -path "$root/var/cache/apt" -o -path "$root/var/lib/apt" \) -prune -o -iname '*lineament*' -print
}

started=$SECONDS
if [ -n "$given" ]; then
    root=$(realpath -e -- "$given") && [ -e "$root/etc/debian_version" ] || fail "$given is no root of Debian"
else
    make_root
fi
[ -e "$root/proc/self" ] || mount -t proc proc "$root/proc" 2>/dev/null || skip "/proc cannot be mounted in the root"
[ -c "$root/dev/null" ] || mount --bind /dev "$root/dev" 2>/dev/null || skip "the root can have no /dev"
cp --dereference /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true  # a name server may be built in
inside id "$user" >/dev/null 2>&1 || quietly skip "no user can be added in the root" inside useradd --create-home --user-group "$user"
say "the root stands after $((SECONDS - started)) s"

started=$SECONDS
cp "$deb" "$root/tmp/lineament.deb"
chmod 644 "$root/tmp/lineament.deb"
quietly skip "apt inside the root cannot reach the mirror" apt update
# What cannot be resolved is the package's fault, what cannot be downloaded the network's.
quietly fail "its dependencies cannot be installed on this release" apt install --simulate /tmp/lineament.deb
quietly skip "its dependencies cannot be downloaded" apt install --download-only /tmp/lineament.deb desktop-file-utils
say "downloaded after $((SECONDS - started)) s"
quietly fail "it cannot be installed" apt install /tmp/lineament.deb desktop-file-utils
say "installed after $((SECONDS - started)) s"

started=$SECONDS
version=$(dpkg-deb --field "$deb" Version)
said=$(as_user lineament version 2>&1) || { printf '%s\n' "$said" >&2; fail "lineament version: status not 0"; }
grep -qF "${version%%-*}" <<<"$said" || fail "lineament version does not say $version: $said"
libraries=$(inside ldd /usr/bin/lineament)
! grep -q 'not found' <<<"$libraries" || fail "libraries are missing: $(grep 'not found' <<<"$libraries")"

status=0
said=$(as_user lineament models verify 2>&1) || status=$?
[ "$status" = 4 ] && grep -q 'lineament models fetch' <<<"$said" ||
    fail "without weights, models verify ends with $status and does not say how they come: $said"
if [ -n "$weights" ] && [ -d "$weights" ]; then
    cp -r "$weights" "$root/tmp/weights"
    chmod -R a+rX "$root/tmp/weights"
    quietly fail "the weights cannot be fetched from a folder" as_user lineament models fetch --from /tmp/weights
    quietly fail "models verify finds fault with weights just fetched" as_user lineament models verify
    quietly fail "the sample store cannot be made" as_user lineament sample
    quietly fail "nobody is enrolled in the sample store" as_user sh -c 'lineament identities list --json | grep -q identity_id'
else
    say "no weights at hand: recognition is not tried, the program says that they are to be fetched"
    mkdir -p "$root$home/.local/share/lineament"
    echo kept >"$root$home/.local/share/lineament/kept"
    inside chown -R "$user:$user" "$home"
fi
as_user lineament gui --page preferences --screenshot "$home/window.png" >"$log" 2>&1 </dev/null &&
    [ -s "$root$home/window.png" ] || { tail -n 25 "$log" >&2; fail "the window does not open"; }

entry=/usr/share/applications/lineament.desktop
quietly fail "the desktop entry is not valid" inside desktop-file-validate "$entry"
inside update-desktop-database
types=$(sed -n 's/^MimeType=//p' "$root$entry" | tr ';' ' ')
for type in video/mp4 image/jpeg $types; do
    grep -q "^$type=.*lineament.desktop" "$root/usr/share/applications/mimeinfo.cache" ||
        fail "files of $type would not be opened with it"
done
[ -s "$root/usr/share/icons/hicolor/scalable/apps/$(sed -n 's/^Icon=//p' "$root$entry").svg" ] || fail "its icon is missing"
zcat "$root/usr/share/man/man1/lineament.1.gz" 2>/dev/null | grep -q '^\.SH COMMANDS' || fail "the man page is missing"
for notice in copyright THIRD-PARTY.md changelog.gz; do
    [ -s "$root/usr/share/doc/lineament/$notice" ] || fail "/usr/share/doc/lineament/$notice is missing"
done
say "used after $((SECONDS - started)) s"

started=$SECONDS
# Weights that root fetched lie in the package's folder: kept on removal, gone when it is purged.
installed=$root/usr/share/lineament/models/weights
mkdir -p "$installed"
echo kept >"$installed/of-root"
digest() { (cd "$root$home" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
before=$(digest)
files=$(inside dpkg -L lineament)
quietly fail "it cannot be removed" apt remove lineament
[ -e "$installed/of-root" ] || fail "removing it took the weights with it"
quietly fail "it cannot be purged" apt purge lineament
[ "$(digest)" = "$before" ] || fail "the user's data are not what they were before it was removed"
[ -d "$root$home/.local/share/lineament" ] || fail "the user's data folder is gone"
! inside dpkg-query -W lineament >/dev/null 2>&1 || fail "dpkg still knows it"
while read -r path; do
    [ -d "$root$path" ] || [ ! -e "$root$path" ] || fail "purged, yet here: $path"
done <<<"$files"
left=$(left_of_it)
[ -z "$left" ] || fail "purged, yet here: $left"
say "removed and purged after $((SECONDS - started)) s; the user's $(grep -c . <<<"$before") files are as they were"
say "passed"
