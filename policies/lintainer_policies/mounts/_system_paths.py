"""Rules of the host's settings, programs and kernel files.

Sources: Filesystem Hierarchy Standard 3.0; proc(5), sysfs(5), crontab(5), ld.so(8), core(5); Kubernetes documentation, static
pods and network plugins; Docker documentation, daemon.json.
"""

from __future__ import annotations

from lintainer.policy import Severity
from lintainer_policies.mounts._rules import Rule, Table

CRITICAL, HIGH, MEDIUM = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM

SETTINGS: Table = (
    (Rule(CRITICAL, HIGH, False, "every file of the host", "any program and any setting of the host can be replaced"), "/ C:/"),
    (
        Rule(
            CRITICAL,
            HIGH,
            False,
            "password hashes, host keys and settings with credentials",
            "a new user, cron job or preloaded library is root",
        ),
        "/etc",
    ),
    (Rule(HIGH, None, True, "", "services of the host, root's among them, take their settings from `/etc`"), "/etc/*"),
    (
        Rule(CRITICAL, None, True, "", "what is written there is run as root, or decides who may be root"),
        """/etc/cron.d /etc/cron.hourly /etc/cron.daily /etc/cron.weekly /etc/cron.monthly /etc/crontab /etc/anacrontab
        /etc/ld.so.preload /etc/ld.so.conf /etc/ld.so.conf.d /etc/ld.so.cache /etc/profile /etc/profile.d
        /etc/bash.bashrc /etc/bashrc /etc/environment /etc/init.d /etc/rc.local /etc/rc.d /etc/init /etc/systemd
        /etc/pam.d /etc/security /etc/udev /etc/modprobe.d /etc/modules-load.d /etc/modules /etc/sysctl.d
        /etc/sysctl.conf /etc/apt /etc/yum.repos.d /etc/logrotate.d /etc/logrotate.conf /etc/default /etc/alternatives
        /etc/fstab /etc/cni /etc/containerd /etc/crio /etc/containers /etc/dbus-1 /etc/polkit-1 /etc/xdg /etc/network
        /etc/netplan /etc/initramfs-tools /etc/dracut.conf.d /etc/grub.d /etc/nsswitch.conf /etc/inittab /etc/binfmt.d
        /etc/tmpfiles.d /etc/doas.conf /etc/kernel""",
    ),
    (
        Rule(CRITICAL, None, True, "", "programs of the host trust what it says"),
        "/etc/passwd /etc/group /etc/subuid /etc/subgid",
    ),
    (
        Rule(CRITICAL, HIGH, True, "password hashes and the rules of sudo", "who writes them is root"),
        "/etc/shadow /etc/shadow- /etc/gshadow /etc/gshadow- /etc/sudoers /etc/sudoers.d /etc/security/opasswd",
    ),
    (Rule(CRITICAL, HIGH, True, "the host's SSH keys", "who writes them can log in as any user"), "/etc/ssh"),
    (
        Rule(
            CRITICAL,
            HIGH,
            True,
            "keys and administrators' credentials of the cluster",
            "the kubelet starts the static pods written there",
        ),
        "/etc/kubernetes /etc/rancher /etc/origin /etc/etcd /etc/k0s /etc/microk8s",
    ),
    (
        Rule(CRITICAL, HIGH, True, "the daemon's settings and TLS keys", "the daemon starts the runtimes named there as root"),
        "/etc/docker",
    ),
    (
        Rule(HIGH, HIGH, True, "private keys or credentials", "a service of the host takes its keys from there"),
        """/etc/ssl /etc/ssl/private /etc/pki /etc/pki/tls/private /etc/letsencrypt /etc/wireguard /etc/openvpn
        /etc/ipsec.d /etc/ipsec.secrets /etc/strongswan /etc/swanctl /etc/krb5.keytab /etc/ceph /etc/NetworkManager
        /etc/NetworkManager/system-connections /etc/wpa_supplicant /etc/samba /etc/sssd /etc/ppp /etc/cloud /etc/salt
        /etc/puppetlabs /etc/chef /etc/vault.d /etc/consul.d /etc/nomad.d /etc/boto.cfg /etc/aws /etc/gcloud
        /etc/azure /etc/containers/auth.json /etc/mysql/debian.cnf /etc/backup /etc/restic /etc/rclone /etc/msmtprc
        /etc/fuse.conf /etc/cinder /etc/nova /etc/openstack /etc/crypttab /etc/luks /etc/credstore
        /etc/credstore.encrypted""",
    ),
    (
        Rule(HIGH, None, True, "", "the host trusts the authorities written there"),
        """/etc/ssl/certs /etc/ssl/cert.pem /etc/ssl/openssl.cnf /etc/pki/ca-trust /etc/pki/tls/certs
        /etc/pki/tls/cert.pem /etc/pki/tls/openssl.cnf /etc/pki/trust /etc/ca-certificates /etc/ca-certificates.conf
        /usr/share/ca-certificates /usr/local/share/ca-certificates /usr/share/pki /etc/pki/java /etc/pki/nssdb
        /etc/pki/rpm-gpg""",
    ),
    (
        Rule(MEDIUM, None, True, "", "programs of the host read it"),
        """/etc/localtime /etc/timezone /etc/os-release /etc/lsb-release /etc/redhat-release /etc/debian_version
        /etc/hostname /etc/machine-id /etc/issue /etc/motd /etc/mime.types /etc/services /etc/protocols
        /etc/locale.conf /etc/fonts /etc/adjtime /etc/localtime.bak /etc/zoneinfo""",
    ),
    (
        Rule(HIGH, None, True, "", "the host resolves names by it"),
        "/etc/hosts /etc/resolv.conf /etc/hosts.allow /etc/hosts.deny",
    ),
    (
        Rule(
            CRITICAL,
            HIGH,
            False,
            "root's keys, shell history and credentials",
            "`.ssh/authorized_keys` and `.bashrc` there are root's",
        ),
        "/root",
    ),
    (
        Rule(
            CRITICAL,
            HIGH,
            True,
            "the kernel, its initial file system and its boot settings",
            "the kernel and its initial file system start from there",
        ),
        "/boot /efi",
    ),
    (
        Rule(
            HIGH,
            HIGH,
            False,
            "the files, keys and credentials of every user",
            "`.ssh/authorized_keys` and `.bashrc` of every user lie there",
        ),
        "/home /Users /var/home",
    ),
)

PROGRAMS: Table = (
    (Rule(CRITICAL, None, False, "", "the host runs these programs and libraries as root"), "/usr /usr/local"),
    (
        Rule(CRITICAL, None, True, "", "the host runs these programs and libraries as root"),
        """/bin /sbin /lib /lib32 /lib64 /libx32 /usr/bin /usr/sbin /usr/lib /usr/lib32 /usr/lib64 /usr/libx32
        /usr/libexec /usr/local/bin /usr/local/sbin /usr/local/lib /usr/local/lib64 /usr/local/libexec /opt/bin
        /snap/bin""",
    ),
    (
        Rule(CRITICAL, None, True, "", "the host loads these files into its kernel and its devices"),
        "/lib/modules /usr/lib/modules /lib/firmware /usr/lib/firmware",
    ),
    (Rule(CRITICAL, None, True, "", "the kubelet's runtime runs these plugins as root on every pod"), "/opt/cni /opt/cni/bin"),
    (Rule(MEDIUM, None, True, "", ""), "/usr/src /usr/local/share"),
    (Rule(HIGH, None, False, "", "programs of the host take their data from there"), "/usr/share /usr/include"),
    (
        Rule(CRITICAL, HIGH, True, "the system's programs, settings and credentials", "services of the system load from there"),
        "C:/Windows",
    ),
    (
        Rule(HIGH, HIGH, False, "the files and credentials of every user", "programs of these users start from there"),
        "C:/Users",
    ),
    (Rule(HIGH, None, False, "", "services of the system load from there"), "C:/ProgramData"),
)

KERNEL: Table = (
    (
        Rule(
            CRITICAL,
            HIGH,
            True,
            "the environment and memory maps of every process of the host",
            "`/proc/sys/kernel/core_pattern` there names a program that the kernel runs as root",
        ),
        "/proc",
    ),
    (
        Rule(HIGH, None, True, "", "the host's hardware, memory and interrupts are set there, and it is crashed there"),
        "/proc/sysrq-trigger /proc/irq /proc/bus /proc/fs /proc/acpi /proc/mtrr /proc/scsi",
    ),
    (
        Rule(None, None, True, "", ""),
        """/proc/cpuinfo /proc/meminfo /proc/stat /proc/loadavg /proc/uptime /proc/version /proc/diskstats /proc/swaps
        /proc/mdstat""",
    ),
    (
        Rule(
            HIGH,
            HIGH,
            False,
            "the state of the kernel and of all devices",
            "`/sys/kernel/uevent_helper` there names a program that the kernel runs as root",
        ),
        "/sys",
    ),
    (
        Rule(HIGH, HIGH, True, "the state of the kernel, its traces and security modules", "the kernel takes settings there"),
        "/sys/kernel /sys/module /sys/firmware /sys/fs/bpf /sys/power /sys/hypervisor",
    ),
    (
        Rule(
            HIGH,
            None,
            True,
            "",
            "the limits of every container are set there, and a `release_agent` of version 1 is run as root",
        ),
        "/sys/fs/cgroup /cgroup",
    ),
    # Opening a device file that was bound takes a permission of the device cgroup: see the policies over devices.
    (
        Rule(
            HIGH,
            HIGH,
            False,
            "what programs of the host share in `/dev/shm`, and the names of all devices",
            "the device files that the host opens by name can be replaced",
        ),
        "/dev",
    ),
    (
        Rule(HIGH, None, True, "", "the links and files by which the host finds its disks can be replaced"),
        "/dev/disk /dev/mapper /dev/block /dev/char /dev/md",
    ),
    (
        Rule(HIGH, None, True, "", "programs of the host share their memory there; shm_size gives the container its own"),
        "/dev/shm /dev/hugepages /dev/mqueue",  # noqa: S108 - a path of the host, not a file of ours
    ),
    (Rule(MEDIUM, None, True, "a device of the host", ""), "/dev/*"),
    (
        Rule(None, None, True, "", ""),
        """/dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty /dev/ptmx /dev/pts /dev/stdin /dev/stdout
        /dev/stderr""",
    ),
)
