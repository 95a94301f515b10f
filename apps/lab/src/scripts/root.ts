/**
 * Builds an engine's root folder beside its place and moves it there when it is whole. Run under a lock, in mount and pid
 * namespaces of its own. Arguments: final path, suite, mirror, path of the root to start from (empty: none).
 */
export const buildRootScript = `
set -eu
path=$1 suite=$2 mirror=$3 base=$4
[ ! -e "$path" ] || exit 0
new=$path.new
rm -rf --one-file-system "$new"
export DEBIAN_FRONTEND=noninteractive
if [ -z "$base" ]; then
  debootstrap --variant=minbase --include=docker.io,iptables "$suite" "$new" "$mirror" >"$path.log" 2>&1 ||
    { tail -n 5 "$path.log" >&2; exit 1; }
else
  cp -a "$base" "$new"
  echo "deb $mirror $suite main" > "$new/etc/apt/sources.list"
  # The mirror is a copy of a past day where a distribution is frozen for reproducible builds.
  apt="chroot $new apt-get -q -o Acquire::Check-Valid-Until=false"
  { $apt update && $apt install -y --no-install-recommends docker.io; } >"$path.log" 2>&1 ||
    { tail -n 5 "$path.log" >&2; exit 1; }
fi
rm -rf "$new"/var/lib/apt/lists/* "$new"/var/cache/apt/archives/*.deb "$new"/var/cache/apt/*.bin
chroot "$new" dockerd --version
# On disk before it gets its name: a half-built root is never used, also not after a power cut.
sync -f "$new"
mv "$new" "$path"
`;
