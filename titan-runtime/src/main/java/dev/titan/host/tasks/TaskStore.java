package dev.titan.host.tasks;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks are kept. A task that was claimed belongs to its process as long as that shows signs of life ({@link #beat}); what others do with it in the meantime has no effect. Safe for use by many
 * threads; no call blocks. What fails completes with an {@link dev.titan.host.OperationException}.
 */
public interface TaskStore {
    /** Adds a task. @return its id, or that of the one that is there for its dedupe key */
    CompletionStage<String> add(NewTask task);

    /** Takes tasks that are due, those first that have waited longest. */
    CompletionStage<List<ClaimedTask>> claim(Collection<String> names, int most);

    /** Shows that this process is alive. @return those of the tasks that it still has */
    CompletionStage<Set<String>> beat(Collection<String> ids);

    /** The task has done what it was to. @return whether this process still had it */
    CompletionStage<Boolean> done(String id, @Nullable String result);

    /**
     * An attempt has failed.
     *
     * @param delayMs until the next, negative for none
     */
    CompletionStage<Boolean> failed(String id, String error, long delayMs);

    /** The task was not begun, or could not come to its end here: another time. */
    CompletionStage<Boolean> release(String id, long delayMs);

    CompletionStage<@Nullable TaskStatus> status(String id);

    /** @return whether it had not come to its end */
    CompletionStage<Boolean> cancel(String id);

    /** Gives up the tasks of processes that are dead, and forgets what ended long ago. */
    CompletionStage<@Nullable Object> tidy();
}
