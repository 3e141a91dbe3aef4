#!/bin/sh
# Runs the kernel tests with 512-, 256- and 128-bit vectors and with none.
set -eu
cd "$(dirname "$0")/.."
project=tests/MultimodalML.Kernels.Tests
dotnet build "$project" -c Release -v q --nologo
for setting in '' DOTNET_EnableAVX512=0 DOTNET_EnableAVX2=0 DOTNET_EnableHWIntrinsic=0; do
    echo "== ${setting:-all instructions}"
    env $setting dotnet test "$project" -c Release --no-build --nologo -v q
done
