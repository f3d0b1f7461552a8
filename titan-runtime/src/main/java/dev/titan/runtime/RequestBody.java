package dev.titan.runtime;

import dev.titan.model.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request, read whole. Immutable once handed over; arrays belong to the receiver. */
public sealed interface RequestBody {
    /** No body. */
    RequestBody NONE = new None();

    /** No body. */
    record None() implements RequestBody {}

    /**
     * Characters, decoded by the charset of the request.
     *
     * @param kind what the action's code parses it as
     */
    record Text(Kind kind, String text) implements RequestBody {}

    /** Bytes of a media type that nothing parses. */
    record Bytes(byte[] bytes) implements RequestBody {}

    /** The parts of multipart/form-data (RFC 7578), in the order received. */
    record Multipart(List<Part> parts) implements RequestBody {
        public Multipart {
            parts = List.copyOf(parts);
        }

        /** The parts as JavaScript takes them: JSON, of files what is known without their content. */
        String described() {
            List<Map<String, Object>> described = new ArrayList<>();
            for (Part part : parts) {
                if (part instanceof Field field) {
                    described.add(Map.of("name", field.name(), "value", field.value()));
                } else if (part instanceof FilePart file) {
                    described.add(Map.of(
                            "name",
                            file.name(),
                            "filename",
                            file.filename(),
                            "type",
                            file.mediaType(),
                            "size",
                            file.size()));
                }
            }
            return Json.write(described);
        }
    }

    /** What the characters of a text body are. */
    enum Kind {
        JSON,
        FORM,
        PLAIN
    }

    /** One part of a multipart body. */
    sealed interface Part {
        String name();
    }

    /** A part without a file name. */
    record Field(String name, String value) implements Part {}

    /**
     * A part with a file name. Either {@code bytes} or {@code file} holds the content.
     *
     * @param filename as sent, the last segment only
     * @param mediaType as sent, {@code application/octet-stream} when it was not
     * @param size bytes
     * @param bytes the content, when it is small
     * @param file the content, when it is large; deleted after the invocation
     */
    record FilePart(
            String name,
            String filename,
            String mediaType,
            long size,
            byte @Nullable [] bytes,
            @Nullable Path file) implements Part {}
}
