# shellcheck shell=bash disable=SC2034,SC2154
# Finds Maven. It runs on the JDK in `jdk`, whatever the default Java is.

MAVEN_WANTED=3.8.6

# Where a Maven may be that is not on PATH.
maven_places=(/usr/share/maven/bin/mvn /opt/*maven*/bin/mvn ~/*maven*/bin/mvn
  ~/.sdkman/candidates/maven/current/bin/mvn /opt/homebrew/bin/mvn)

# Puts the version of a Maven command into `version`.
maven_version() {
  local line
  version=
  # away from the project, whose .mvn/jvm.config another Maven may not read
  line=$(cd / && JAVA_HOME=$jdk "$1" -B -v 2>/dev/null) || return 1
  [[ $line =~ Apache\ Maven\ ([0-9][0-9.]*) ]] && version=${BASH_REMATCH[1]}
}

# Puts the command of a usable Maven into `maven`.
find_maven() {
  local found
  for found in "$(command -v mvn)" "${MAVEN_HOME:-}/bin/mvn" "${maven_places[@]}"; do
    [ -x "$found" ] || continue
    maven_version "$found" || continue
    version_at_least "$version" "$MAVEN_WANTED" || continue
    maven=$found
    return 0
  done
  return 1
}
