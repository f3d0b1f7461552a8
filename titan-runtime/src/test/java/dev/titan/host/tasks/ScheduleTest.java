package dev.titan.host.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The times that expressions of cron stand for. */
class ScheduleTest {
    private static final String BERLIN = "Europe/Berlin";

    /** The next times after a local one, as local times with their offset. */
    private static List<String> times(String expression, String zone, String after, int count) {
        Schedule schedule = Schedule.cron(expression, zone);
        ZoneId in = ZoneId.of(zone);
        long time = LocalDateTime.parse(after).atZone(in).toInstant().toEpochMilli();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            OptionalLong next = schedule.after(time);
            assertTrue(next.isPresent(), expression + " ends after " + found);
            time = next.getAsLong();
            found.add(Instant.ofEpochMilli(time).atZone(in).toOffsetDateTime().toString());
        }
        return found;
    }

    @Test
    void aTimeOfDayThatClocksAreSetPastComesWhenTheyAre() {
        assertEquals(
                List.of("2027-03-27T02:30+01:00", "2027-03-28T03:00+02:00", "2027-03-29T02:30+02:00"),
                times("30 2 * * *", BERLIN, "2027-03-26T12:00", 3));
        assertEquals(
                List.of("2027-03-28T03:00+02:00", "2028-03-28T02:30+02:00"),
                times("30 2 28 3 *", BERLIN, "2026-04-01T12:00", 2));
        assertEquals(
                List.of("2018-11-03T00:00-03:00", "2018-11-04T01:00-02:00", "2018-11-05T00:00-02:00"),
                times("@daily", "America/Sao_Paulo", "2018-11-02T12:00", 3));
        // Not one that had come before, and none that another day has.
        assertEquals(List.of("2027-03-28T03:00+02:00"), times("0 3 * * *", BERLIN, "2027-03-27T12:00", 1));
        assertEquals(List.of("2027-03-29T02:30+02:00"), times("30 2 * * MON", BERLIN, "2027-03-27T12:00", 1));
    }

    @Test
    void aTimeOfDayThatComesTwiceIsTakenOnce() {
        assertEquals(
                List.of("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"),
                times("30 2 * * *", BERLIN, "2026-10-24T12:00", 2));
        assertEquals(
                List.of("2026-10-25T02:00+02:00", "2026-10-25T02:59+02:00", "2026-10-25T03:00+01:00"),
                times("0,59 2-3 * * *", BERLIN, "2026-10-24T12:00", 3));
    }

    @Test
    void whatRunsAtEachHourGoesOnAsTimeDoes() {
        assertEquals(
                List.of("2027-03-28T01:15+01:00", "2027-03-28T03:15+02:00"),
                times("15 * * * *", BERLIN, "2027-03-28T00:30", 2));
        assertEquals(
                List.of(
                        "2026-10-25T02:00+02:00",
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:00+01:00",
                        "2026-10-25T02:30+01:00",
                        "2026-10-25T03:00+01:00"),
                times("*/30 * * * *", BERLIN, "2026-10-25T01:40", 5));
    }

    @Test
    void daysOfTheMonthAndOfTheWeekAreTwoWaysToMeetADay() {
        assertEquals(
                List.of("2026-01-09T00:00Z", "2026-01-13T00:00Z", "2026-01-16T00:00Z"),
                times("0 0 13 * FRI", "UTC", "2026-01-02T00:00", 3));
    }

    @Test
    void anExpressionThatNeverComesIsRefused() {
        for (String never : List.of("0 0 31 2 *", "0 0 31 4,6,9,11 *")) {
            String why = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Schedule.cron(never, "UTC"))
                    .getMessage());
            assertTrue(why.startsWith("\"" + never + "\" never comes"), why);
        }
        assertEquals(List.of("2028-02-29T00:00Z"), times("0 0 29 2 *", "UTC", "2026-01-01T00:00", 1));
    }
}
