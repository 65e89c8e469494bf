# shellcheck shell=bash
# Installs the real servers that tests marked XPeerIT need. What is there already costs nothing.

debian_peers=(postgresql-15 postgresql-client-15)

has_package() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_debian_peers() {
  local package missing=() root_command=()
  for package in "${debian_peers[@]}"; do
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

install_peers() {
  command -v apt-get >/dev/null ||
    die 4 "--peers installs Debian packages (${debian_peers[*]}); this system has no apt-get"
  install_debian_peers
}
