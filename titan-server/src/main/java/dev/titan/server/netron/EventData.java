package dev.titan.server.netron;

import dev.titan.model.PlainJson;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The data of events as packets carry them: out of the text that passes between isolates ({@code src/main/ts/values} of the runtime), in which an object with a member {@code $} stands for what JSON has no word for. */
final class EventData {
    private static final int REGEXP = 121;
    private static final int BIGINT = 120;
    private static final int SET = 123;
    private static final int MAP = 124;
    private static final int DATE = 125;
    private static final int ERROR = 126;
    /** The class id of Error itself. */
    private static final int PLAIN_ERROR = 1;

    private final PackWriter out = new PackWriter();

    private EventData() {}

    /** @throws IllegalArgumentException for a text that is no such value */
    static byte[] packed(String text) {
        EventData data = new EventData();
        try {
            data.write(PlainJson.parse(text));
        } catch (ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("its data cannot be read", e);
        }
        return data.out.bytes();
    }

    private static byte[] content(@Nullable Object... values) {
        EventData data = new EventData();
        for (Object value : values) {
            data.write(value);
        }
        return data.out.bytes();
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            out.nil();
        } else if (value instanceof Boolean bool) {
            out.bool(bool);
        } else if (value instanceof String text) {
            out.text(text);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof List<?> elements) {
            out.array(elements.size());
            elements.forEach(this::write);
        } else if (value instanceof Map<?, ?> members) {
            if (members.get("$") instanceof String kind) {
                special(kind, members.get("v"));
            } else {
                members(members);
            }
        }
    }

    private void members(Map<?, ?> members) {
        out.map(members.size());
        members.forEach((name, value) -> {
            out.text((String) name);
            write(value);
        });
    }

    /** Beyond 32 bits a number is a float64, as JavaScript writes it. */
    private void number(Number number) {
        double value = number.doubleValue();
        if (value == Math.rint(value) && value >= 0 && value <= 0xffff_ffffL) {
            out.number((int) (long) value);
        } else if (value == Math.rint(value) && value >= Integer.MIN_VALUE && value < 0) {
            out.negative((int) value);
        } else {
            out.decimal(value);
        }
    }

    private void special(String kind, @Nullable Object content) {
        switch (kind) {
            case "u" -> out.undefined();
            case "f" -> out.decimal(Double.parseDouble(as(String.class, content)));
            case "n" -> out.extension(BIGINT, content(content));
            case "d" ->
                out.extension(
                        DATE,
                        new PackWriter()
                                .u64(content == null ? Long.MIN_VALUE : ((Number) content).longValue())
                                .bytes());
            case "r" -> out.extension(REGEXP, content(as(List.class, content).toArray()));
            case "b", "t" -> out.binary(Base64.getDecoder().decode(as(String.class, content)));
            case "m" -> {
                List<?> pairs = as(List.class, content);
                PackWriter entries = new PackWriter().u32(pairs.size());
                pairs.forEach(entry -> entries.raw(content(as(List.class, entry).toArray())));
                out.extension(MAP, entries.bytes());
            }
            case "s" -> {
                List<?> elements = as(List.class, content);
                out.extension(
                        SET,
                        new PackWriter()
                                .u32(elements.size())
                                .raw(content(elements.toArray()))
                                .bytes());
            }
            case "e" -> error(as(Map.class, content));
            case "o" -> members(as(Map.class, content));
            default -> throw new IllegalArgumentException("nobody knows the kind " + kind);
        }
    }

    /** Content that must be there, and of a kind. */
    private static <T> T as(Class<T> kind, @Nullable Object content) {
        return kind.cast(Objects.requireNonNull(content));
    }

    /** Its stack stays here. */
    private void error(Map<?, ?> error) {
        String name = as(String.class, error.get("name"));
        String message = as(String.class, error.get("message"));
        out.extension(
                ERROR,
                new PackWriter()
                        .u16(PLAIN_ERROR)
                        .text(name)
                        .text(name + ": " + message)
                        .text(message)
                        .u16(0)
                        .bytes());
    }
}
