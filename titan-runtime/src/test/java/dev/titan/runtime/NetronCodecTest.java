package dev.titan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.engine.Engine;
import dev.titan.engine.EngineOptions;
import dev.titan.engine.Isolate;
import dev.titan.engine.JsException;
import dev.titan.engine.JsObject;
import dev.titan.engine.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The codec of Netron, bundled with {@code src/test/ts/netron/codec.ts} as a client's would be, in an isolate without the kernel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetronCodecTest {
    private Isolate isolate;
    private JsObject tests;

    @BeforeAll
    void open() throws Exception {
        Engine.start(new EngineOptions(256, false));
        isolate = Isolate.create();
        tests = isolate.module(Source.of("codec.js", bundle())).namespace();
    }

    @AfterAll
    void close() {
        isolate.close();
    }

    private static String bundle() throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(Path.of("target/esbuild"))) {
            Path esbuild = files.filter(file ->
                            file.endsWith("bin/esbuild") || file.toString().endsWith("esbuild.exe"))
                    .findFirst()
                    .orElseThrow();
            Path out = Path.of("target/netron-codec-test.js");
            Process process = new ProcessBuilder(
                            esbuild.toString(),
                            "src/test/ts/netron/codec.ts",
                            "--bundle",
                            "--format=esm",
                            "--target=esnext",
                            "--keep-names",
                            "--log-level=warning",
                            "--outfile=" + out)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, said);
            return Files.readString(out);
        }
    }

    private String call(String function, Object... arguments) throws JsException {
        return Objects.requireNonNull(tests.function(function).call(arguments));
    }

    @Test
    void writesAndReadsTheGoldenVectors() throws Exception {
        assertEquals("", call("golden"));
        assertEquals("", call("jsonGolden"));
    }

    @Test
    void readsWhatItHasWritten() throws Exception {
        for (int seed = 1; seed <= 4; seed++) {
            assertEquals("", call("roundTrips", seed));
        }
        assertEquals("true", call("large"));
        assertEquals("true", call("surrogates"));
    }

    @Test
    void refusesWhatIsNoValue() throws Exception {
        assertEquals("", call("fuzz", 1));
        assertEquals("", call("fuzz", 2));
        String ends = "CodecError: the bytes end in the middle of a value";
        assertEquals(ends, call("refusal", "dd7fffffff"));
        assertEquals(ends, call("refusal", "df7fffffff00"));
        assertEquals(ends, call("refusal", "c6ffffffff00"));
        assertEquals(ends, call("refusal", "c7067c7fffffff0102"));
        assertEquals("CodecError: 1 bytes are left behind the value", call("refusal", "c0", 2));
        assertEquals("CodecError: the value nests deeper than 1000", call("refusal", "91", 10_000));
        assertEquals("CodecError: nobody knows the extension type 50", call("refusal", "d43200"));
        assertEquals("CodecError: the byte 0xc1 begins no value", call("refusal", "c1"));
        assertEquals(
                "CodecError: the extension type 125 has 1 bytes too many", call("refusal", "c7097d000000000000000000"));
    }

    @Test
    void errorsKeepTheirClassAndTheirSecrets() throws Exception {
        String error = "true,OutOfStock,409,s1 is out of stock,{\"sku\":\"s1\"},s1,";
        assertEquals(error + "\n" + error + "\nfalse\ntrue", call("errorsTravel"));
    }

    @Test
    void refusesToSendWhatTheWireDoesNotCarry() throws Exception {
        assertEquals(
                "a function cannot be sent\na symbol cannot be sent\na promise cannot be sent: await it\n"
                        + "a value that nests deeper than 1000, or holds itself, cannot be sent",
                call("refusesToSend"));
    }
}
