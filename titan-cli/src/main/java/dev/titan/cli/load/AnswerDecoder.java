package dev.titan.cli.load;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads answers to requests of one method: those to HEAD have no body, whatever their headers say. */
final class AnswerDecoder extends HttpResponseDecoder {
    private static final int LONGEST_LINE = 1 << 16;

    private final boolean head;

    AnswerDecoder(String method) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_LINE)
                .setValidateHeaders(false));
        this.head = method.equals("HEAD");
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return head || super.isContentAlwaysEmpty(message);
    }
}
