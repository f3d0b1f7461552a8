package dev.titan.server.hygiene;

/**
 * Why a request must be refused and its connection closed. Immutable.
 *
 * @param status 400 or 501
 * @param detail what was found, safe to show
 */
public record Violation(int status, String detail) {}
