package dev.titan.server;

import java.security.SecureRandom;
import java.util.Locale;

/**
 * Makes the ids of requests: a random prefix of the process, a letter for the I/O thread, a running number. Unique among all processes with
 * overwhelming likelihood, not secret. Confined to one I/O thread.
 */
final class RequestIds {
    private static final String PROCESS =
            Long.toString(new SecureRandom().nextLong() >>> 14, 36).toLowerCase(Locale.ROOT);
    private static final int MAX_LENGTH = 128;

    /** In place of an I/O thread's number: requests of the management port. */
    static final int MANAGEMENT = -1;

    private final String prefix;
    private long count;

    RequestIds(int ioThread) {
        prefix = PROCESS + "-" + Integer.toString(ioThread, 36) + "-";
    }

    String next() {
        return prefix.concat(Long.toString(++count, 36));
    }

    /** Whether an id that came with a request can be taken over: 1 to 128 letters, digits and {@code . _ : -}, so that it is safe in headers and logs. */
    static boolean valid(String id) {
        int length = id.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = id.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && c != '-' && c != '_' && c != '.' && c != ':') {
                return false;
            }
        }
        return true;
    }
}
