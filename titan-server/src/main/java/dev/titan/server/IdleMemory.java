package dev.titan.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JVM look at its heap now and then though nobody allocates. Left alone, G1 collects, and gives memory back to the system, only when the heap fills up again: after a burst
 * of requests an idle server would keep the memory of the burst.
 */
final class IdleMemory {
    private static final Logger LOG = LoggerFactory.getLogger(IdleMemory.class);
    private static final String INTERVAL = "G1PeriodicGCInterval";
    private static final String INTERVAL_MILLIS = "15000";

    private IdleMemory() {}

    /** Asks for it, unless the interval was given on the command line or the JVM has no such setting. */
    static void giveBack() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            if (jvm != null && jvm.getVMOption(INTERVAL).getValue().equals("0")) {
                jvm.setVMOption(INTERVAL, INTERVAL_MILLIS);
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("the JVM gives no memory back while idle: {}", e.getMessage());
        }
    }
}
