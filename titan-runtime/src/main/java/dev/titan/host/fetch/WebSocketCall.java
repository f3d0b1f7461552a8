package dev.titan.host.fetch;

import dev.titan.host.HostValue;
import dev.titan.host.OperationException;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Opens one WebSocket: resolves, asks for permission, connects, and shakes hands (RFC 6455, section 4.1). Confined to the transport's thread but for {@link #start}. */
final class WebSocketCall {
    private static final int MOST_HEADER_BYTES = 64 << 10;

    private final HttpTransport transport;
    private final FetchUrl url;
    private final String protocols;
    private final CompletableFuture<@Nullable Object> opened = new CompletableFuture<>();

    /** @param protocols subprotocols to ask for, with commas; empty for none */
    WebSocketCall(HttpTransport transport, FetchUrl url, String protocols) {
        this.transport = transport;
        this.url = url;
        this.protocols = protocols;
    }

    /** Any thread. @return completes with the connection as a resource, and the subprotocol that the server chose */
    CompletableFuture<@Nullable Object> start() {
        transport
                .resolve(url.host())
                .whenComplete((addresses, error) -> transport.loop().execute(() -> resolved(addresses, error)));
        return opened;
    }

    private void resolved(InetAddress @Nullable [] addresses, @Nullable Throwable error) {
        if (addresses == null) {
            opened.completeExceptionally(FetchErrors.unknownHost(url.host(), error));
            return;
        }
        List<InetAddress> allowed = Stream.of(addresses)
                .filter(address -> transport.permission().allows(url.host(), url.port(), address))
                .toList();
        if (allowed.isEmpty()) {
            opened.completeExceptionally(FetchErrors.forbidden(url, addresses[0]));
        } else {
            connect(new ArrayDeque<>(allowed));
        }
    }

    /** Tries the addresses in turn. */
    private void connect(Deque<InetAddress> addresses) {
        InetSocketAddress address = new InetSocketAddress(addresses.removeFirst(), url.port());
        ChannelFuture connecting = transport
                .bootstrap()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) throws SSLException {
                        prepare(channel);
                    }
                })
                .disableResolver()
                .connect(address);
        Channel channel = connecting.channel();
        opened.whenComplete((value, error) -> {
            if (error != null) {
                channel.close();
            }
        });
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                if (addresses.isEmpty() || opened.isDone()) {
                    opened.completeExceptionally(FetchErrors.of(url, false, done.cause()));
                } else {
                    connect(addresses);
                }
            }
        });
    }

    private void prepare(Channel channel) throws SSLException {
        if (url.secure()) {
            SslHandler tls = transport.tls().newHandler(channel.alloc(), url.host(), url.port());
            SSLParameters parameters = tls.engine().getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.engine().setSSLParameters(parameters);
            channel.pipeline().addLast(tls);
        }
        int most = (int) Math.min(transport.limits().bodyBytes(), Integer.MAX_VALUE);
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create(url.toString().replaceFirst("^http", "ws")))
                .version(WebSocketVersion.V13)
                .subprotocol(protocols.isEmpty() ? null : protocols)
                .customHeaders(new DefaultHttpHeaders().set("user-agent", "titan"))
                .maxFramePayloadLength(most)
                .handleCloseFrames(false)
                .handshakeTimeoutMillis(transport.limits().connectMs())
                .build();
        channel.pipeline()
                .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(MOST_HEADER_BYTES),
                        new WebSocketClientProtocolHandler(config),
                        new WebSocketFrameAggregator(most),
                        new Handshake());
    }

    /** Waits for the handshake's end and leaves the connection in its place. */
    private final class Handshake extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                Channel channel = context.channel();
                WebSocketConnection connection = new WebSocketConnection(channel);
                context.pipeline().replace(this, "connection", connection);
                String chosen = context.pipeline()
                        .get(WebSocketClientProtocolHandler.class)
                        .handshaker()
                        .actualSubprotocol();
                HostValue value = new HostValue(Map.of("protocol", chosen == null ? "" : chosen), null, connection);
                if (!opened.complete(value)) {
                    channel.close();
                }
            } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
                opened.completeExceptionally(
                        FetchErrors.connectTimeout(url, transport.limits().connectMs()));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            opened.completeExceptionally(FetchErrors.of(url, false, cause));
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            opened.completeExceptionally(new OperationException(
                    "TypeError",
                    "ECONNRESET",
                    url.authority() + " closed the connection before it was a WebSocket",
                    null));
        }
    }
}
