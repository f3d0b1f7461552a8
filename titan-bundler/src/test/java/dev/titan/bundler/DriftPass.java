package dev.titan.bundler;

/** How the drift pass is run in tests. */
enum DriftPass {
    /** As a build runs it. */
    BUILT(false, false),
    /** Every function that can have a twin has one, and every call is converted. */
    FORCED(true, false),
    /** So too, and every twin suspends as it begins: each converted call suspends all that called it. */
    SUSPENDED(true, true);

    private final boolean force;
    private final boolean suspend;

    DriftPass(boolean force, boolean suspend) {
        this.force = force;
        this.suspend = suspend;
    }

    boolean force() {
        return force;
    }

    boolean suspend() {
        return suspend;
    }
}
