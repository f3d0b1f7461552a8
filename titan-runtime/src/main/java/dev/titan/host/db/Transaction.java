package dev.titan.host.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** A transaction under way: a resource of the invocation that began it. What ends without a commit is rolled back. */
final class Transaction extends Held {
    private static final String ENDED =
            "the transaction has ended: its tx is of no use once the callback of t.db.transaction is over";

    private final Connected database;
    /** Used by the work of this alone. */
    private boolean open = true;

    Transaction(Connected database, Lane lane, Session session, Executor threads) {
        super(lane, session, threads, ENDED);
        this.database = database;
    }

    /** Work that ends it. */
    Work ending(boolean commit) {
        return database.work("", session -> {
            open = false;
            if (commit) {
                try {
                    database.dialect().commit(session.connection());
                } catch (SQLException e) {
                    open = true;
                    throw e;
                }
            } else {
                database.dialect().rollback(session.connection());
            }
            return null;
        });
    }

    /** What may be done to a savepoint. */
    enum Verb {
        SET("SAVEPOINT "),
        RELEASE("RELEASE SAVEPOINT "),
        ROLLBACK("ROLLBACK TO SAVEPOINT ");

        private final String sql;

        Verb(String sql) {
            this.sql = sql;
        }
    }

    /** Work on the savepoint of a number. */
    Work point(Verb verb, int number) {
        return database.work("", session -> {
            String name = "titan_" + number;
            execute(session, verb.sql + name);
            if (verb == Verb.ROLLBACK) {
                execute(session, Verb.RELEASE.sql + name);
            }
            return null;
        });
    }

    private static void execute(Session session, String sql) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.execute();
        }
    }

    @Override
    void finish(Session session) throws SQLException {
        if (open) {
            open = false;
            database.dialect().rollback(session.connection());
        }
    }
}
