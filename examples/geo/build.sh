#!/bin/sh
# Makes lib/geo.jar out of extension/, beside the library that it uses. Needs a JDK and Maven.
set -eu
cd "$(dirname "$0")"
titan=${TITAN_JAR:-../../titan-cli/target/titan.jar}
library=lib/GeographicLib-Java-2.1.jar

mkdir -p lib
[ -f "$library" ] || mvn -q dependency:copy -Dartifact=net.sf.geographiclib:GeographicLib-Java:2.1 -DoutputDirectory="$PWD/lib"

classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
javac -parameters -d "$classes" -cp "$titan:$library" extension/com/example/Geo.java
jar --create --file lib/geo.jar -C "$classes" . -C extension META-INF
