package dev.titan.host.fetch;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Ends a pipeline while a connection is made: what goes wrong the futures of its steps tell, and Netty would log it besides for want of anybody who handles it. */
final class Unspoken extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        context.close();
    }
}
