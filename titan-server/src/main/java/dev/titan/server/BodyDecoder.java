package dev.titan.server;

import dev.titan.model.ErrorCode;
import dev.titan.runtime.RequestBody;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/** Makes a {@link RequestBody} of the bytes of a body and its media type. */
final class BodyDecoder {
    private BodyDecoder() {}

    /**
     * Decodes a whole body.
     *
     * @param maxParameters most fields of a form
     * @throws Refusal when the charset is unknown (415), JSON or a form is no valid text in it, or a form has too many fields (400)
     */
    static RequestBody decode(MediaType type, byte[] bytes, int maxParameters) throws Refusal {
        if (type.isJson()) {
            return new RequestBody.Text(RequestBody.Kind.JSON, strict(bytes, charset(type)));
        }
        if (type.essence().equals("application/x-www-form-urlencoded")) {
            String form = strict(bytes, charset(type));
            requireFewParameters(form, maxParameters);
            return new RequestBody.Text(RequestBody.Kind.FORM, form);
        }
        if (type.essence().startsWith("text/")) {
            return new RequestBody.Text(RequestBody.Kind.PLAIN, new String(bytes, charset(type)));
        }
        return new RequestBody.Bytes(bytes);
    }

    /** Refuses a query or form of too many parameters. Empty ones between two ampersands count. */
    static void requireFewParameters(String form, int maxParameters) throws Refusal {
        if (form.length() < maxParameters) {
            return;
        }
        int count = 1;
        for (int at = form.indexOf('&'); at >= 0; at = form.indexOf('&', at + 1)) {
            count++;
        }
        if (count > maxParameters) {
            throw new Refusal(Problem.of(
                    ErrorCode.TOO_MANY_PARAMETERS, "More than the " + maxParameters + " parameters of limits.params"));
        }
    }

    private static Charset charset(MediaType type) throws Refusal {
        String name = type.charset();
        if (name == null || name.equalsIgnoreCase("utf-8")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new Refusal(Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The charset of the body is unknown"));
        }
    }

    private static String strict(byte[] bytes, Charset charset) throws Refusal {
        String text = new String(bytes, charset);
        // Only a text with a replacement character can have come of malformed input; the slow decoder then tells
        // whether it did.
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                throw new Refusal(Problem.of(ErrorCode.BAD_BODY, "The body is not valid " + charset.name()));
            }
        }
        return text;
    }
}
