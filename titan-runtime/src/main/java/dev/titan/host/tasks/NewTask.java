package dev.titan.host.tasks;

import org.jspecify.annotations.Nullable;

/**
 * A task to be kept. Immutable.
 *
 * @param id of its own; a task with it that is there already stays as it is
 * @param payload for its handler
 * @param delayMs from now on
 * @param dedupe while another task of the same name and key waits or runs, this one is not added; null for none
 */
public record NewTask(
        String id,
        String name,
        String payload,
        long delayMs,
        @Nullable String dedupe,
        TaskSettings settings) {}
