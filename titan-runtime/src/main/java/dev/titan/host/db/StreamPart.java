package dev.titan.host.db;

/**
 * A cursor as a resource of an invocation.
 *
 * @param held the connection that it is on
 * @param own whether the connection is held for it alone
 */
record StreamPart(Held held, Cursor cursor, boolean own, Connected database) implements AutoCloseable {
    /** Returns at once. */
    @Override
    public void close() {
        if (own) {
            held.close();
        } else {
            held.submit(database.work("", session -> {
                cursor.close(session);
                return null;
            }));
        }
    }
}
