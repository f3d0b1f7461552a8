package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packets that are almost right, sent to the real server: it answers, or ends that connection, and serves all others. The seed of a failure is part of its message. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetronFuzzIT {
    private static final int PACKETS = 64;

    /** Packets that mean something, to be damaged. */
    private static final List<byte[]> GOOD = List.of(
            packet("00000001 43 93 ab75736572734031 2e302e30 a466696e64 c0"),
            packet(
                    "00000002 43 93 ab7573657273 40312e302e30 a46563686f 82a161 c7067c000000010102 a162 d77d0000018bcfe56800"),
            packet("00000003 43 93 ab757365727340312e302e30 a47469636b cd03e8"),
            packet("00000004 44 92 af71756572795f696e74657266616365 ab757365727340312e302e30"),
            packet("00000005 44 92 ac61757468656e746963617465 81a5746f6b656e a3616263"),
            packet("00000006 41 92 ab757365727340312e302e30 a86772656574696e67"),
            packet("00000007 42 93 ab757365727340312e302e30 a86772656574696e67 a2796f"),
            packet("00000008 44 92 a9737562736372696265 a46e657773"),
            packet("00000009 44 93 a4656d6974 a46e657773 c70e7e0001a54572726f72a153a1780000"),
            packet("0000000a 47 82 a873747265616d4964 a131 a6726561736f6e a178"),
            packet("0000000b 48 03"),
            packet("0000000c 49 92 01 40"),
            packet("0000000d 4a 92 ccff a0"),
            packet("0000000e 40 cb4278bcfe56800000"),
            packet("0000000f 43 93 c7036ca26431 a46563686f c70378a22d35"));

    private NetronApp app;
    private int tcp;

    private static byte[] packet(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        tcp = FreePort.find();
        app = new NetronApp(
                folder, ", \"tcp\": " + tcp + ", \"events\": {\"subscribe\": [\"news\"], \"emit\": [\"news\"]}");
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
    }

    @Test
    void damagedPacketsHarmNobody() throws Exception {
        play(40);
    }

    @Test
    @Tag("soak")
    void manyDamagedPacketsHarmNobody() throws Exception {
        play(3_000);
    }

    private void play(int connections) throws Exception {
        long seed = Long.getLong("titan.seed", 1);
        Random random = new Random(seed);
        for (int i = 0; i < connections; i++) {
            boolean socket = i % 2 == 0;
            try (PacketPeer peer = socket
                    ? PacketPeer.socket(new InetSocketAddress("127.0.0.1", tcp))
                    : PacketPeer.webSocket(app.http(), app.port())) {
                peer.greet(random.nextBoolean() ? ",\"ext\":[\"cancel\",\"credit\",\"meta\"]" : "");
                send(peer, random);
                // Whatever it was, the connection answers, or is at its end.
                for (String packet = peer.next(); !packet.equals("end") && !packet.equals("7fffff0000c0"); ) {
                    packet = peer.next();
                }
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", connection " + i, e);
            }
        }
        try (PacketPeer peer = PacketPeer.socket(new InetSocketAddress("127.0.0.1", tcp))) {
            peer.greet("");
            peer.send(1, 0x43, "0x92", "users@1.0.0", "nil");
            assertEquals("0000000103c0", peer.next(), "seed " + seed);
        }
        assertTrue(
                app.invoke("{\"service\":\"users@1.0.0\",\"method\":\"nil\"}").startsWith("200 "), "seed " + seed);
    }

    private static void send(PacketPeer peer, Random random) throws Exception {
        try {
            for (int i = 0; i < PACKETS; i++) {
                peer.send(damaged(GOOD.get(random.nextInt(GOOD.size())), random));
            }
            peer.send(packet("7fffff00 40 c0"));
        } catch (IOException | java.util.concurrent.ExecutionException e) {
            // The server has ended the connection.
        }
    }

    private static byte[] damaged(byte[] packet, Random random) {
        byte[] bytes = packet.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length + random.nextInt(2);
        return java.util.Arrays.copyOf(bytes, length);
    }
}
