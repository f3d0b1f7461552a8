package dev.titan.engine;

import com.caoccao.javet.interop.IV8InspectorListener;
import com.caoccao.javet.interop.V8Inspector;

/** One debugger's session with an {@link Inspector}, confined to the isolate's thread. */
public final class InspectorSession implements AutoCloseable {
    private final Inspector inspector;
    private final V8Inspector v8;

    InspectorSession(Inspector inspector, V8Inspector v8, Inspector.Client client) {
        this.inspector = inspector;
        this.v8 = v8;
        v8.addListeners(new IV8InspectorListener() {
            @Override
            public void receiveResponse(String message) {
                client.receive(message);
            }

            @Override
            public void receiveNotification(String message) {
                inspector.received(message);
                client.receive(message);
            }

            @Override
            public void runIfWaitingForDebugger(int contextGroupId) {
                client.ready();
            }

            @Override
            public void flushProtocolNotifications() {}

            @Override
            public void sendRequest(String message) {}
        });
    }

    V8Inspector v8() {
        return v8;
    }

    /** Hands V8 a request, JSON. Whatever is wrong with it, V8 answers. */
    public void send(String request) {
        inspector.sending(request);
        Inspector.send(v8, ascii(request));
    }

    /** Ends the session; what it has paused goes on. */
    @Override
    public void close() {
        inspector.end(this);
    }

    /** Javet hands V8 bytes of UTF-8, which reads them as Latin-1; in JSON every other character can be written as an escape. */
    static String ascii(String json) {
        StringBuilder escaped = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 0x80 && escaped == null) {
                escaped = new StringBuilder(json.length() + 64).append(json, 0, i);
            }
            if (escaped != null) {
                if (c < 0x80) {
                    escaped.append(c);
                } else {
                    escaped.append(String.format("\\u%04x", (int) c));
                }
            }
        }
        return escaped == null ? json : escaped.toString();
    }
}
