package dev.titan.server.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.titan.config.TitanConfig;

/** Logback asks it first. It answers only in a process that {@link Logs#start} was called in; elsewhere (tests, the command line) others decide. */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        TitanConfig.Log log = Logs.wanted();
        if (log == null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logs.configure(context, log);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
