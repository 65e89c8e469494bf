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

# Commands that end at once start sooner without the optimizing compiler and its threads, and with
# an AOT cache of few classes: each class in it costs time at each start.
quick_flags=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)

# Puts `quick` or `long` into `pace`.
find_pace() {
  local word verb=
  pace=quick
  for word in "$@"; do
    case $word in
      -h | --help | -V | --version) return ;;
      -*) ;;
      backup | demo | docs | drill | failback | failover | files | recover | rehearse | restore | run | \
        serve | vault | worker) [ -n "$verb" ] || verb=$word ;;
    esac
  done
  [ -z "$verb" ] || pace=long
}

# Has a JVM watch the program at work. The program's own training does what it mostly does, so that
# classes and hot methods are known to the cache. $1: the cache, $2: the jar, $3: the pace, $4: a
# folder for both paces
train() {
  local java=("$jdk/bin/java" -XX:AOTCacheOutput="$1" --enable-native-access=ALL-UNNAMED)
  case $2 in
    */muster-app.jar) "${java[@]}" -cp "$2" dev.muster.app.Training "$3" "$4" ;;
    *) "${java[@]}" -jar "$2" --help ;;
  esac
}

# Makes the caches for later starts, in silence; a JVM that cannot is let be. $1: where, without the
# pace, $2: the jar
make_aot_caches() {
  (
    # one maker at a time; one that was killed is not waited for for ever
    [ -z "$(find "$1.begun" -mmin +10 2>/dev/null)" ] || rm -f "$1.begun"
    set -C
    : >"$1.begun" || exit 0
    folder=$(mktemp -d) || exit
    trap 'rm -rf "$folder"' EXIT
    # in this order: quick commands look at what the long ones made
    for each in long quick; do
      train "$1.$each.part" "$2" "$each" "$folder" || exit
    done
    mv "$1.long.part" "$1.long" && mv "$1.quick.part" "$1.quick" && rm -f "$1.begun"
  ) >/dev/null 2>&1 </dev/null
}

# Whether the distribution has AOT caches for this JVM. Puts their place, without the pace, into
# `caches`. $1: the jar
has_aot_caches() {
  local jvm
  jvm_name jvm
  caches=$dist/aot$jvm
  # of the two, it comes last
  [ -s "$caches.quick" ] && [ "$caches.quick" -nt "$1" ] && is_unchanged "$caches.quick"
}

# Whether the jars are those that a cache was made from. A finished distribution never changes; in
# one that Maven builds they do, and keep their names, their times and perhaps their sizes.
is_unchanged() {
  [ -f "$dist/complete" ] || [ -z "$(find "$dist/lib" -cnewer "$1" -print -quit)" ]
}

# Replaces this shell by the program of the distribution in `dist`. $1: its name.
launch() {
  local jar=$dist/lib/muster-$1.jar terminal= pace caches
  shift
  # what the JVM logs would stand in the middle of an answer
  flags=(--enable-native-access=ALL-UNNAMED -Xlog:disable)
  find_pace "$@"
  [ "$pace" = long ] || flags+=("${quick_flags[@]}")
  if has_aot_caches "$jar"; then
    flags+=("-XX:AOTCache=$caches.$pace")
  elif [ -w "$dist" ]; then
    make_aot_caches "$caches" "$jar" 8>&- 9>&- &
  fi
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
