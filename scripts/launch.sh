# shellcheck shell=bash disable=SC2154
# Starts a program of a distribution quickly.

# Names the build of the JVM, which an AOT cache belongs to.
jvm_name() {
  local key value name=
  while IFS='=' read -r key value; do
    case $key in JVM_VERSION | JAVA_RUNTIME_VERSION | IMPLEMENTOR) name+=-$value ;; esac
  done <"$jdk/release"
  name=${name//[^A-Za-z0-9.+-]/}
  printf -v "$1" '%s' "${name:-unknown}"
}

# Has a JVM watch the program at work. The program's own training does what it mostly does, so that
# classes and hot methods are known to the cache. $1: the cache, $2: the jar
train() {
  local folder status
  local java=("$jdk/bin/java" -XX:AOTCacheOutput="$1" --enable-native-access=ALL-UNNAMED)
  case $2 in
    */muster-app.jar)
      folder=$(mktemp -d) || return
      "${java[@]}" -cp "$2" dev.muster.app.Training "$folder"
      status=$?
      rm -rf "$folder"
      return "$status"
      ;;
    *) "${java[@]}" -jar "$2" --help ;;
  esac
}

# Makes the cache for later starts, in silence; a JVM that cannot is let be.
make_aot_cache() {
  local cache=$1 jar=$2
  (
    # one maker at a time; one that was killed is not waited for for ever
    [ -z "$(find "$cache.begun" -mmin +10 2>/dev/null)" ] || rm -f "$cache.begun"
    set -C
    : >"$cache.begun" || exit 0
    train "$cache.part" "$jar" && mv "$cache.part" "$cache"
  ) >/dev/null 2>&1 </dev/null
}

# Uses an AOT cache where there is one, and leaves one behind where there is none: at once if $2 is
# `now`, else in the background.
aot_flags() {
  local jar=$1 jvm cache
  jvm_name jvm
  cache=$dist/aot$jvm
  if [ -s "$cache" ] && [ "$cache" -nt "$jar" ]; then
    flags+=("-XX:AOTCache=$cache" -Xlog:aot=off -Xlog:cds=off)
  elif [ "${2:-}" = now ]; then
    make_aot_cache "$cache" "$jar"
  elif [ -w "$dist" ]; then
    make_aot_cache "$cache" "$jar" 8>&- 9>&- &
  fi
}

# Commands that end at once start sooner without the optimizing compiler and its threads.
is_quick() {
  local word verb=
  for word in "$@"; do
    case $word in
      -h | --help | -V | --version) return 0 ;;
      -*) ;;
      backup | demo | docs | drill | failback | failover | files | recover | rehearse | restore | run | \
        serve | vault | worker) [ -n "$verb" ] || verb=$word ;;
    esac
  done
  [ -z "$verb" ]
}

# Replaces this shell by the program of the distribution in `dist`. $1: its name.
launch() {
  local jar=$dist/lib/muster-$1.jar terminal=
  shift
  flags=(--enable-native-access=ALL-UNNAMED)
  if is_quick "$@"; then
    flags+=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)
  fi
  aot_flags "$jar"
  [ -t 0 ] && terminal+=in
  [ -t 1 ] && terminal+=out
  [ -t 2 ] && terminal+=err
  # the end of a subshell makes bash look at the size of its window
  shopt -s checkwinsize
  (:)
  # held until the program ends, so that nobody removes its jars
  if command -v flock >/dev/null && [ -f "$dist/complete" ]; then
    exec 8<"$dist/complete"
    flock -s 8
  fi
  # shellcheck disable=SC2086
  exec "$jdk/bin/java" "${flags[@]}" "-Dmuster.terminal=$terminal" "-Dmuster.columns=${COLUMNS:-0}" ${MUSTER_JAVA_OPTIONS:-} \
    -jar "$jar" "$@"
}
