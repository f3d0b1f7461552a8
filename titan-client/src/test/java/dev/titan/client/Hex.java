package dev.titan.client;

import java.util.HexFormat;

/** Bytes as tests write them. */
final class Hex {
    private Hex() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String encoded(Object value) {
        PackWriter out = new PackWriter();
        Encoder.write(out, value, "value");
        return of(out.toByteArray());
    }

    /** The one value that the bytes are. */
    static Object decoded(byte[] bytes) {
        PackReader in = new PackReader(bytes, 0, bytes.length);
        Object value = new Decoder(in).value();
        if (in.remaining() > 0) {
            throw new AssertionError(in.remaining() + " bytes behind the value");
        }
        return value;
    }

    static Object decoded(String hex) {
        return decoded(bytes(hex));
    }
}
