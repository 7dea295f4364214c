#!/bin/sh
# Runs a command twice at once: sh at_once.sh LOG COMMAND…; fails where either does.
# LOG is what the first prints.
log=$1
shift
"$@" >"$log" 2>&1 &
one=$!
status=0
"$@" || status=$?
wait "$one" || { status=$?; cat "$log"; }
exit "$status"
