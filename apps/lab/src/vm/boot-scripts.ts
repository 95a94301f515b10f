import { serveVerb } from './server.js';

/**
 * What a VM runs before anything of its disk does, and what is process 1 afterwards. Parameters of the kernel's command line
 * that begin with `muster.` are the host's: name, address, gateway, mtu, machine_id, management (its address on the lab's own
 * cable) and lab (the other end of it).
 */

/** Process 1 of the initramfs: finds the disk and hands over to it. /lab goes along, in memory. */
export const initramfsScript = `#!/bin/busybox sh
export PATH=/bin
/bin/busybox mkdir -p /dev /disk
/bin/busybox mount -t devtmpfs dev /dev
for module in /modules/*; do /bin/busybox insmod "$module"; done
while [ ! -b /dev/vda ]; do /bin/busybox usleep 20000; done
/bin/busybox mount -t ext4 -o noatime /dev/vda /disk
/bin/busybox mount -t tmpfs -o mode=755 run /disk/run
/bin/busybox cp -a /lab /bin/busybox /disk/run/
/bin/busybox umount /dev
exec /bin/busybox switch_root /disk /run/lab/boot
`;

/** What Engines and networks need at once; the rest is loaded by whoever asks for it. */
const modules =
  'virtio_net virtio_rng overlay bridge br_netfilter veth vxlan nf_tables nft_compat ' +
  'esp4 xfrm_user ip_vs ip_vs_rr xt_ipvs gcm ghash-generic seqiv echainiv';

/** Process 1 of the disk. */
export const bootScript = `#!/bin/sh
exec </dev/null >/dev/console 2>&1
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm /run/lock
mount -t devpts devpts /dev/pts
mount -t tmpfs shm /dev/shm
mount -t tmpfs tmp /tmp
mount -t cgroup2 cgroup2 /sys/fs/cgroup
for word in $(cat /proc/cmdline); do
  case $word in muster.*) eval "\${word#muster.}" ;; esac
done

echo "$name" > /proc/sys/kernel/hostname
echo "$name" > /etc/hostname
echo "$machine_id" > /etc/machine-id
printf '127.0.0.1 localhost\\n127.0.1.1 %s\\n' "$name" > /etc/hosts
echo "nameserver $gateway" > /etc/resolv.conf

modprobe -a ${modules}
# The lab's own cable ends in a namespace of its own: the host's network has one interface, as other hosts have.
ip netns add lab
ip link set eth1 netns lab
ip -n lab link set lo up
ip -n lab address add "$management" peer "$lab" dev eth1
ip -n lab link set eth1 up
ip link set lo up
ip link set eth0 mtu "$mtu"
ip address add "$address/16" dev eth0
ip link set eth0 up
ip route add default via "$gateway"

while :; do
  nsenter --net=/run/netns/lab -- node --max-old-space-size=64 /run/lab/main.mjs ${serveVerb} "$management"
  sleep 1
done &
# To the machine's file. The port can be open once only, and containerd may outlive the dockerd that shares its log.
mkfifo /run/engine-log
for port in /dev/vport*p1; do setsid cat <>/run/engine-log >"$port" & done
/run/lab/engine start
echo "$name is up"
cd /
# Process 1 is handed every orphan; because it ignores SIGCHLD, the kernel reaps them.
exec env --ignore-signal=CHLD sleep infinity
`;

/**
 * What an init system does for dockerd: `engine start [FLAGS]`, `engine stop [SIGNAL]`, and `engine state`, which prints what
 * the kernel calls this boot and whether dockerd is running or has ended. containerd is apart from it, as on any host: a
 * dockerd that starts its own gives it no more than 15 seconds.
 */
export const engineScript = `#!/bin/sh
containerd=/run/containerd/containerd.sock
start() {
  rm -f /run/docker.pid
  ulimit -n "$(ulimit -Hn)"
  if [ ! -S $containerd ]; then
    mkdir -p /run/containerd
    printf 'version = 2\\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\\n' > /run/containerd/config.toml
    containerd --config /run/containerd/config.toml &
    while [ ! -S $containerd ]; do sleep 0.2; done
  fi
  exec dockerd --host unix:///run/docker.sock --group root --containerd $containerd "$@"
}
verb=$1
shift
case $verb in
  start)
    setsid "$0" run "$@" </dev/null >>/run/engine-log 2>&1 &
    echo $! > /run/lab/engine.pid
    ;;
  run) start "$@" ;;
  stop)
    pid=$(cat /run/lab/engine.pid)
    kill -s "\${1:-TERM}" "$pid" 2>/dev/null || exit 0
    left=600
    while [ -e "/proc/$pid" ]; do
      left=$((left - 1))
      [ $left -gt 0 ] || exit 1
      sleep 0.1
    done
    ;;
  state)
    cat /proc/sys/kernel/random/boot_id
    if [ -e "/proc/$(cat /run/lab/engine.pid)" ]; then echo running; else echo ended; fi
    ;;
  *) exit 2 ;;
esac
`;

/** Starts the machine again: \`reboot soft\` as a distribution does it, \`reboot hard\` as a power cut does. */
export const rebootScript = `#!/bin/sh
exec </dev/null >/dev/console 2>&1
if [ "$1" = soft ]; then
  trap '' HUP TERM
  /run/lab/engine stop TERM
  kill -s TERM -- -1
  # What init systems grant to whoever does not end at once.
  /run/busybox usleep 500000
  kill -s KILL -- -1
  sync
  mount -o remount,ro /
fi
/run/busybox reboot -f -n
`;
