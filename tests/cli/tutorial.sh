# SPDX-License-Identifier: GPL-3.0-or-later
#
# tutorial.sh -- the tutorial, run: every spec in it is written, every
# command is given, and what it says is compared with the page.
#
# It works on specs of its own. `meson test -C build CHAPTER` is given to the
# runner, which is what meson calls.

root=$(cd "${0%/*}/../.." && pwd)
. "${0%/*}/tap.inc"
: "${RUNNER:?the runner of specs}"

mkdir -p specs/toy-cases bin
cp "$OBELUS_SPECS/setting.lua" specs/ || exit 1
OBELUS_SPECS=$folder/specs
ln -s "$OBELUS" bin/obelus
cat >bin/meson <<'END'
#!/bin/sh
[ "$1 $2 $3" = "test -C build" ] || exit 2
exec "$RUNNER" "$4" --jobs=1
END
chmod +x bin/meson
PATH=$folder/bin:$PATH
unset OBL_SEED OBL_EFFORT
export OBELUS_SPECS PATH RUNNER

lua5.4 "$root/tests/docs/console.lua" "$root/docs/tutorial.md"
