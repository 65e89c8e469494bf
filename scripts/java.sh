# shellcheck shell=bash disable=SC2034
# Finds a JDK that can build and run Muster, also where another Java is the default.

# Virtual threads can hang for ever in the first builds of 25.
JAVA_WANTED=25.0.3

# Where a JDK may be that is neither in JAVA_HOME nor on PATH.
jdk_places=(/usr/lib/jvm/* /opt/* /opt/java/* ~/.jdks/* ~/.sdkman/candidates/java/*
  ~/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home
  /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home)

# Puts the version of a JDK's folder into `version`, without starting it.
jdk_version() {
  local key value
  version=
  [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value%\"}
      version=${value#\"}
    fi
  done <"$1/release"
  [ -n "$version" ]
}

is_usable_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && jdk_version "$1" &&
    version_at_least "$version" "$JAVA_WANTED"
}

java_home_on_path() {
  local java
  java=$(command -v java) || return 1
  java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
  printf '%s' "${java%/bin/java}"
}

# Puts the folder of a usable JDK into `jdk`.
find_jdk() {
  local found other=
  if [ -n "${MUSTER_JAVA_HOME:-}" ]; then
    is_usable_jdk "$MUSTER_JAVA_HOME" && jdk=$MUSTER_JAVA_HOME && return 0
    die 4 "MUSTER_JAVA_HOME names $MUSTER_JAVA_HOME, which holds no JDK $JAVA_WANTED or newer; correct it or: unset MUSTER_JAVA_HOME"
  fi
  if [ -n "${JAVA_HOME:-}" ] && is_usable_jdk "$JAVA_HOME"; then
    jdk=$JAVA_HOME
    return 0
  fi
  if found=$(java_home_on_path) && is_usable_jdk "$found"; then
    jdk=$found
    return 0
  fi
  for found in "${jdk_places[@]}"; do
    is_usable_jdk "$found" || continue
    # 25 is what the build is tested with; a newer one is better than none
    if [[ $version == 25* ]]; then
      jdk=$found
      return 0
    fi
    other=$found
  done
  [ -n "$other" ] && jdk=$other
}
