# shellcheck shell=bash
# Offers the platform's own package for what is missing, else says exactly what to type.

# Puts the command that installs a package into `install`, if the platform has one that is new
# enough. $1 is `jdk` or `maven`, $2 the oldest version that will do.
platform_package() {
  local package candidate
  install=
  if command -v apt-get >/dev/null; then
    package=$(case $1 in jdk) echo openjdk-25-jdk-headless ;; maven) echo maven ;; esac)
    if ! compgen -G '/var/lib/apt/lists/*Packages*' >/dev/null; then
      install="$(as_root 'apt-get update')"
      return 0
    fi
    candidate=$(LC_ALL=C apt-cache policy "$package" 2>/dev/null | sed -n 's/^  Candidate: //p')
    candidate=${candidate#*:}
    if [ -n "$candidate" ] && [ "$candidate" != '(none)' ] &&
      version_at_least "${candidate%%[~-]*}" "$2"; then
      install="$(as_root "apt-get install -y $package")"
    fi
  elif command -v dnf >/dev/null; then
    package=$(case $1 in jdk) echo java-25-openjdk-devel ;; maven) echo maven ;; esac)
    candidate=$(dnf -q repoquery --latest-limit 1 --qf '%{version}\n' "$package" 2>/dev/null | tail -n 1)
    if [ -n "$candidate" ] && version_at_least "$candidate" "$2"; then
      install="$(as_root "dnf install -y $package")"
    fi
  elif command -v brew >/dev/null; then
    install="brew install $(case $1 in jdk) echo openjdk@25 ;; maven) echo maven ;; esac)"
  fi
  [ -n "$install" ]
}

by_hand() {
  local machine
  if [ "$1" = maven ]; then
    say "    curl -fL https://archive.apache.org/dist/maven/maven-3/3.9.11/binaries/apache-maven-3.9.11-bin.tar.gz | tar -xz -C ~"
    return
  fi
  machine=$(case $(uname -m) in aarch64 | arm64) echo aarch64 ;; *) echo x64 ;; esac)
  say "    mkdir -p ~/.jdks && curl -fL https://api.adoptium.net/v3/binary/latest/25/ga/$(
    case $(uname -s) in Darwin) echo mac ;; *) echo linux ;; esac
  )/$machine/jdk/hotspot/normal/eclipse | tar -xz -C ~/.jdks"
}

# $1 `jdk` or `maven`, $2 its name for people, $3 the version that is wanted
offer() {
  say "Muster needs $2 $3 or newer, which was not found here."
  if ! platform_package "$1" "$3"; then
    say "This system has no package of it. Type:"
    by_hand "$1"
    say "then run the same command again."
    return 1
  fi
  if is_interactive && asked_yes "Run '$install' now?"; then
    $install >&2
    return
  fi
  say "Type:"
  say "    $install"
  say "then run the same command again."
  return 1
}

# Leaves a usable JDK in `jdk`, or ends.
need_jdk() {
  until find_jdk; do
    offer jdk JDK "$JAVA_WANTED" || exit 4
  done
}

# Leaves a usable Maven in `maven`, or ends.
need_maven() {
  until find_maven; do
    offer maven Maven "$MAVEN_WANTED" || exit 4
  done
}
