package dev.titan.host.events;

/** Hears of events beside the app's handlers. */
@FunctionalInterface
public interface EventTap {
    /**
     * An event has happened, here or on another server. Called on any thread: must neither block nor throw.
     *
     * @param data as {@code src/main/ts/values} writes it
     */
    void happened(String name, String data);
}
