package dev.titan.host.db;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL for a class of tests, empty before each of them. Register it in a static field. */
public final class PostgresExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private PostgresServer server;

    /** There while the tests of the class run. */
    public PostgresServer server() {
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server = new PostgresServer();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        server.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (server != null) {
            server.close();
        }
    }
}
