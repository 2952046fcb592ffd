#!/usr/bin/env bash
# A stand-in for the images' public base, of what is on this machine: its JDK, bash, and the libraries and fonts they need.
# Usage: base.sh JDK IMAGE. Where the base can be pulled, nobody needs this.
set -euo pipefail
jdk=$(readlink -f "$1")
image=$2
bash=$(readlink -f "$(command -v bash)")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

mkdir -p "$root/opt/java" "$root/etc" "$root/tmp" "$root/bin" "$root/usr/share"
cp -rL --no-preserve=ownership "$jdk" "$root/opt/java/openjdk"
rm -rf "$root"/opt/java/openjdk/{jmods,man,lib/src.zip,lib/ct.sym}
chmod 1777 "$root/tmp"
cp "$bash" "$root/bin/bash"
echo 'root:x:0:0:root:/:/bin/bash' >"$root/etc/passwd"

# What they are linked to, and what fonts and the libraries of our own dependencies open when they run.
libraries() {
    ldd "$bash" "$jdk"/bin/java "$jdk"/lib/*.so "$jdk"/lib/server/libjvm.so 2>/dev/null | grep -oE '/[^ ]+\.so[^ ]*' | grep -v "^$jdk" || true
    ldconfig -p | grep -oE '/[^ ]*/lib(stdc\+\+|gcc_s|resolv|fontconfig|nss_files|nss_dns)\.so\.[0-9]+$' || true
    ldconfig -p | grep -oE '/[^ ]*/libfontconfig\.so\.1$' | xargs -r ldd | grep -oE '/[^ ]+\.so[^ ]*' || true
}
libraries | sort -u | while read -r library; do
    mkdir -p "$root/$(dirname "$library")"
    cp -L "$library" "$root/$library"
done
for folder in /etc/fonts /usr/share/fontconfig /usr/share/fonts/truetype/dejavu /etc/ssl/certs; do
    [ ! -d "$folder" ] || { mkdir -p "$root$folder" && cp -rL "$folder/." "$root$folder/"; }
done

tar -C "$root" -c . | docker import -c 'ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/bin' - "$image" >/dev/null
