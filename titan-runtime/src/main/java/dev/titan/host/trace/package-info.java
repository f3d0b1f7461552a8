/** Traces (https://www.w3.org/TR/trace-context/): what the host tells of the work it does, for whoever records it as spans. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.trace;
