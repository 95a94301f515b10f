/**
 * Shell that runs inside the namespaces. A shell because setns, mount and pivot_root are out of Node's reach; as text in
 * the bundle because the lab is one file.
 */

/** Every process of a lab carries its name in this variable, from its first instant. */
export const ownerVariable = 'MUSTER_LAB_OWNED_BY';

/**
 * Starts `$@` as a detached process that leads its own session and prints its pid. Run behind `unshare --pid` without
 * `--fork`, the child is process 1 of the new pid namespace while the printed pid is the caller's view of it.
 */
export const detachScript = `setsid "$@" </dev/null & echo $!`;

/** Process 1 of the fabric. */
export const fabricInitScript = `
set -eu
# Packets to anywhere else are answered with "unreachable" instead of silence.
echo 1 > /proc/sys/net/ipv4/ip_forward
# The bridge is a switch: no firewall of this namespace looks at what it forwards.
for f in /proc/sys/net/bridge/bridge-nf-call-*tables; do if [ -e "$f" ]; then echo 0 > "$f"; fi; done
echo ready
exec sleep infinity >/dev/null 2>&1
`;

/**
 * Process 1 of a host: makes the host's view of the file system, then sleeps for ever. dockerd and containerd write to fixed
 * places besides those they can be told (/etc/docker, /var/lib/docker/network, /opt/containerd), so all of these are the
 * host's own, and nothing is written to the machine or to the shared root. Arguments: state folder, data folder, host name,
 * root folder (empty: the machine's), gateway, machine id.
 */
export const hostInitScript = `
set -eu
state=$1 data=$2 name=$3 root=$4 gateway=$5 machine_id=$6
printf %s "$name" > /proc/sys/kernel/hostname

# -n throughout: there is no /run/mount to keep a table in.
overlay() {
  mkdir -p "$run/over$1/upper" "$run/over$1/work"
  mount -n -t overlay overlay -o "lowerdir=$1,upperdir=$run/over$1/upper,workdir=$run/over$1/work" "$1"
}

# A private /run: dockerd finds no containerd of the machine there and starts its own. Only the state folder is shared.
run=$data/run
mkdir -p "$run"
mount -n -t tmpfs -o mode=755 tmpfs "$run"
mkdir -p "$run/\${state#/run/}" "$run/data" "$run/lock"
mount -n --bind "$state" "$run/\${state#/run/}"
mount -n --bind "$data" "$run/data"

if [ -n "$root" ]; then
  overlay "$root"
  mount -n --rbind /dev "$root/dev"
  mount -n --move "$run" "$root/run"
else
  mount -n --move "$run" /run
  run=/run
  for folder in /etc /opt /var/lib; do
    if [ -d "$folder" ]; then overlay "$folder"; fi
  done
fi

mount -n -t proc proc "$root/proc"
# A sysfs mounted from here shows this network namespace's interfaces; the cgroups come back into it.
cd /sys/fs/cgroup
mount -n -t sysfs sysfs "$root/sys"
mount -n --no-canonicalize --rbind . "$root/sys/fs/cgroup"

mkdir -p "$root/var/lib/docker" "$root/etc/docker"
mount -n --move "$root/run/data" "$root/var/lib/docker"
# Also hides a daemon.json of the machine.
mount -n -t tmpfs -o mode=755 tmpfs "$root/etc/docker"
cd "$root/etc"
# What follows must never meet the machine's own files.
[ "$(stat -f -c %T .)" = overlayfs ]
rm -f machine-id hostname hosts resolv.conf
echo "$machine_id" > machine-id
echo "$name" > hostname
printf '127.0.0.1 localhost\\n127.0.1.1 %s\\n' "$name" > hosts
# Nothing listens there, so a lookup of an unknown name fails at once instead of waiting.
echo "nameserver $gateway" > resolv.conf

if [ -n "$root" ]; then
  cd "$root"
  pivot_root . mnt
  cd /
  umount -n -l /mnt
fi
cd /
echo ready
# Process 1 is handed every orphan; because it ignores SIGCHLD, the kernel reaps them.
exec env --ignore-signal=CHLD sleep infinity >/dev/null 2>&1
`;

/** Starts dockerd in a host's namespaces. Arguments: log file, then dockerd's own. */
export const engineStartScript = `
log=$1; shift
rm -f /run/docker.pid
ulimit -n "$(ulimit -Hn)"
setsid dockerd "$@" </dev/null >>"$log" 2>&1 &
echo $!
`;

/**
 * Becomes `$@` in a host's network and UTS namespaces with the machine's file system, except that /sys and the machine id
 * are the host's. Arguments: file with the machine id (empty: none), then the command.
 */
export const execScript = `
id=$1 back=$PWD; shift
cd /sys/fs/cgroup && mount -n -t sysfs sysfs /sys && mount -n --no-canonicalize --rbind . /sys/fs/cgroup
if [ -n "$id" ] && [ -e /etc/machine-id ]; then mount -n --bind "$id" /etc/machine-id; fi
cd "$back"
exec env --default-signal -- "$@"
`;
