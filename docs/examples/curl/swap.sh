#!/bin/sh
# Encodes, swaps and decodes two PNG files with nothing but curl and jq, over the server's HTTP port:
#
#   docs/examples/curl/swap.sh 127.0.0.1:7412 content.png style.png swapped.png decoded.png
set -eu
if [ $# != 5 ]; then
  echo "usage: swap.sh HOST:PORT CONTENT.png STYLE.png SWAPPED.png DECODED.png" >&2
  exit 2
fi
api=http://$1/api/v1

# Posts the JSON on the standard input; prints the answer, or what the server says is wrong.
call() { # METHOD
  answer=$(curl --silent --show-error --max-time 10 --write-out '\n%{http_code}' \
    --header 'Content-Type: application/json' --data @- "$api/$1")
  status=${answer##*
}
  body=${answer%
*}
  if [ "$status" != 200 ]; then
    echo "$1: HTTP $status: $(printf %s "$body" | jq -r '"\(.code): \(.message)"')" >&2
    return 1
  fi
  printf %s "$body"
}

images() { # FILE.png
  jq -n --arg png "$(base64 <"$1" | tr -d '\n')" '{png: {files: [$png]}}'
}

content=$(images "$2")
style=$(images "$3")

of_content=$(jq -n --argjson images "$content" '{$images}' | call encode)
of_style=$(jq -n --argjson images "$style" '{$images}' | call encode)
printf %s "$of_content" | jq -r '"served by \(.served_by.model) version \(.served_by.version)"'

swapped=$(jq -n --argjson contents "$content" --argjson styles "$style" \
  '{$contents, $styles, imageFormat: "IMAGE_FORMAT_PNG"}' | call swap)
printf %s "$swapped" | jq -r '.images.png.files[0]' | base64 -d >"$4"

# The same from codes: what the content is, and how the style looks.
decoded=$(jq -n --argjson content "$of_content" --argjson style "$of_style" \
  '{codes: ($content.codes + {z: $style.codes.z}), imageFormat: "IMAGE_FORMAT_PNG"}' | call decode)
printf %s "$decoded" | jq -r '.images.png.files[0]' | base64 -d >"$5"
echo "wrote $4 and $5"
