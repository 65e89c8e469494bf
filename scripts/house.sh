# shellcheck shell=bash disable=SC2154
# Read by every script of the root folder, with `root` set.

for part in words java maven offer launch build; do
  # shellcheck source=/dev/null
  . "$root/scripts/$part.sh"
done
