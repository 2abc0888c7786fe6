#!/bin/sh
# Asks the OSV database whether anything in uv.lock has a known vulnerability; uploads names and versions, nothing else.
#   sh scripts/audit.sh UV [option of `uv audit` …]
# Fails on what is found. Where the database cannot be reached it says so and passes, because a machine without a network
# must be able to check a change; with AUDIT_MUST_REACH=1 that fails too.
set -u
cd "$(dirname "$0")/.."
uv=$1
shift
said=$(UV_HTTP_RETRIES=${UV_HTTP_RETRIES:-1} "$uv" audit --preview-features audit-command --locked "$@" 2>&1)
code=$?
case $code in
    0) printf '%s\n' "$said" | tail -n 1 ;;
    1) printf '%s\n' "$said" ;;
    *)
        case $said in
            *"error sending request"*)
                echo "NOT AUDITED: the database of known vulnerabilities could not be reached. Run this again with a network." >&2
                [ "${AUDIT_MUST_REACH:-0}" = 1 ] || code=0 ;;
            *) printf '%s\n' "$said" >&2 ;;
        esac ;;
esac
exit $code
