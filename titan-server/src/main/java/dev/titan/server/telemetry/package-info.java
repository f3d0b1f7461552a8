/** OpenTelemetry (https://opentelemetry.io/docs/specs/otel/): what the standard variables OTEL_* ask for. Nothing of the library is loaded before they do. */
@org.jspecify.annotations.NullMarked
package dev.titan.server.telemetry;
