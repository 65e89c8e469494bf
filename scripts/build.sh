# shellcheck shell=bash disable=SC2154
# Builds a distribution when the sources changed, once for all who ask at the same time.
#
# A distribution is a folder of jars in target/house, named by the digest of the sources that it
# was built from and never changed afterwards: a program that runs keeps its jars while the next
# one is built.

house=$root/target/house

# All that a distribution is made of. Tests and documents do not count.
sources() {
  find . \( -name target -o -path '*/src/test' -o -path './docs' -o -path './design' \
    -o -path './changes' -o -path './benchmarks/results' -o \( -name '.*' ! -name . ! -name .mvn \) \) \
    -prune -o -type f \( -path '*/src/main/*' -o -name pom.xml -o -path './.mvn/*' \) "$@"
}

# What the sources look like, without reading them: cheap enough for every start. The time of the
# last change of an inode cannot be set by hand, so that a restored old file is noticed too.
look() {
  if [[ $OSTYPE == linux-gnu* ]]; then
    sources -printf '%p %i %s %C@\n'
  else
    sources -exec cksum {} +
  fi
}

# $1: the distribution. Puts its folder into `dist`, if it is built from the sources as they are.
is_current() {
  dist=
  { read -r dist <"$house/$1.current"; } 2>/dev/null || return 1
  [ -f "$dist/complete" ] && look | cmp -s - "$house/$1.seen"
}

source_digest() {
  local sha256=(sha256sum) sum
  command -v sha256sum >/dev/null || sha256=(shasum -a 256)
  sum=$(sources -print0 | LC_ALL=C sort -z | xargs -0 "${sha256[@]}" | "${sha256[@]}")
  printf '%s' "${sum:0:24}"
}

# Takes the lock of the build. Children keep it, so that a Maven whose
# starter was killed is waited for too.
lock_build() {
  mkdir -p "$house"
  exec 9>>"$house/lock"
  command -v flock >/dev/null || return 0
  flock -n 9 && return 0
  say "another build is going on here; waiting for it"
  flock 9
}

unlock_build() { exec 9>&-; }

# Shows how far Maven is, from its log, until the process ends.
show_build() {
  local process=$1 log=$2 begun=$SECONDS module
  if ! [ -t 2 ]; then
    say "building Muster; the first time takes a few minutes (log: $log)"
    wait "$process"
    return
  fi
  while kill -0 "$process" 2>/dev/null; do
    module=$(sed -n 's/^\[INFO\] Building .*\[\([0-9]*\)\/\([0-9]*\)\]$/, module \1 of \2/p' "$log" | tail -n 1)
    printf '\r\033[Kbuilding Muster%s, %d s' "$module" "$((SECONDS - begun))" >&2
    sleep 0.5
  done
  printf '\r\033[K' >&2
  wait "$process"
}

build_failed() {
  local log=$1
  say "Muster could not be built:"
  grep -E '^\[(ERROR|FATAL)\]' "$log" | sed -e '/^\[ERROR\] *$/d' -e '/\[Help /d' -e '/Re-run Maven/d' -e '/For more information/d' -e '/After correcting/d' -e '/mvn <args>/d' |
    head -n 30 >&2
  say "The whole log: $log"
  exit 4
}

# What a build that was cut off wrote may be half a jar that looks finished to the next one.
forget_half_build() {
  [ ! -e "$house/building" ] || find . -type d -path '*/target/fast' -prune -exec rm -rf {} +
}

run_maven() {
  local log=$house/build.log process status=0
  forget_half_build
  : >"$house/building"
  # without tests and checks, which ./verify runs
  JAVA_HOME=$jdk "$maven" -B -ntp -Dstyle.color=never -Dfast -DskipTests -Dmuster.withoutTests=true \
    -pl ":muster-$1" -am package >"$log" 2>&1 </dev/null &
  process=$!
  show_build "$process" "$log" || status=$?
  # above 128 it was killed
  [ "$status" -gt 128 ] || rm -f "$house/building"
  [ "$status" = 0 ] || build_failed "$log"
}

# Removes distributions that are neither current nor used by a running program, except the two
# newest, to which a developer may switch back.
remove_old() {
  local old
  find "$house" -maxdepth 1 -name "$1-*.part" -exec rm -rf {} +
  command -v flock >/dev/null || return 0
  find "$house" -maxdepth 1 -name "$1-*" -type d -printf '%T@ %p\n' 2>/dev/null | sort -rn |
    tail -n +4 | while read -r _ old; do
    if [ "$old" != "$dist" ]; then
      flock -n -x "$old/complete" rm -rf "$old"
    fi
  done
}

# The folder that builds a distribution.
module_of() { case $1 in bench) printf benchmarks ;; *) printf '%s' "$1" ;; esac }

# Makes what Maven built the current distribution. $1: its name, $2: the digest of its sources,
# $3: the file with the look of its sources.
publish() {
  local name=$1 jar caches
  dist=$house/$name-$2
  if ! [ -f "$dist/complete" ]; then
    rm -rf "$dist" "$dist.part"
    mkdir -p "$dist.part"
    # not an AOT cache that a test left there: it belongs to older jars
    cp -R "$(module_of "$name")/target/fast/dist/lib" "$dist.part/"
    # last, because a folder with this file is taken for whole
    : >"$dist.part/complete"
    mv "$dist.part" "$dist"
  fi
  mv "$3" "$house/$name.seen"
  printf '%s\n' "$dist" >"$house/$name.current.part"
  mv "$house/$name.current.part" "$house/$name.current"
  jar=$dist/lib/muster-$name.jar
  has_aot_caches "$jar" || make_aot_caches "$caches" "$jar"
  remove_old "$name"
}

# $1: the distribution. Builds it from the sources as they are and puts its folder into `dist`.
build_locked() {
  local name=$1 before
  for _ in 1 2 3; do
    look >"$house/$name.look"
    before=$(source_digest)
    if ! [ -f "$house/$name-$before/complete" ]; then
      need_maven
      run_maven "$name"
      # saved in an editor meanwhile: nobody knows which text was compiled
      [ "$before" = "$(source_digest)" ] || continue
    fi
    publish "$name" "$before" "$house/$name.look"
    return
  done
  die 4 "the sources changed while they were built, three times; run the command again"
}

# $1: the distribution. Puts the folder of an up-to-date one into `dist`.
need_dist() {
  if [ -n "${MUSTER_DIST:-}" ]; then
    dist=$MUSTER_DIST
    return
  fi
  is_current "$1" && return
  lock_build
  is_current "$1" || build_locked "$1"
  unlock_build
}
