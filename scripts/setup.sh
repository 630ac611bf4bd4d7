# shellcheck shell=bash
# Installs what the program needs and this machine lacks: uv and system packages. Sourced by
# scripts/run, scripts/test and .ci/run, which call `set_up run` or `set_up test`.
# Afterwards "$root" is the project's folder and "$uv" the uv to run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
uv=""
# pip may not install into Debian's own Python (PEP 668), so uv gets an environment of its own.
uv_home=${XDG_DATA_HOME:-~/.local/share}/varietysound/uv

# Python starts several times as fast from compiled files, and every test that runs the program
# starts a new process: let what is run be kept compiled.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }

set_up() { # run|test
    local packages=() files=() package file
    find_uv
    if [ -z "$uv" ] && ! python3 -c "import ensurepip, venv" 2>/dev/null; then
        packages+=(python3 python3-venv)
        files+=("python3 with venv")
    fi
    while read -r package file; do
        packages+=("$package")
        files+=("$file")
    done < <(missing "$1")

    if [ ${#packages[@]} -gt 0 ]; then
        if command -v apt-get >/dev/null; then
            apt_install "${packages[@]}" || {
                say "Run this as root, then try again: apt-get install ${packages[*]}"
                exit 1
            }
        else
            say "Missing on this system; install with its package manager: $(listed "${files[@]}")."
        fi
    fi
    if [ -z "$uv" ]; then
        install_uv
    fi
    if [ ! -e "${UV_PROJECT_ENVIRONMENT:-$root/.venv}" ]; then
        say "Installing the Python packages into .venv. The first time, this downloads several GB."
        export UV_COMPILE_BYTECODE=1 # now only: uv would look at all files again at every start
    fi
}

missing() { # run|test: a line with package and file for each that is not here
    local package file need libraries
    [[ $OSTYPE == linux* ]] || return 0 # elsewhere the Python packages bring all of it
    libraries=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null || true)
    while read -r package file need; do
        [[ $package != \#* && ($need != tests || $1 == test) ]] || continue
        [[ $libraries != *$'\t'"$file "* ]] || continue
        [[ $file == *.so.* ]] || ! command -v "$file" >/dev/null || continue
        printf '%s %s\n' "$package" "$file"
    done <"$root/resources/system-packages.txt"
}

listed() { # WORD...: the words with commas between them
    local words
    words=$(printf ', %s' "$@")
    printf '%s' "${words#, }"
}

apt_install() { # PACKAGE...
    local package known=()
    if ! compgen -G "/var/lib/apt/lists/*_Packages*" >/dev/null; then
        say "Reading the lists of system packages"
        as_root apt-get update -qq || return
    fi
    for package in "$@"; do
        # Newer systems drop packages, as Ubuntu 25.10 did OSMesa's: do without those.
        if apt-get install --simulate "$package" >/dev/null 2>&1; then
            known+=("$package")
        else
            say "This system offers no package $package; continuing without it."
        fi
    done
    [ ${#known[@]} -gt 0 ] || return 0
    say "Installing system packages: ${known[*]}"
    as_root apt-get update -qq || true # one broken source of many is no reason to stop
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        -o Dpkg::Use-Pty=0 --no-install-recommends "${known[@]}"
}

as_root() { # its output goes to stderr: stdout belongs to the command
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
} >&2

find_uv() {
    local candidate
    for candidate in "$(command -v uv || true)" ~/.local/bin/uv "$uv_home/bin/uv"; do
        if [ -x "$candidate" ]; then
            uv=$candidate
            return
        fi
    done
}

install_uv() {
    say "Installing uv into $uv_home"
    python3 -m venv --clear "$uv_home"
    "$uv_home/bin/python" -m pip install --quiet uv
    uv=$uv_home/bin/uv
}
