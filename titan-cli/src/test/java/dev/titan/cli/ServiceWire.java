package dev.titan.cli;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way on which a client's call reaches a service, by hand: what is said and answered is text, JSON or the hexadecimal digits of msgpack.
 */
enum ServiceWire {
    HTTP_JSON,
    HTTP_MSGPACK,
    BATCH_JSON,
    BATCH_MSGPACK,
    WEBSOCKET,
    TCP,
    UNIX;

    /** Where the server of a test listens. */
    record Address(HttpClient http, int port, int tcp, Path unix) {}

    /** A value in both forms. */
    record Value(String json, String msgpack) {
        static Value of(String text) {
            return new Value('"' + text + '"', hex(text));
        }
    }

    private boolean json() {
        return this == HTTP_JSON || this == BATCH_JSON;
    }

    /** A text as msgpack has it. */
    static String hex(String text) {
        return HexFormat.of().formatHex(PacketPeer.text(text));
    }

    /** The answer to a call. */
    String call(Address address, String service, String method, Value... arguments) throws Exception {
        return call(address, service, method, List.of(arguments));
    }

    /** The same. */
    String call(Address address, String service, String method, List<Value> arguments) throws Exception {
        return switch (this) {
            case HTTP_JSON -> json(address, "invoke", jsonCall(service, method, arguments));
            case BATCH_JSON ->
                json(address, "batch", "{\"id\":0,\"requests\":[" + jsonCall(service, method, arguments) + "]}");
            case HTTP_MSGPACK -> msgpack(address, "invoke", msgpackCall(service, method, arguments));
            case BATCH_MSGPACK ->
                msgpack(
                        address,
                        "batch",
                        "82" + hex("id") + "00" + hex("requests") + "91" + msgpackCall(service, method, arguments));
            case WEBSOCKET, TCP, UNIX -> ask(address, service, method, arguments, peer -> {});
        };
    }

    private static String jsonCall(String service, String method, List<Value> arguments) {
        return "{\"id\":1,\"service\":\"" + service + "\",\"method\":\"" + method + "\",\"input\":"
                + jsonArray(arguments) + "}";
    }

    private static String jsonArray(List<Value> values) {
        return values.stream().map(Value::json).collect(Collectors.joining(",", "[", "]"));
    }

    private static String msgpackCall(String service, String method, List<Value> arguments) {
        return "84" + hex("id") + "01" + hex("service") + hex(service) + hex("method") + hex(method) + hex("input")
                + msgpackArray(arguments);
    }

    private static String msgpackArray(List<Value> values) {
        String head = values.size() < 16 ? "9%x".formatted(values.size()) : "dc%04x".formatted(values.size());
        return head + values.stream().map(Value::msgpack).collect(Collectors.joining());
    }

    private static String json(Address address, String route, String body) throws Exception {
        byte[] answer = post(address, route, "application/json", body.getBytes(StandardCharsets.UTF_8));
        return new String(answer, StandardCharsets.UTF_8);
    }

    private static String msgpack(Address address, String route, String body) throws Exception {
        return HexFormat.of()
                .formatHex(post(
                        address, route, "application/msgpack", HexFormat.of().parseHex(body)));
    }

    private static byte[] post(Address address, String route, String type, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + address.port() + "/netron/" + route))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response = address.http().send(request, BodyHandlers.ofByteArray());
        return response.body();
    }

    /** Looks at what comes before the packet that is asked for. */
    @FunctionalInterface
    interface Before {
        void look(PacketPeer peer) throws InterruptedException;
    }

    /** The packet that answers a call, behind others; by a transport that has packets. */
    String ask(Address address, String service, String method, List<Value> arguments, Before before) throws Exception {
        try (PacketPeer peer = connect(address)) {
            peer.greet("");
            List<Value> all = Stream.concat(Stream.of(Value.of(service), Value.of(method)), arguments.stream())
                    .toList();
            peer.send(1, 0x43, "0x" + msgpackArray(all));
            before.look(peer);
            return peer.next();
        }
    }

    private PacketPeer connect(Address address) throws Exception {
        return switch (this) {
            case TCP -> PacketPeer.socket(new InetSocketAddress("127.0.0.1", address.tcp()));
            case UNIX -> PacketPeer.socket(UnixDomainSocketAddress.of(address.unix()));
            default -> PacketPeer.webSocket(address.http(), address.port());
        };
    }

    /** Whether a text stands in an answer. */
    boolean says(String answer, String text) {
        return answer.contains(json() ? text : HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether an answer carries these values as the result. */
    boolean gives(String answer, List<Value> values) {
        return switch (this) {
            case HTTP_JSON, BATCH_JSON -> answer.contains("\"data\":" + jsonArray(values) + ",\"hints\"");
            case HTTP_MSGPACK, BATCH_MSGPACK -> answer.contains(hex("data") + msgpackArray(values) + hex("hints"));
            case WEBSOCKET, TCP, UNIX -> answer.equals("0000000103" + msgpackArray(values));
        };
    }

    /** Whether an answer carries this one value as the result. */
    boolean gives(String answer, Value value) {
        return switch (this) {
            case HTTP_JSON, BATCH_JSON -> answer.contains("\"data\":" + value.json() + ",\"hints\"");
            case HTTP_MSGPACK, BATCH_MSGPACK -> answer.contains(hex("data") + value.msgpack() + hex("hints"));
            case WEBSOCKET, TCP, UNIX -> answer.equals("0000000103" + value.msgpack());
        };
    }

    /** Whether an answer is an error of this class and code. */
    boolean fails(String answer, String name, int code) {
        return switch (this) {
            case HTTP_JSON, BATCH_JSON ->
                answer.contains("\"error\":{\"code\":\"" + code + "\",\"name\":\"" + name + "\",");
            case HTTP_MSGPACK, BATCH_MSGPACK ->
                answer.contains(hex("code") + hex(String.valueOf(code)) + hex("name") + hex(name));
            case WEBSOCKET, TCP, UNIX ->
                answer.startsWith("0000000183") && answer.contains(hex(name) + "cd%04x".formatted(code));
        };
    }
}
