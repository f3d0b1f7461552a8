package dev.titan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class IdleMemoryTest {
    @Test
    void theHeapIsLookedAtNowAndThen() {
        IdleMemory.giveBack();
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        assertEquals("15000", jvm.getVMOption("G1PeriodicGCInterval").getValue());
    }
}
