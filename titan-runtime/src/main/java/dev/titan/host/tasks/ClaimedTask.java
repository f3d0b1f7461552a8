package dev.titan.host.tasks;

/**
 * A task that this process has taken, to be run once. Immutable.
 *
 * @param attempt from 1
 */
public record ClaimedTask(String id, String name, String payload, int attempt, TaskSettings settings) {}
