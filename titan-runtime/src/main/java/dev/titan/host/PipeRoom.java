package dev.titan.host;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Waits until a pipe that JavaScript writes has room: its one argument is the number of the resource. */
public final class PipeRoom implements Operation {
    @Override
    public CompletionStage<@Nullable Object> start(OperationCall call) {
        return call.scope()
                .resource((int) call.number(0, "pipe"), BytePipe.class)
                .room();
    }
}
