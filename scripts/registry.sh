# shellcheck shell=bash
# The registry that ./run puts behind registrymanager: Debian's, taken out of its package without installing it,
# because an installed one starts a service of its own on port 5000. Sourced after lib.sh; works in $registry_home.
# shellcheck disable=SC2034,SC2154 # its variables are those of ./run

registry_program() { printf '%s/package/usr/bin/docker-registry' "$registry_home"; }

# unpack_registry: sets registry_note to what was done.
unpack_registry() {
  command -v apt-get >/dev/null ||
    die 1 'There is no apt-get here to take a registry from. Name one that you have with --upstream URL.'
  local fresh=$registry_home/unpacking deb version bytes
  rm -rf "$fresh"
  mkdir -p "$fresh/package"
  download_registry "$fresh"
  deb=$(compgen -G "$fresh/docker-registry_*.deb" | head -n 1)
  dpkg-deb -x "$deb" "$fresh/package"
  version=$(dpkg-deb -f "$deb" Version)
  bytes=$(stat -c %s "$deb")
  # Last, and at once: a half unpacked one must never be taken for a whole one.
  rm -rf "$registry_home/package"
  mv "$fresh/package" "$registry_home/package"
  rm -rf "$fresh"
  registry_note="docker-registry ${version%%[+-]*} unpacked into $data/ ($(((bytes + 50000) / 1000000)).$(((bytes + 50000) / 100000 % 10)) MB)"
}

# apt's lists may be missing or older than the mirror, so the second try comes after an update.
download_registry() {
  local log=$registry_home/download.log
  fetch_registry "$1" >"$log" 2>&1 && return 0
  is_root || die 1 'The registry could not be downloaded. As root, run: apt-get update. Or name a registry that you have with --upstream URL.'
  { apt-get update -q && fetch_registry "$1"; } >>"$log" 2>&1 ||
    die 1 "Debian's package docker-registry could not be downloaded ($log says why). Name a registry that you have with --upstream URL."
}
# apt's own user cannot write into a private folder; the package's checksum is verified all the same.
fetch_registry() { (cd "$1" && apt-get download -o APT::Sandbox::User=root docker-registry </dev/null); }

# Relative paths, because the registry runs in $registry_home: no path has to be quoted for YAML.
configure_registry() {
  local secret=$registry_home/secret
  [[ -s $secret ]] || (umask 077 && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$secret")
  (
    umask 077
    cat >"$registry_home/config.yml" <<END
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: storage}
  delete: {enabled: true}
http:
  addr: 127.0.0.1:$registry_port
  secret: $(<"$secret")
END
  )
}

# start_registry: sets registry (its process) once it answers. An empty environment, because every REGISTRY_… variable
# would change its settings: REGISTRY_AUTH_FILE, which podman users have, ends it. A session of its own, so that Ctrl-C
# reaches ./run alone, which stops the server first; and it ends if ./run is killed.
start_registry() {
  local deadline=$(($(now) + 10000000))
  (
    cd "$registry_home" || exit
    exec env -i PATH="$PATH" setsid setpriv --pdeathsig TERM package/usr/bin/docker-registry serve config.yml
  ) >"$registry_home/log" 2>&1 </dev/null &
  registry=$!
  until (: <"/dev/tcp/127.0.0.1/$registry_port") 2>/dev/null; do
    kill -0 "$registry" 2>/dev/null || die 1 "The registry did not start: $(tail -n 1 "$registry_home/log")"
    (($(now) < deadline)) || die 1 "The registry did not answer within 10 s; $registry_home/log says why."
    sleep 0.02
  done
}
