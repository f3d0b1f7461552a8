package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of the app and of its clients, over each transport. */
class NetronEventsIT extends NetronPacketsScenario {
    @Test
    void eventsOfTheAppReachTheClientsThatHaveSubscribed() throws Exception {
        try (PacketPeer peer = connect("tcp", "")) {
            peer.send(1, 0x44, "0x92", "subscribe", "order.created");
            assertEquals("0000000104d40000", peer.next());
            peer.send(2, CALL, "0x92", USERS, "order");
            List<String> both = List.of(peer.next(), peer.next());
            String values = "9e" + "01" + "cc80" + "ff" + "d1ff00" + "ce80000000" + "cb41f0000000000000"
                    + "cb8000000000000000" + "d40000" + "d77d0000018bcfe56800" + "c7067c000000010102"
                    + "c7057b0000000101" + "d678a3313233" + "c4020102" + "d679a161a167";
            assertTrue(
                    both.contains("0000000144" + "93" + hex("emit") + hex("order.created") + "82" + hex("of") + values
                            + hex("$") + "c0"),
                    both.toString());
            assertTrue(both.contains("0000000203d40000"), both.toString());
            peer.send(3, 0x44, "0x92", "unsubscribe", "order.created");
            assertEquals("0000000304d40000", peer.next());
            peer.send(4, CALL, "0x92", USERS, "order");
            assertEquals("0000000403d40000", peer.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void eventsOfAClientReachTheAppAndOtherClients(String transport) throws Exception {
        try (PacketPeer one = connect(transport, "");
                PacketPeer other = connect("tcp", "")) {
            other.send(1, 0x44, "0x92", "subscribe", "news");
            assertEquals("0000000104d40000", other.next());
            one.send(1, 0x44, "0x93", "emit", "news", "0x81a16101");
            assertEquals("0000000104d40000", one.next());
            assertEquals("0000000144" + "93" + hex("emit") + hex("news") + "81a16101", other.next());
            one.send(2, 0x44, "0x94", "emit", "news", "0x01", "0x02");
            assertTrue(one.next().startsWith("0000000284"));
        }
    }

    @Test
    void eventsThatNobodyHasPermittedAreRefused() throws Exception {
        try (PacketPeer peer = connect("websocket", "")) {
            int id = 0;
            for (String event : List.of("secret", "order", "order.a.b", "order.*", "**", "", "x".repeat(500))) {
                peer.send(++id, 0x44, "0x92", "subscribe", event);
                String refusal = peer.next();
                assertTrue(refusal.substring(8).startsWith("84") && refusal.contains(hex("PermissionError")), refusal);
            }
            peer.send(++id, 0x44, "0x93", "emit", "order.created", "0x01");
            assertTrue(peer.next().contains(hex("PermissionError")));
            peer.send(++id, 0x44, "0x92", "subscribe", "0x01");
            assertTrue(peer.next().contains(hex("SerializationError")));
        }
    }

    @Test
    void aClientHasSoManySubscriptionsAndNoMore() throws Exception {
        try (PacketPeer peer = connect("tcp", "")) {
            for (int i = 1; i <= 256; i++) {
                peer.send(i, 0x44, "0x92", "subscribe", "order.o" + i);
                assertEquals("%08x04d40000".formatted(i), peer.next());
            }
            peer.send(257, 0x44, "0x92", "subscribe", "order.more");
            assertTrue(peer.next().contains(hex("RateLimitError")));
            peer.send(258, 0x44, "0x92", "subscribe", "order.o1");
            assertEquals("0000010204d40000", peer.next());
        }
    }
}
