package dev.titan.bundler;

/** How the drift pass is run in tests. */
enum DriftPass {
    /** As a build runs it. */
    BUILT(false, false, false),
    /** Every function that can have a twin has one, and every call is converted. */
    FORCED(true, false, false),
    /** So too, and every twin suspends as it begins: each converted call suspends all that called it. */
    SUSPENDED(true, true, false),
    /** As a build runs it where something in an async function may hold its thread. */
    DRIVEN(false, false, true);

    private final boolean force;
    private final boolean suspend;
    private final boolean drive;

    DriftPass(boolean force, boolean suspend, boolean drive) {
        this.force = force;
        this.suspend = suspend;
        this.drive = drive;
    }

    boolean force() {
        return force;
    }

    boolean suspend() {
        return suspend;
    }

    boolean drive() {
        return drive;
    }
}
