package dev.titan.host.db;

import dev.titan.config.TitanConfig;
import dev.titan.host.OperationException;
import dev.titan.host.tasks.ClaimedTask;
import dev.titan.host.tasks.NewTask;
import dev.titan.host.tasks.TaskSettings;
import dev.titan.host.tasks.TaskStatus;
import dev.titan.host.tasks.TaskStatus.State;
import dev.titan.host.tasks.TaskStore;
import dev.titan.model.Json;
import dev.titan.model.PlainJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks in a table of the app's database, which is made at the first use. A task belongs to the process whose name is its owner until its lease is over; the database's own clock says when that is. Safe for use
 * by many threads.
 */
final class DatabaseTasks implements TaskStore {
    private static final String RUNS = "state = 'running'";
    private static final String OWN = " WHERE id = ? AND owner = ? AND " + RUNS;

    private final Supplier<Connected> open;
    private final TitanConfig.Tasks config;
    private final ProcessName self = ProcessName.ofThis();
    private volatile boolean ready;

    DatabaseTasks(Supplier<Connected> open, TitanConfig.Tasks config) {
        this.open = open;
        this.config = config;
    }

    /** Something to do with the table. */
    @FunctionalInterface
    private interface Step<T extends @Nullable Object> {
        T run(TaskTable table) throws SQLException;
    }

    /** @param reads whether nothing is changed */
    private <T extends @Nullable Object> CompletionStage<T> with(boolean reads, Step<T> step) {
        Connected database;
        try {
            database = open.get();
        } catch (DatabaseFailure e) {
            return CompletableFuture.failedFuture(failure(e.plain()));
        }
        if (database.dialect().flavour() == SqlScanner.Flavour.OTHER) {
            return CompletableFuture.failedFuture(failure(DatabaseFailure.usage(
                            "t.tasks needs SQLite or PostgreSQL as the app's database, or \"tasks\": {\"store\": \"memory\"} in titan.config.json",
                            "")
                    .plain()));
        }
        Object[] result = new Object[1];
        Work work = database.work("", session -> {
            TaskTable table = new TaskTable(session);
            if (!ready) {
                table.create();
                ready = true;
            }
            result[0] = step.run(table);
            return null;
        });
        // A connection that only reads cannot make the table.
        database.lane(reads && ready).submit(work);
        return work.outcome().thenApply(failed -> {
            if (failed instanceof Map<?, ?> told && told.get("error") instanceof Map<?, ?> members) {
                throw failure(members);
            }
            @SuppressWarnings("unchecked")
            T done = (T) result[0];
            return done;
        });
    }

    private static OperationException failure(Map<?, ?> members) {
        return new OperationException(
                "DatabaseError", String.valueOf(members.get("code")), "the database: " + members.get("message"), null);
    }

    @Override
    public CompletionStage<String> add(NewTask task) {
        String dedupe = task.dedupe() == null ? null : task.name() + '\n' + task.dedupe();
        return with(false, table -> {
            String now = table.now();
            table.change(
                    "INSERT INTO titan_tasks (id, name, payload, state, run_at, attempt, retries, settings, dedupe, created) VALUES (?, ?, ?, 'queued', "
                            + now + " + ?, 0, ?, ?, ?, " + now + ") ON CONFLICT DO NOTHING",
                    task.id(),
                    task.name(),
                    task.payload(),
                    task.delayMs(),
                    task.settings().retries(),
                    Json.write(task.settings().members()),
                    dedupe);
            List<String> other = dedupe == null
                    ? List.of()
                    : table.rows("SELECT id FROM titan_tasks WHERE dedupe = ?", rows -> rows.getString(1), dedupe);
            return other.isEmpty() ? task.id() : other.get(0);
        });
    }

    @Override
    public CompletionStage<List<ClaimedTask>> claim(Collection<String> names, int most) {
        String due = dueAmong(names.size());
        return with(
                        true,
                        table -> !table.rows(
                                        "SELECT 1 FROM titan_tasks WHERE " + due.replace("NOW", table.now())
                                                + " LIMIT 1",
                                        rows -> 1,
                                        names.toArray())
                                .isEmpty())
                .thenCompose(any -> any
                        ? with(false, table -> claim(table, due, names, most))
                        : CompletableFuture.completedFuture(List.of()));
    }

    /** What can be taken, with {@code NOW} in the place of the time. */
    private static String dueAmong(int names) {
        return "name IN (" + String.join(", ", Collections.nCopies(names, "?"))
                + ") AND (state = 'queued' AND run_at <= NOW OR " + RUNS + " AND lease < NOW)";
    }

    private List<ClaimedTask> claim(TaskTable table, String due, Collection<String> names, int most)
            throws SQLException {
        String now = table.now();
        // One whose process has died in its last attempt is not begun again.
        table.change("UPDATE titan_tasks SET state = 'failed', dedupe = NULL, finished = " + now
                + ", error = 'the process that ran it has died' WHERE " + RUNS + " AND lease < " + now
                + " AND attempt > retries");
        List<Object> values = new ArrayList<>(List.of(self.text(), config.leaseMs()));
        values.addAll(names);
        values.add(most);
        return table.rows(
                "UPDATE titan_tasks SET state = 'running', owner = ?, lease = " + now
                        + " + ?, attempt = attempt + 1, started = " + now
                        + " WHERE id IN (SELECT id FROM titan_tasks WHERE " + due.replace("NOW", now)
                        + " ORDER BY run_at, created LIMIT ?" + table.skipLocked()
                        + ") RETURNING id, name, payload, attempt, retries, settings",
                DatabaseTasks::claimed,
                values.toArray());
    }

    private static ClaimedTask claimed(ResultSet row) throws SQLException {
        Map<?, ?> settings = PlainJson.parse(row.getString(6)) instanceof Map<?, ?> members ? members : Map.of();
        return new ClaimedTask(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                TaskSettings.kept(settings, row.getInt(5)));
    }

    @Override
    public CompletionStage<Set<String>> beat(Collection<String> ids) {
        return with(false, table -> {
            Set<String> own = new HashSet<>();
            for (String id : ids) {
                if (table.change(
                                "UPDATE titan_tasks SET lease = " + table.now() + " + ?" + OWN,
                                config.leaseMs(),
                                id,
                                self.text())
                        > 0) {
                    own.add(id);
                }
            }
            return own;
        });
    }

    @Override
    public CompletionStage<Boolean> done(String id, @Nullable String result) {
        return with(
                false,
                table -> table.change(
                                "UPDATE titan_tasks SET state = 'done', dedupe = NULL, error = NULL, result = ?, finished = "
                                        + table.now() + OWN,
                                result,
                                id,
                                self.text())
                        > 0);
    }

    @Override
    public CompletionStage<Boolean> failed(String id, String error, long delayMs) {
        if (delayMs < 0) {
            return with(
                    false,
                    table -> table.change(
                                    "UPDATE titan_tasks SET state = 'failed', dedupe = NULL, error = ?, finished = "
                                            + table.now() + OWN,
                                    error,
                                    id,
                                    self.text())
                            > 0);
        }
        return with(
                false,
                table -> table.change(
                                "UPDATE titan_tasks SET state = 'queued', error = ?, run_at = " + table.now() + " + ?"
                                        + OWN,
                                error,
                                delayMs,
                                id,
                                self.text())
                        > 0);
    }

    @Override
    public CompletionStage<Boolean> release(String id, long delayMs) {
        return with(
                false,
                table -> table.change(
                                "UPDATE titan_tasks SET state = 'queued', attempt = attempt - 1, run_at = "
                                        + table.now() + " + ?" + OWN,
                                delayMs,
                                id,
                                self.text())
                        > 0);
    }

    @Override
    public CompletionStage<@Nullable TaskStatus> status(String id) {
        return with(true, table -> {
            List<TaskStatus> found = table.rows(
                    "SELECT id, name, state, attempt, retries, result, error, created, run_at, started, finished FROM titan_tasks WHERE id = ?",
                    DatabaseTasks::status,
                    id);
            return found.isEmpty() ? null : found.get(0);
        });
    }

    private static TaskStatus status(ResultSet row) throws SQLException {
        return new TaskStatus(
                row.getString(1),
                row.getString(2),
                State.of(row.getString(3)),
                row.getInt(4),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9),
                time(row, 10),
                time(row, 11));
    }

    private static @Nullable Long time(ResultSet row, int column) throws SQLException {
        long time = row.getLong(column);
        return row.wasNull() ? null : time;
    }

    @Override
    public CompletionStage<Boolean> cancel(String id) {
        return with(
                false,
                table -> table.change(
                                "UPDATE titan_tasks SET state = 'cancelled', dedupe = NULL, finished = " + table.now()
                                        + " WHERE id = ? AND state IN ('queued', 'running')",
                                id)
                        > 0);
    }

    @Override
    public CompletionStage<@Nullable Object> tidy() {
        return with(true, table -> {
                    Set<String> owners = new HashSet<>(table.rows(
                            "SELECT DISTINCT owner FROM titan_tasks WHERE " + RUNS, rows -> rows.getString(1)));
                    owners.removeIf(owner -> !self.knowsDead(owner));
                    boolean old = !table.rows(
                                    "SELECT 1 FROM titan_tasks WHERE finished < " + table.now() + " - ? LIMIT 1",
                                    rows -> 1,
                                    config.keepSeconds() * 1_000L)
                            .isEmpty();
                    return owners.isEmpty() && !old ? null : owners;
                })
                .thenCompose(owners -> owners == null
                        ? CompletableFuture.completedFuture(null)
                        : with(false, table -> {
                            for (String owner : owners) {
                                table.change("UPDATE titan_tasks SET lease = 0 WHERE owner = ? AND " + RUNS, owner);
                            }
                            table.change(
                                    "DELETE FROM titan_tasks WHERE finished < " + table.now() + " - ?",
                                    config.keepSeconds() * 1_000L);
                            return null;
                        }));
    }
}
