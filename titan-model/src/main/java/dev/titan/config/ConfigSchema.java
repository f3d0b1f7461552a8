package dev.titan.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON schema (draft 2020-12) of titan.config.json, for the author's editor. */
public final class ConfigSchema {
    /** The name of the file. */
    public static final String FILE_NAME = "titan.config.schema.json";

    private ConfigSchema() {}

    /** Its text. */
    public static String text() {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(FILE_NAME)) {
            if (in == null) {
                throw new IllegalStateException(FILE_NAME + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
