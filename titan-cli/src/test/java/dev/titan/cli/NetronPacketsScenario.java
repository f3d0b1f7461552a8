package dev.titan.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose services are called by packets, over each transport. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NetronPacketsScenario {
    static final String USERS = "users@1.0.0";
    static final String EXTENSIONS = ",\"ext\":[\"cancel\",\"credit\",\"meta\"]";
    static final int CALL = 0x43;

    NetronApp app;
    int tcp;
    Path unix;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        tcp = FreePort.find();
        unix = Files.createTempDirectory("netron").resolve("s");
        app = new NetronApp(
                folder,
                ", \"tcp\": " + tcp + ", \"unix\": \"" + unix
                        + "\", \"events\": {\"subscribe\": [\"news\", \"order.*\"], \"emit\": [\"news\"]}");
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        assertFalse(Files.exists(unix));
        Files.delete(unix.getParent());
    }

    PacketPeer connect(String transport, String extensions) throws Exception {
        PacketPeer peer = switch (transport) {
            case "tcp" -> PacketPeer.socket(new InetSocketAddress("127.0.0.1", tcp));
            case "unix" -> PacketPeer.socket(UnixDomainSocketAddress.of(unix));
            default -> PacketPeer.webSocket(app.http(), app.port());
        };
        String said = peer.greet(extensions);
        assertTrue(
                said.matches("\\{\"type\":\"id\",\"id\":\"[^\"]+\""
                        + EXTENSIONS.replace("[", "\\[").replace("]", "\\]") + "}"),
                said);
        return peer;
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(PacketPeer.text(text));
    }
}
