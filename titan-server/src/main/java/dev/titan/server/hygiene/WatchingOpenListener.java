package dev.titan.server.hygiene;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** Opens HTTP/1 connections so that {@link RequestHygiene} can check what comes on them. */
public final class WatchingOpenListener implements DelegateOpenListener {
    private final DelegateOpenListener listener;

    /** Watches what another listener opens. */
    public WatchingOpenListener(DelegateOpenListener listener) {
        this.listener = listener;
    }

    @Override
    public void handleEvent(StreamConnection channel) {
        handleEvent(channel, null);
    }

    @Override
    public void handleEvent(StreamConnection channel, @Nullable PooledByteBuffer readAlready) {
        ConduitStreamSourceChannel source = channel.getSourceChannel();
        HeadWatch watch = new HeadWatch(source.getConduit());
        source.setConduit(watch);
        if (readAlready != null) {
            watch.pass(readAlready.getBuffer());
        }
        listener.handleEvent(channel, readAlready);
    }

    @Override
    public HttpHandler getRootHandler() {
        return listener.getRootHandler();
    }

    @Override
    public void setRootHandler(HttpHandler rootHandler) {
        listener.setRootHandler(rootHandler);
    }

    @Override
    public OptionMap getUndertowOptions() {
        return listener.getUndertowOptions();
    }

    @Override
    public void setUndertowOptions(OptionMap undertowOptions) {
        listener.setUndertowOptions(undertowOptions);
    }

    @Override
    public ByteBufferPool getBufferPool() {
        return listener.getBufferPool();
    }

    @Override
    public @Nullable ConnectorStatistics getConnectorStatistics() {
        return listener.getConnectorStatistics();
    }

    @Override
    public void closeConnections() {
        listener.closeConnections();
    }
}
