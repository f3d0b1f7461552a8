package dev.titan.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.titan.model.PlainJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README of examples/shop promises: by dev and by a jar. */
@Timeout(300)
class ShopExampleIT {
    private static final String NEW_ORDER = "{\"userId\":\"u1\",\"item\":\"book\",\"cents\":1250}";

    @Test
    void sellsAndRemembers(@TempDir Path folder) throws Exception {
        Example example = Example.copy("shop", folder);
        try (ExampleServer dev = example.dev()) {
            assertSells(dev);
        }
        Path jar = example.build();
        Map<String, String> database = Map.of("DATABASE_URL", "jdbc:sqlite:" + folder.resolve("shop.db"));
        try (ExampleServer server =
                ExampleServer.start(database, jar, "--port", "0", "--host", "127.0.0.1", "--migrate")) {
            assertSells(server);
            assertEquals(0, server.stop());
        }
    }

    @Test
    void itsTestsPass(@TempDir Path folder) throws Exception {
        Example example = Example.copy("shop", folder);
        Path log = folder.resolve("test.log");
        Process test = ExampleServer.java(
                        Path.of("target", "titan.jar").toAbsolutePath(),
                        "test",
                        example.folder().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(test.waitFor(60, TimeUnit.SECONDS), () -> "titan test has not ended");
        assertEquals(0, test.exitValue(), Files.readString(log));
        assertTrue(Files.readString(log).contains("12 passed  3 files"), Files.readString(log));
    }

    @Test
    void itsClientIsTheOneThatIsGenerated(@TempDir Path folder) throws Exception {
        Example example = Example.copy("shop", folder);
        Path made = folder.resolve("made/shop.js");
        Process generate = ExampleServer.java(
                        Path.of("target", "titan.jar").toAbsolutePath(),
                        "gen",
                        "client",
                        example.folder().toString(),
                        "-o",
                        made.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("generate.log").toFile())
                .start();
        assertTrue(generate.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, generate.exitValue(), Files.readString(folder.resolve("generate.log")));
        for (String name : new String[] {"shop.js", "shop.d.ts"}) {
            assertEquals(
                    Files.readString(made.resolveSibling(name)),
                    Files.readString(example.folder().resolve("public").resolve(name)),
                    "run titan gen client examples/shop -o examples/shop/public/shop.js");
        }
    }

    private static void assertSells(ExampleServer server) throws Exception {
        Map<?, ?> order =
                (Map<?, ?>) call(server, "orders", "create", NEW_ORDER).get("data");
        assertEquals("open", order.get("state"));
        String id = "\"" + order.get("id") + "\"";
        assertEquals(order, call(server, "orders", "findById", id).get("data"));
        Map<?, ?> payment = (Map<?, ?>) call(server, "payments", "pay", id).get("data");
        assertEquals(1250, ((Number) payment.get("cents")).intValue());
        Map<?, ?> again = (Map<?, ?>) call(server, "payments", "pay", id).get("error");
        assertEquals("NotPayableError", again.get("name"));
        Map<?, ?> unknown = (Map<?, ?>) call(server, "orders", "create", NEW_ORDER.replace("u1", "nobody"))
                .get("error");
        assertEquals("nobody", unknown.get("userId"));
        assertTrue(server.get("/actions/orders?user=u1").body().contains("\"state\":\"paid\""));
        HttpResponse<String> receipt;
        do {
            receipt = server.get("/actions/receipts/" + order.get("id"));
        } while (receipt.statusCode() == 404);
        assertEquals("Paid 12.50 for order " + order.get("id") + "\n", receipt.body());
    }

    private static Map<?, ?> call(ExampleServer server, String service, String method, String argument)
            throws Exception {
        String request = "{\"id\":1,\"service\":\"" + service + "@1.0.0\",\"method\":\"" + method + "\",\"input\":["
                + argument + "]}";
        HttpResponse<String> answer =
                server.send("POST", "/netron/invoke", "application/json", BodyPublishers.ofString(request));
        return (Map<?, ?>) PlainJson.parse(answer.body());
    }
}
