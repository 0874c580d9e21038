# SPDX-License-Identifier: GPL-3.0-or-later
#
# language.sh -- the reference of the language against the language.

root=$(cd "${0%/*}/../.." && pwd)
lua5.4 "$root/tests/docs/vocabulary.lua" "$root"
