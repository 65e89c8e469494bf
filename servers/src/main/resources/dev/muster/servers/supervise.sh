# usage: sh supervise.sh PIDFILE LOG COMMAND...
#
# Runs a server as a session of its own until it ends, or until this script's standard input does:
# the parent holds the other end, so that the server ends with it, even after SIGKILL. The pid file
# has the server's pid and start time, by which a later sweep knows it again.
pidfile=$1
log=$2
shift 2
exec 3<&0 </dev/null >>"$log" 2>&1
setsid "$@" 3<&- &
server=$!
started=$(sed 's/.*) //' "/proc/$server/stat" | cut -d' ' -f20)
echo "$server $started" >"$pidfile.draft" && mv "$pidfile.draft" "$pidfile"
(
    while read -r _ <&3; do :; done
    # stopped first, so that it starts no child that escapes the list
    kill -STOP "$server" 2>/dev/null
    children=$(cat "/proc/$server/task/$server/children" 2>/dev/null)
    kill -KILL $children "$server" 2>/dev/null
) &
watcher=$!
exec 3<&-
wait "$server"
status=$?
rm -f "$pidfile"
kill -KILL "$watcher" 2>/dev/null
exit "$status"
