# shellcheck shell=bash
# What ./run, ./verify, ./package and ./registrymanager share. Sourced, never run.
# The caller has set `set -euo pipefail` and root (the project's folder, or that of a package).
# shellcheck disable=SC2154

# A package has its own Java beside the scripts; in the project the program lies where Maven puts it.
if [[ -x $root/java/bin/java ]]; then program=$root; else program=$root/server/target; fi
readonly program
readonly jar=$program/registrymanager.jar

# Without a UTF-8 locale, as in a bare container, Java would print "?" for "·" and misread file names.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

# die CODE SENTENCE: exit codes are 1 failed, 2 wrong usage, as everywhere in this product.
die() {
  printf '%s: %s\n' "${0##*/}" "$2" >&2
  exit "$1"
}

# since MICROSECONDS: the time passed, as "0.1 s" or "38 s". EPOCHREALTIME's separator follows the locale.
now() { printf '%s' "${EPOCHREALTIME//[^0-9]/}"; }
since() {
  local tenths=$((($(now) - $1 + 50000) / 100000))
  if ((tenths < 100)); then printf '%d.%d s' $((tenths / 10)) $((tenths % 10)); else printf '%d s' $(((tenths + 5) / 10)); fi
}

is_root() { ((EUID == 0)); }

# --- Debian packages ---------------------------------------------------------------------------

is_installed() { [[ $(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]; }

has_candidate() { [[ -n $(apt-cache show --no-all-versions "$1" 2>/dev/null) ]]; }

# A package that brings a daemon would start it where an init system runs, the registry even on our own port.
# Debian asks this file first; one that was there before comes back, also after a run that was killed.
readonly policy=/usr/sbin/policy-rc.d policy_before=/usr/sbin/policy-rc.d.before-registrymanager
forbid_services() {
  [[ ! -e $policy || -e $policy_before ]] || mv "$policy" "$policy_before"
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}
allow_services() {
  rm -f "$policy"
  [[ ! -e $policy_before ]] || mv "$policy_before" "$policy"
}

# need_packages WHY PACKAGE...: installs what is missing as root; otherwise says the one line and ends. Never sudo.
need_packages() {
  local why=$1 missing=() package
  shift
  command -v apt-get >/dev/null || die 1 "There is no apt-get here. Install yourself what $why needs: $*."
  for package; do is_installed "$package" || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  local line="apt-get install -y --no-install-recommends ${missing[*]}" log
  is_root || die 1 "Missing for $why: ${missing[*]}. As root, run: apt-get update && $line"
  printf ' install  %s\n' "${missing[*]}" >&2
  log=$(mktemp)
  (
    trap allow_services EXIT
    forbid_services
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && $line -q
  ) >"$log" 2>&1 </dev/null || die 1 "Installing ${missing[*]} failed; the end of $log says why."
  rm -f "$log"
}

# --- Java --------------------------------------------------------------------------------------

# Reads the version from the JDK's own `release` file: starting each candidate would cost 50 ms apiece, and grep 2.
is_java_25() {
  local line
  [[ -x $1/bin/$2 && -r $1/release ]] || return 1
  while IFS= read -r line; do
    [[ $line != 'JAVA_VERSION="25'[.\"]* ]] || return 0
  done <"$1/release"
  return 1
}

# first_java_25 java|javac FOLDER...: sets JAVA_HOME to the first that has this program of Java 25.
first_java_25() {
  local tool=$1 candidate
  shift
  for candidate; do
    if is_java_25 "$candidate" "$tool"; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  return 1
}

# find_java java|javac: sets JAVA_HOME to a Java 25 that has this program; the default `java` may be an older one.
find_java() {
  local on_path
  first_java_25 "$1" "$root/java" "${JAVA_HOME:-}" && return 0
  on_path=$(command -v "$1") && on_path=$(readlink -f "$on_path") && on_path=${on_path%/*/*} || on_path=''
  first_java_25 "$1" "$on_path" /usr/lib/jvm/*
}

# need_java java|javac: find_java, or Debian's package where the release has one.
need_java() {
  find_java "$1" && return 0
  local package=openjdk-25-jdk-headless
  if has_candidate "$package"; then
    need_packages 'Java 25' "$package"
    find_java "$1" && return 0
  fi
  die 1 "No Java 25 found in JAVA_HOME, PATH or /usr/lib/jvm. Install a JDK 25, such as Debian 13's $package or Eclipse Temurin's temurin-25-jdk."
}

# The server's flags, in one place. SerialGC needs 200 MiB where G1 needs 330 at the same speed; native access is for
# Netty's and SQLite's libraries; after an OutOfMemoryError nothing can be trusted, so the process ends. Netty's search
# for leaks, which costs 4 % of a small request, belongs to the tests.
readonly server_flags=(
  -XX:+UseSerialGC -Xms64m -Xmx192m -XX:MaxDirectMemorySize=96m -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dio.netty.leakDetection.level=disabled
)
# A command ends before the second compiler would pay off.
readonly command_flags=(
  -XX:+UseSerialGC -XX:TieredStopAtLevel=1
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
)
# What Java itself warns of goes where talk belongs: a command's result is read by other programs. Whoever writes the log
# is named, or every jar would be opened and read to look for one; that it is named is not worth a line. The native
# libraries lie unpacked: to unpack them takes time at every start, and the folder for data may be mounted noexec.
readonly common_flags=(
  -Xlog:disable -Xlog:all=warning:stderr
  -Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider -Dslf4j.internal.verbosity=WARN
  "-Djava.library.path=$program/native" "-Dorg.sqlite.lib.path=$program/native"
)

is_built() { [[ -f $jar && -d $program/lib ]]; }

# launch_line ARGS...: sets `launch` to the command that starts the program. More Java flags, split at spaces, come from
# REGISTRYMANAGER_JAVA_OPTIONS, which is taken out of the environment: there the program looks for settings only.
launch_line() {
  local more=()
  read -ra more <<<"${REGISTRYMANAGER_JAVA_OPTIONS:-}" || true
  unset REGISTRYMANAGER_JAVA_OPTIONS
  if [[ ${1:-} == serve ]]; then launch=("${server_flags[@]}"); else launch=("${command_flags[@]}"); fi
  launch=("$JAVA_HOME/bin/java" "${common_flags[@]}" "${launch[@]}")
  ! has_start_cache || launch+=("-XX:AOTCache=$start_cache")
  launch+=("${more[@]}" -cp "$jar" io.registrymanager.app.Main "$@")
}

# --- the start cache ---------------------------------------------------------------------------

# What Java learned when the program ran once: its classes, read and linked. It halves a start, and is of use only to the
# Java, with the flags and for the jars, to the second, that it was made with. A package is made to be moved; elsewhere the
# jars must lie where they lay, because one of them is sealed.
readonly start_cache=$program/registrymanager.aot

start_cache_key() (
  cd "$program"
  LC_ALL=C
  printf '%s\n' "${server_flags[*]}" "$(<"$JAVA_HOME/release")"
  [[ $program == "$root" ]] || printf '%s\n' "$program"
  stat --format '%n %s %Y' registrymanager.jar lib/*.jar
)

# Asked before every start, for Java would say with a line of its own that the cache is of no use.
has_start_cache() { [[ -s $start_cache && -s $start_cache.key && $(<"$start_cache.key") == "$(start_cache_key)" ]]; }

# make_start_cache LOG: runs the program twice as a server that is asked for something. Fails if nothing came of it. The second
# finds the tables that the first made: what makes them would take room and time in every later start. What the
# compiler learned of so short a life is left out: it had a start compile more, and the first requests took as much as without.
make_start_cache() {
  local home made
  home=$(mktemp -d) && made=$(mktemp -u "$start_cache.XXXXXX")
  rm -f "$start_cache.key"
  if { train "$home" && train "$home" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining "-XX:AOTCacheOutput=$made"; } >"$1" 2>&1 &&
    [[ -s $made ]]; then
    mv "$made" "$start_cache"
    start_cache_key >"$start_cache.key"
  fi
  rm -rf "$home" "$made" "$made.config"
  has_start_cache
}

# train FOLDER FLAG...: nothing is behind this server, and no setting reaches it but those that stand here.
train() {
  local address process server=() code=0
  rm -f "$1/said"
  server=(
    "$JAVA_HOME/bin/java" "${common_flags[@]}" "${server_flags[@]}" "${@:2}" -cp "$jar" io.registrymanager.app.Main serve
    --data "$1" --set listen.port=0 --set management.port=0 --set upstream.url=http://127.0.0.1:1 --set shutdown.delay=0s
  )
  env -i PATH="$PATH" LC_ALL=C.UTF-8 REGISTRYMANAGER_ADMIN_PASSWORD=only-for-training \
    setsid setpriv --pdeathsig TERM "${server[@]}" >"$1/said" 2>&1 </dev/null 9>&- &
  process=$!
  until address=$(sed -n 's|^ Ready:  http://\([^ ]*\).*|\1|p' "$1/said") && [[ $address ]]; do
    kill -0 "$process" || break
    sleep 0.05
  done
  if [[ $address ]]; then practice "${address%:*}" "${address##*:}" || true; fi
  kill -TERM "$process" || true
  wait "$process" || code=$?
  cat "$1/said"
  return "$code"
}

# practice HOST PORT: what a server is asked first; the answers do not matter.
practice() {
  local path credentials
  credentials=$(printf 'admin:only-for-training' | base64)
  for path in /health/live /v2/ /users /v2/team/app/manifests/1 /v2/team/app/blobs/uploads/; do
    exec {socket}<>"/dev/tcp/$1/$2"
    printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nAuthorization: Basic %s\r\n\r\n' "$path" "$1" "$credentials" >&"$socket"
    cat <&"$socket" >/dev/null
    exec {socket}>&-
  done
}

# --- Maven -------------------------------------------------------------------------------------

need_maven() { command -v mvn >/dev/null || need_packages 'the build' maven; }

# From the project's folder, where Maven finds .mvn.
maven() { (cd "$root" && mvn "$@"); }

# A package has no sources to be older than.
is_up_to_date() {
  is_built || return 1
  [[ $program == "$root" || -z $(find "$root/pom.xml" "$root/server/pom.xml" "$root/server/src/main" -newer "$jar" -print -quit) ]]
}

# build LOG: compiles and packs the program, without its tests.
build() {
  local begun
  begun=$(mktemp)
  maven -q -pl server -am -Dmaven.test.skip=true -Dunit.tests.skip=true -Dspotless.check.skip=true package >"$1" 2>&1 </dev/null || return
  # Dated back to the build's begin, so that a source saved meanwhile is seen next time.
  touch -r "$begun" "$jar"
  rm -f "$begun"
}

# build_failed LOG: ends with what the compiler said first.
build_failed() {
  grep -E '^\[ERROR\]' "$1" | head -n 5 >&2 || true
  die 1 "The build failed; $1 says why."
}
