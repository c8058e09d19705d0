# shellcheck shell=sh
# What scripts/run and scripts/test share: finding Rust, and the system packages without which the window
# cannot open. Read by them with `.`; it does nothing by itself.
#
# Nothing here is needed to *build*: the graphics and window libraries are opened when the program starts.
# So there are no -dev packages, and a machine that only uses the command line needs no package at all.

# Set by the scripts from --yes.
assume_yes=no

say() { printf '%s\n' "$*" >&2; }

# stop EXIT-CODE TEXT...: says why and leaves.
stop() {
    stop_code=$1
    shift
    say "$*"
    exit "$stop_code"
}

# Puts cargo on the path, or says how to get it.
need_rust() {
    if ! command -v cargo >/dev/null 2>&1 && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
        PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
        export PATH
    fi
    command -v cargo >/dev/null 2>&1 ||
        stop 2 "Rust is missing. Install it from https://rustup.rs (version 1.95 or later), then run this again."
    command -v cc >/dev/null 2>&1 ||
        stop 2 "A C linker is missing. Debian and Ubuntu: apt-get install gcc. macOS: xcode-select --install."
}

# may_install: whether packages may be installed without asking (--yes, continuous integration, root).
may_install() {
    [ "$assume_yes" = yes ] || [ -n "${CI:-}" ] || [ "$(id -u)" = 0 ]
}

# To open the window: Xlib with cursors, input and keyboard maps; Vulkan with a driver that also works
# without a graphics card. The names are those of Debian 11 to 13 and Ubuntu 20.04 to 24.04; the files are
# for systems with other package names.
need_window() {
    need_system_packages \
        "libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libvulkan1 mesa-vulkan-drivers${1:+ $1}" \
        "libX11.so.6 libX11-xcb.so.1 libXcursor.so.1 libXi.so.6 libxkbcommon-x11.so.0 libvulkan.so.1" \
        "${2:-}"
}

# And to test it: a screen in memory, and a trace of the sockets that are opened.
need_window_and_tests() {
    need_window "xvfb strace" "Xvfb strace"
}

# need_system_packages PACKAGES LIBRARIES TOOLS: makes the system ready, or says what it lacks.
need_system_packages() {
    case $(uname -s) in
    Linux)
        if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
            need_debian_packages "$1"
        else
            name_missing_files "$2" "$3"
        fi
        ;;
    Darwin)
        [ -z "$3" ] ||
            say "The tests that drive a real window need Xvfb and strace, which only Linux has: they skip themselves."
        ;;
    *) say "$(uname -s) is not a system that this script knows; going on without a check." ;;
    esac
}

# need_debian_packages "NAME NAME...": installs those that are missing.
need_debian_packages() {
    missing=""
    for package in $1; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0

    say "These system packages are missing:$missing"
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            stop 2 "There is no sudo here. As root, type: apt-get update && apt-get install --no-install-recommends$missing"
        as_root=sudo
    fi
    may_install || ask "Install them now with $as_root apt-get?" ||
        stop 2 "Nothing was installed. To do it yourself: sudo apt-get update && sudo apt-get install --no-install-recommends$missing"
    # Splitting into words is wanted here: a list of packages, and perhaps no sudo.
    # shellcheck disable=SC2086
    {
        $as_root apt-get update -q &&
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
    } >&2 || stop 2 "apt-get could not install:$missing. Its message is above."
}

# ask QUESTION: yes only where a person at a terminal says so.
ask() {
    [ -t 0 ] || return 1
    printf '%s [y/N] ' "$1" >&2
    read -r answer || return 1
    case $answer in [yY] | [yY][eE][sS] | [oO] | [oO][uU][iI]) return 0 ;; *) return 1 ;; esac
}

# name_missing_files LIBRARIES TOOLS: for systems whose package names this script does not know.
name_missing_files() {
    missing=""
    if command -v ldconfig >/dev/null 2>&1; then
        for library in $1; do
            ldconfig -p 2>/dev/null | grep -q "$library" || missing="$missing $library"
        done
    fi
    for tool in $2; do
        command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
    done
    [ -n "$missing" ] || return 0
    say "This looks like a Linux that is neither Debian nor Ubuntu, and these are missing:$missing"
    say "Install the packages that hold them (libvulkan.so.1 also needs a driver, such as Mesa's)."
    [ "$assume_yes" = yes ] || stop 2 "Then run this again, or add --yes to go on without them."
}
