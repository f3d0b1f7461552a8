package dev.titan.model;

/** The version of Titan that this code belongs to. */
public final class Version {
    /** For example {@code 1.2.3}; the same as in the pom. */
    public static final String TITAN = "0.1.0";

    private Version() {}
}
