package dev.titan.client;

/** The extension types of Netron. */
final class ExtensionCode {
    static final int UNDEFINED = 0;
    static final int STREAM_REFERENCE = 107;
    static final int REFERENCE = 108;
    static final int DEFINITION = 109;
    static final int TITAN_ERROR = 110;
    static final int LONG = 119;
    static final int BIG_INT = 120;
    static final int REG_EXP = 121;
    static final int SET = 123;
    static final int MAP = 124;
    static final int DATE = 125;
    static final int ERROR = 126;

    private ExtensionCode() {}
}
