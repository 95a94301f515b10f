/**
 * Builds what VMs start from beside its place and moves it there when it is whole: `disk.img`, `vmlinuz`, and in `modules/`
 * what the kernel needs to find its disk, in order. The kernel's package is unpacked and not installed, because it would
 * make an initramfs that nobody needs. Run under a lock, in mount and pid namespaces of its own. Arguments: final path, root
 * folder to start from, mirror, suite, node.
 */
export const buildVmScript = `
set -eu
path=$1 base=$2 mirror=$3 suite=$4 node=$5
[ ! -e "$path" ] || exit 0
export DEBIAN_FRONTEND=noninteractive
exec 3>&2 >"$path.log" 2>&1
trap '[ $? = 0 ] || tail -n 5 "$path.log" >&3' EXIT
new=$path.new
rm -rf --one-file-system "$new"
mkdir -p "$new/modules" "$new/kernel"
root=$new/root
cp -a "$base" "$root"

echo "deb $mirror $suite main" > "$root/etc/apt/sources.list"
# The mirror is a copy of a past day where a distribution is frozen for reproducible builds.
apt="chroot $root apt-get -q -o Acquire::Check-Valid-Until=false"
$apt update
$apt install -y --no-install-recommends docker-cli iproute2 kmod nftables procps socat
kernel=$(chroot "$root" apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \\(linux-image-[^ ]*\\).*/\\1/p')
[ -n "$kernel" ]
chroot "$root" sh -ec 'cd /tmp; apt-get -q download "$0"; dpkg-deb -x ./linux-image-*.deb /tmp/kernel; rm -f ./*.deb' "$kernel"
mv "$root/tmp/kernel" "$new/kernel/unpacked"

release=\${kernel#linux-image-}
cp "$new/kernel/unpacked/boot/vmlinuz-$release" "$new/vmlinuz"
cp "$new/kernel/unpacked/boot/config-$release" "$root/boot/"
mkdir -p "$root/usr/lib/modules"
cp -a "$new/kernel/unpacked"/*/lib/modules/"$release" "$root/usr/lib/modules/"
chroot "$root" depmod "$release"
count=10
for module in $(chroot "$root" modprobe -S "$release" --show-depends virtio_blk | sed -n 's/^insmod //p'); do
  busybox xzcat "$root$module" > "$new/modules/$count-$(basename "$module" .xz)"
  count=$((count + 1))
done

cp "$node" "$root/usr/local/bin/node"
chroot "$root" node --version
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/archives/*.deb "$root"/var/cache/apt/*.bin
mkfs.ext4 -q -m 0 -d "$root" "$new/disk.img" 6G
rm -rf "$root" "$new/kernel"
# On disk before it gets its name: half of it is never used, also not after a power cut.
sync -f "$new"
mv "$new" "$path"
`;
