#!/bin/sh
# Put the built site into an object store behind a CDN, with the cache times of hooks/headers.py:
#
#   sh deploy/upload.sh s3://bucket [options of `aws s3 sync`]      try first with --dryrun
#
# One recipe for S3, OSS and COS: the last two speak S3 too. Name theirs with --endpoint-url https://…; `aws configure set
# default.s3.addressing_style virtual` once. Tried against a stand-in for S3 only: try a bucket of your own before it counts.
# What a store cannot send (the other headers, see site/_headers) is set at the CDN.
set -eu
target=${1:?'写法：sh deploy/upload.sh s3://存储桶 [aws s3 sync 的选项，例如 --dryrun]'}
shift
site=${SITE:-site}
short='public, max-age=300, must-revalidate'
long='public, max-age=31536000, immutable'
# Newer clients add checksums that other stores refuse.
export AWS_REQUEST_CHECKSUM_CALCULATION=when_required AWS_RESPONSE_CHECKSUM_VALIDATION=when_required

[ -f "$site/index.html" ] || { echo "没有 $site/index.html：先运行 make build" >&2; exit 1; }
modules=$(cd "$site" && dirname assets/*/shell.js)

sync() { aws s3 sync "$site/" "${target%/}/" --no-progress --exclude '*.br' --exclude '*.gz' --exclude '_headers' --exclude '_redirects' "$@"; }

# First what pages load, then data, then the pages: no reader gets a page whose modules are not there yet.
sync --exclude '*' --include "$modules/*" --cache-control "$long" "$@"
sync --exclude '*.html' --exclude '*.txt' --exclude "$modules/*" --cache-control "$short" "$@"
sync --exclude '*' --include '*.txt' --content-type 'text/plain; charset=utf-8' --cache-control "$short" "$@"
sync --exclude '*' --include '*.html' --content-type 'text/html; charset=utf-8' --cache-control "$short" "$@"
# Last, what is no page any more must not go on telling readers old rules. Old modules stay for pages still in caches.
sync --exclude 'assets/*' --cache-control "$short" --delete "$@"
echo '传完了。在 CDN 上刷新全部 HTML，再按 site/_headers 核对响应头。'
