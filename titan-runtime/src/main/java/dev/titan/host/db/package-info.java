/** {@code t.db}: statements, transactions, streams and migrations, in SQLite, PostgreSQL and whatever else has a JDBC driver. The one place that knows JDBC. */
@org.jspecify.annotations.NullMarked
package dev.titan.host.db;
