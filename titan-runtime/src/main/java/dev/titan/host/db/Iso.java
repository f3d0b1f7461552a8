package dev.titan.host.db;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as ISO 8601 has them. The fraction has three digits, as in {@code Date.prototype.toISOString}, and as many more as it takes to lose nothing. Years before the first and what is without
 * end come as PostgreSQL reads them.
 */
final class Iso {
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
            .toFormatter();

    private static final String EVER = "infinity";

    private Iso() {}

    static @Nullable String instant(@Nullable OffsetDateTime at) {
        if (at == null) {
            return null;
        }
        if (at.equals(OffsetDateTime.MAX) || at.equals(OffsetDateTime.MIN)) {
            return at.equals(OffsetDateTime.MAX) ? EVER : "-" + EVER;
        }
        LocalDateTime utc = at.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return era(utc.toLocalDate(), LOCAL.format(positive(utc)) + "Z");
    }

    static @Nullable String local(@Nullable LocalDateTime at) {
        if (at == null) {
            return null;
        }
        if (at.equals(LocalDateTime.MAX) || at.equals(LocalDateTime.MIN)) {
            return at.equals(LocalDateTime.MAX) ? EVER : "-" + EVER;
        }
        return era(at.toLocalDate(), LOCAL.format(positive(at)));
    }

    static @Nullable String date(@Nullable LocalDate date) {
        if (date == null) {
            return null;
        }
        if (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)) {
            return date.equals(LocalDate.MAX) ? EVER : "-" + EVER;
        }
        return era(
                date,
                date.getYear() > 0
                        ? date.toString()
                        : date.withYear(1 - date.getYear()).toString());
    }

    private static LocalDateTime positive(LocalDateTime at) {
        return at.getYear() > 0 ? at : at.withYear(1 - at.getYear());
    }

    private static String era(LocalDate date, String text) {
        return date.getYear() > 0 ? text : text + " BC";
    }
}
