package dev.titan.config;

import java.util.Locale;

/** What an app runs for. It decides the defaults that differ between an author's desk and a server, and which .env files are read. */
public enum Mode {
    /** {@code titan dev}: loopback only, errors shown to the client. */
    DEVELOPMENT,
    /** A built jar. */
    PRODUCTION;

    /** Lower case, as in {@code .env.production} and {@code NODE_ENV}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
