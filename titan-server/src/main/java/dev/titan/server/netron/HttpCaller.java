package dev.titan.server.netron;

import dev.titan.runtime.ServiceCall;
import dev.titan.runtime.ServiceCaller;

/**
 * Who calls by HTTP: known for one request. Immutable.
 *
 * @param ip of the client
 * @param token of the Authorization field, empty for none
 * @param json whether the body is JSON, else msgpack
 */
record HttpCaller(String ip, String token, boolean json) implements ServiceCaller {
    @Override
    public String head() {
        return "\n" + ip + "\n" + token + "\n" + (json ? "json" : "msgpack");
    }

    @Override
    public int openStream(ServiceCall call) {
        throw new IllegalStateException("no stream by HTTP");
    }

    @Override
    public void keepToken(String given) {
        throw new IllegalStateException("the next request brings its own token");
    }

    @Override
    public void retryAfter(ServiceCall call, long seconds) {
        ((HttpCall) call).retryAfter(seconds);
    }
}
