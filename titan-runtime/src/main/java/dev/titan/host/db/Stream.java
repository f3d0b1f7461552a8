package dev.titan.host.db;

import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A cursor outside of a transaction, with the connection that it holds: a resource of the invocation that reads it. */
final class Stream extends Held {
    /** Used by the work of this alone. */
    private @Nullable Cursor cursor;

    Stream(Lane lane, Session session, Executor threads) {
        super(lane, session, threads, "the stream has ended");
    }

    void reads(Cursor opened) {
        cursor = opened;
    }

    @Override
    void finish(Session session) throws SQLException {
        if (cursor != null) {
            cursor.close(session);
        }
        session.dialect().endStream(session.connection());
    }
}
