package dev.titan.host.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a process is called among those that share a database: host, process id, when it was started, and chance. From the name another process of the same host can tell whether it still lives. Immutable.
 *
 * @param host without slashes
 */
record ProcessName(String host, long pid, long started, String chance) {
    private static final long CLOCK_MS = 5_000;

    static ProcessName ofThis() {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessName(
                hostName(), self.pid(), started(self), UUID.randomUUID().toString());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replace('/', '-') + numbering();
        } catch (UnknownHostException e) {
            return "unknown-" + UUID.randomUUID();
        }
    }

    /** Containers that share a host's name number their processes each by itself. */
    private static String numbering() {
        try {
            return "-" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    String text() {
        return host + '/' + pid + '/' + started + '/' + chance;
    }

    /** Whether a process of this host has ended. One of another host may live. */
    boolean knowsDead(String other) {
        String[] parts = other.split("/");
        if (parts.length != 4 || !parts[0].equals(host) || other.equals(text())) {
            return false;
        }
        long number = Long.parseLong(parts[1]);
        if (number == pid) {
            // A container's only process always has the same number; in tests several share one.
            return isOther(started, parts[2]);
        }
        Optional<ProcessHandle> process = ProcessHandle.of(number);
        return process.isEmpty() || isOther(started(process.get()), parts[2]);
    }

    /** The system tells the time of a start by its clock, which may be put right in between. */
    private static boolean isOther(long start, String told) {
        return Math.abs(start - Long.parseLong(told)) > CLOCK_MS;
    }
}
