package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services called by packets, over each transport. */
class NetronPacketsIT extends NetronPacketsScenario {
    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void theSessionOfThePage(String transport) throws Exception {
        try (PacketPeer peer = connect(transport, "")) {
            peer.send(1, 0x44, "0x92", "query_interface", USERS);
            String definition = peer.next();
            assertTrue(definition.startsWith("0000000104c8"), definition);
            assertTrue(
                    definition.contains("6d" + hex(USERS) + "a0" + hex("cli") + "84" + hex("name") + hex("users")),
                    definition);
            peer.send(2, CALL, "0x93", USERS, "findById", "u1");
            assertEquals("000000020382a26964a27531a46e616d65a3416e6e", peer.next());
            peer.send(5, CALL, "0x92", USERS, "tick");
            assertEquals("0000000503d76ba1310101a3636c69", peer.next());
            assertEquals("0000000165010000000100000000", peer.next());
            assertEquals("0000000265020000000100000001", peer.next());
            assertEquals("0000000365030000000100000002", peer.next());
            assertEquals("0000000475c00000000100000003", peer.next());
            peer.send(6, 0x40, "0xcb4278bcfe56800000");
            assertEquals("0000000600cb4278bcfe56800000", peer.next());
        }
    }

    /** Values as the original writes them, in hexadecimal. */
    private static final List<String> GOLDEN = List.of(
            "c0",
            "d40000",
            "c3",
            "01",
            "ff",
            "cc80",
            "ce80000000",
            "cb41f0000000000000",
            "d280000000",
            "cb3ff8000000000000",
            "cb7ff8000000000000",
            "cb8000000000000000",
            "a26869",
            "c4020102",
            "9201a161",
            "81a16101",
            "81a161d40000",
            "d77d0000000000000000",
            "d77d0000018bcfe56800",
            "d77dfffffffffffffffb",
            "c7067c000000010102",
            "c7057b0000000101",
            "d679a161a167",
            "d678a3313233",
            "c70378a22d35",
            "c7036ca26431",
            "c7366da26431a0a2703184a46e616d65a57573657273a776657273696f6ea5312e302e30aa70726f7065727469657380a76d6574686f647380");

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix"})
    void whatCameBeforeTheEndOfTheInputIsAnswered(String transport) throws Exception {
        for (String method : List.of("tick", "slept", "later", "fail")) {
            try (PacketPeer peer = connect(transport, EXTENSIONS)) {
                peer.send(1, CALL, "0x93", USERS, method, "0x14");
                peer.send(2, 0x44, "0x92", "query_interface", USERS);
                peer.endInput();
                StringBuilder all = new StringBuilder();
                for (String packet = peer.next(); !packet.equals("end"); packet = peer.next()) {
                    all.append(packet).append('\n');
                }
                String told = all.toString();
                assertTrue(told.contains("00000001") && told.contains("0000000204c8"), method + ": " + told);
                assertEquals(method.equals("tick"), told.contains("75c00000000100000014"), method + ": " + told);
            }
        }
        try (PacketPeer peer = connect(transport, "")) {
            peer.endInput();
            assertEquals("end", peer.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void valuesComeBackAsTheyWereSent(String transport) throws Exception {
        try (PacketPeer peer = connect(transport, "")) {
            for (String value : GOLDEN) {
                peer.send(1, CALL, "0x93", USERS, "echo", "0x" + value);
                assertEquals("000000010391" + value, peer.next());
            }
            String all = String.join("", GOLDEN);
            peer.send(2, CALL, "0xdc001d", USERS, "echo", "0x" + all);
            assertEquals("0000000203dc001b" + all, peer.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void errorsAsValuesComeBackWithoutTheStackThatTheyHadHere(String transport) throws Exception {
        try (PacketPeer peer = connect(transport, "")) {
            peer.send(1, CALL, "0x93", USERS, "echo", "0xc70e7e0001a54572726f72a153a1780000");
            assertEquals("000000010391" + "c7157e0001" + hex("Error") + hex("Error: x") + "a1780000", peer.next());
            peer.send(2, CALL, "0x93", USERS, "echo", "0xc7127e0003a9547970654572726f72a153a1780000");
            assertEquals(
                    "000000020391" + "c71d7e0003" + hex("TypeError") + hex("TypeError: x") + "a1780000", peer.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void errorsKeepTheirClassAndNothingElseLeaks(String transport) throws Exception {
        try (PacketPeer peer = connect(transport, "")) {
            peer.send(1, CALL, "0x92", USERS, "typed");
            String typed = peer.next();
            assertTrue(
                    typed.startsWith("0000000183c7")
                            && typed.contains(hex("OutOfStock") + "cd0199" + hex("out of stock")),
                    typed);
            assertTrue(typed.endsWith(hex("sku") + hex("s1")), typed);
            for (String method : new String[] {"fail", "rejects", "unsendable"}) {
                peer.send(2, CALL, "0x92", USERS, method);
                byte[] answer = peer.take();
                String text = new String(answer, StandardCharsets.ISO_8859_1);
                assertTrue(text.contains("InternalError") && text.contains("errorId"), text);
                assertFalse(text.contains("CANARY") || text.contains(".ts") || text.contains(".js"), text);
            }
            String missing = null;
            for (String method :
                    new String[] {"notPublic", "inherited", "constructor", "__proto__", "secret", "hidden"}) {
                peer.send(3, CALL, "0x92", USERS, method);
                String told = new String(peer.take(), StandardCharsets.ISO_8859_1).replace(method, "*");
                told = told.substring(told.indexOf("ServiceNotFoundError"))
                        .replaceAll("[^\\x20-\\x7e]", "")
                        .replaceAll("\\xcb.{8}", "");
                String words = String.join(
                        " ", told.replaceAll("[^a-zA-Z*@. ]", " ").trim().split(" +"));
                assertTrue(words.startsWith("ServiceNotFoundError"), words);
                missing = missing == null ? words.substring(0, 20) : missing;
                assertEquals(missing, words.substring(0, 20));
            }
            peer.send(4, CALL, "0x92", USERS, "breaks");
            assertTrue(peer.next().startsWith("0000000403d76b"));
            assertTrue(peer.next().endsWith("6501" + "00000001" + "00000000"));
            String broken = peer.next();
            assertTrue(broken.substring(8, 10).equals("46") && broken.contains(hex("OutOfStock")), broken);
        }
    }

    @Test
    void fieldsAreReadAndWrittenButNotThoseThatAreReadonly() throws Exception {
        try (PacketPeer peer = connect("websocket", "")) {
            peer.send(1, 0x41, "0x92", USERS, "fixed");
            assertEquals("000000010107", peer.next());
            peer.send(2, 0x42, "0x93", USERS, "fixed", "x");
            assertTrue(peer.next().startsWith("0000000282"));
            peer.send(3, 0x42, "0x93", USERS, "greeting", "yo");
            assertEquals("0000000302d40000", peer.next());
            peer.send(4, 0x41, "0x92", USERS, "hidden");
            assertTrue(peer.next().startsWith("0000000481"));
        }
    }

    @Test
    void aClientThatGivesCreditGetsNoMoreThanThat() throws Exception {
        try (PacketPeer peer = connect("tcp", EXTENSIONS)) {
            peer.send(1, CALL, "0x93", USERS, "tick", "0xcd03e8");
            assertTrue(peer.next().startsWith("0000000103"));
            for (int i = 0; i < 64; i++) {
                assertTrue(peer.next().endsWith("00000001%08x".formatted(i)));
            }
            // Whatever comes between the chunks and the answer to this would be one chunk too many.
            peer.send(2, CALL, "0x92", USERS, "nil");
            assertEquals("0000000203c0", peer.next());
            peer.send(3, 0x49, "0x92", "0x0102");
            assertTrue(peer.next().endsWith("0000000100000040"));
            assertTrue(peer.next().endsWith("0000000100000041"));
            peer.send(4, CALL, "0x92", USERS, "nil");
            assertEquals("0000000403c0", peer.next());
        }
    }

    private int endings(PacketPeer peer) throws Exception {
        return count(peer, "endings");
    }

    private int count(PacketPeer peer, String of) throws Exception {
        peer.send(90, CALL, "0x92", USERS, of);
        String answer;
        do {
            answer = peer.next();
        } while (!answer.startsWith("0000005a03"));
        return Integer.parseInt(answer.substring(10), 16);
    }

    @Test
    void aReaderThatHasEnoughEndsTheGenerator() throws Exception {
        try (PacketPeer peer = connect("tcp", EXTENSIONS)) {
            int before = endings(peer);
            peer.send(1, CALL, "0x93", USERS, "tick", "0xcd03e8");
            assertTrue(peer.next().startsWith("0000000103"));
            // What has not begun has no end: the first chunk is there.
            peer.next();
            peer.send(2, 0x47, "0x82", "streamId", "1", "reason", "enough");
            while (endings(peer) == before) {
                Thread.onSpinWait();
            }
            try (PacketPeer gone = connect("tcp", EXTENSIONS)) {
                gone.send(1, CALL, "0x93", USERS, "tick", "0xcd03e8");
                gone.next();
                gone.next();
            }
            while (endings(peer) < before + 2) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aClientThatGivesNoCreditAndDoesNotReadIsCutOff() throws Exception {
        try (PacketPeer peer = connect("tcp", "");
                SocketChannel deaf = SocketChannel.open(new InetSocketAddress("127.0.0.1", tcp))) {
            int before = endings(peer);
            byte[] call = HexFormat.of().parseHex("00000001" + "43" + "92" + hex(USERS) + hex("flood"));
            deaf.write(ByteBuffer.allocate(4 + call.length)
                    .putInt(call.length)
                    .put(call)
                    .flip());
            while (endings(peer) == before) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aRequestWhoseClientHasGoneIsGivenUp() throws Exception {
        try (PacketPeer peer = connect("tcp", "")) {
            int before = endings(peer);
            int begun = count(peer, "beginnings");
            String body = "{\"service\":\"users@1.0.0\",\"method\":\"held\"}";
            String request =
                    "POST /netron/invoke HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body;
            try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", app.port()))) {
                client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
                while (count(peer, "beginnings") == begun) {
                    Thread.onSpinWait();
                }
            }
            while (endings(peer) == before) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aDeadlineThatCameBeforeTheCallHolds() throws Exception {
        try (PacketPeer peer = connect("websocket", EXTENSIONS)) {
            peer.send(1, 0x4a, "0x91", "0x14");
            peer.send(1, CALL, "0x93", USERS, "slept", "0xcd7530");
            String late = peer.next();
            assertTrue(late.startsWith("0000000183") && late.contains(hex("TimeoutError")), late);
        }
    }

    @Test
    void aCallWhoseTimeWasOverBeforeIsNotBegun() throws Exception {
        try (PacketPeer peer = connect("tcp", EXTENSIONS)) {
            // 0, −5 and −5 as a float64.
            for (String left : List.of("00", "fb", "cbc014000000000000")) {
                peer.send(1, 0x4a, "0x91", "0x" + left);
                peer.send(1, CALL, "0x93", USERS, "echo", "0x01");
                String told = peer.next();
                assertTrue(told.startsWith("0000000183") && told.contains(hex("TimeoutError")), told);
                peer.send(1, CALL, "0x93", USERS, "echo", "0x01");
                assertEquals("00000001039101", peer.next());
            }
            peer.send(2, 0x4a, "0x91", "0xcb7ff8000000000000");
            String told = peer.next();
            assertTrue(told.startsWith("000000028a") && told.contains(hex("SerializationError")), told);
        }
    }

    @Test
    void whoHasShownATokenMayCall() throws Exception {
        try (PacketPeer peer = connect("websocket", "")) {
            peer.send(1, CALL, "0x92", USERS, "admin");
            assertTrue(peer.next().contains(hex("AuthError")));
            peer.send(2, CALL, "0x93", USERS, "token", "0x81", "roles", "0x91", "admin");
            byte[] token = peer.take();
            peer.send(
                    3,
                    0x44,
                    "0x92",
                    "authenticate",
                    "0x81",
                    "token",
                    "0x" + HexFormat.of().formatHex(token, 5, token.length));
            // What comes behind it waits for it.
            peer.send(4, CALL, "0x92", USERS, "admin");
            assertTrue(peer.next().startsWith("00000003048"));
            assertEquals("0000000403" + hex("in"), peer.next());
            peer.send(5, 0x44, "0x92", "authenticate", "0x81", "token", "nonsense");
            peer.send(6, CALL, "0x92", USERS, "admin");
            assertTrue(peer.next().startsWith("0000000584"));
            assertEquals("0000000603" + hex("in"), peer.next());
        }
    }

    @Test
    void aClientMayIntroduceItselfLaterOrNever() throws Exception {
        try (PacketPeer peer = PacketPeer.socket(new InetSocketAddress("127.0.0.1", tcp))) {
            peer.take();
            peer.send(0x7b220000, CALL, "0x92", USERS, "nil");
            assertEquals("7b22000003c0", peer.next());
            peer.send("{\"type\":\"client-id\",\"id\":\"late\"}".getBytes(StandardCharsets.UTF_8));
            peer.send(5, CALL, "0x92", USERS, "tick");
            assertTrue(peer.next().endsWith(hex("late")));
        }
    }

    @Test
    void whatIsNoPacketIsRefusedAndUnknownTypesAreIgnored() throws Exception {
        try (PacketPeer peer = connect("tcp", "")) {
            peer.send(1, CALL, "0x92", USERS, "nil", "0xc0");
            assertTrue(peer.next().contains(hex("SerializationError")));
            peer.send(2, 0x40, "0x92");
            assertTrue(peer.next().contains(hex("SerializationError")));
            peer.send(3, CALL, "0x93", USERS, "echo", "0x" + "91".repeat(10_000) + "c0");
            assertTrue(peer.next().contains(hex("SerializationError")));
            peer.send(4, CALL, "0x93", USERS, "echo", "0xd43200");
            assertTrue(peer.next().contains(hex("SerializationError")));
            peer.send(5, 0x4e, "0xc0");
            peer.send(6, 0x40, "0xc0");
            assertEquals("0000000600c0", peer.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "tcp", "unix"})
    void aPacketOf16MebibytesPassesAndOneByteMoreEndsTheConnection(String transport) throws Exception {
        byte[] large = new byte[16 << 20];
        int bytes = large.length - 10;
        ByteBuffer.wrap(large).putInt(1).put((byte) 0x40).put((byte) 0xc6).putInt(bytes);
        byte[] echo = large.clone();
        echo[4] = 0;
        try (PacketPeer peer = connect(transport, "")) {
            peer.send(large);
            assertArrayEquals(echo, peer.take());
        }
        try (PacketPeer peer = connect(transport, "")) {
            try {
                peer.send(new byte[(16 << 20) + 1]);
            } catch (IOException | ExecutionException e) {
                // The server has closed before all of it was sent.
            }
            assertEquals("end", peer.next());
        }
    }
}
