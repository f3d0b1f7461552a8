package dev.titan.runtime;

/**
 * What JavaScript has for the host, a text of records; {@code src/main/ts/kernel/outbox.ts} writes and describes them. Confined to the worker's thread.
 */
final class Outbox {
    private final Recipient recipient;

    /** Who is told of the records, in their order. */
    interface Recipient {
        void start(int operation, int invocation, String name, String arguments);

        void cancel(int operation);

        /** The operation that starts next is recorded, at this place in a trace. */
        void trace(int operation, String place);

        /** A call of a service has ended that is to be recorded. */
        void called(String told);

        void answer(int invocation, String answer);
    }

    Outbox(Recipient recipient) {
        this.recipient = recipient;
    }

    /** Reads the records that begin at an index of a text and go to its end. */
    void read(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int line = text.indexOf('\n', at);
            int number = at + 2;
            int end = Math.min(line, end(text, number));
            int first = number(text, number, end);
            int content = line + 1;
            switch (text.charAt(at)) {
                case 's' -> {
                    int invocationEnd = end(text, end + 1);
                    int nameEnd = end(text, invocationEnd + 1);
                    int next = content + number(text, nameEnd + 1, line);
                    recipient.start(
                            first,
                            number(text, end + 1, invocationEnd),
                            text.substring(invocationEnd + 1, nameEnd),
                            text.substring(content, next));
                    at = next;
                }
                case 'a' -> {
                    int next = content + number(text, end + 1, line);
                    recipient.answer(first, text.substring(content, next));
                    at = next;
                }
                case 't', 'c' -> {
                    int next = content + number(text, end + 1, line);
                    if (text.charAt(at) == 't') {
                        recipient.trace(first, text.substring(content, next));
                    } else {
                        recipient.called(text.substring(content, next));
                    }
                    at = next;
                }
                case 'x' -> {
                    recipient.cancel(first);
                    at = content;
                }
                default -> throw new IllegalStateException("the runtime's JavaScript wrote " + text.substring(at));
            }
        }
    }

    private static int end(String text, int from) {
        int space = text.indexOf(' ', from);
        return space < 0 ? text.length() : space;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
