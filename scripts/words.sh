# shellcheck shell=bash
# How the scripts speak: always to stderr, so that stdout belongs to the program.

say() { printf '%s\n' "$*" >&2; }

# Ends with an exit status of the program's own table (docs/exit-status.md).
die() {
  local status=$1
  shift
  say "$@"
  exit "$status"
}

is_interactive() { [ -t 0 ] && [ -t 2 ]; }

# Asks a question; anything but y is no.
asked_yes() {
  local reply
  printf '%s [y/N] ' "$1" >&2
  read -r reply && [[ $reply == [yY]* ]]
}

as_root() {
  if [ "$(id -u)" = 0 ]; then printf '%s' "$1"; else printf 'sudo %s' "$1"; fi
}

# version_at_least HAVE WANT: compares dotted numbers; what follows a + or - is not looked at.
version_at_least() {
  local have=${1%%[+-]*} want=$2 h w
  while [ -n "$want" ]; do
    h=${have%%.*} w=${want%%.*}
    [[ $h =~ ^[0-9]+$ ]] || h=0
    ((10#$h > w)) && return 0
    ((10#$h < w)) && return 1
    if [[ $have == *.* ]]; then have=${have#*.}; else have=; fi
    if [[ $want == *.* ]]; then want=${want#*.}; else want=; fi
  done
  return 0
}
