package dev.titan.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.titan.config.TitanConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sets up where the log lines of a server.jar go: standard output, as text on a terminal, else as JSON. */
public final class Logs {
    private static TitanConfig.@Nullable Log wanted;
    private static boolean colour;
    private static @Nullable LogListener listener;
    private static @Nullable LoggerContext configured;

    private Logs() {}

    /**
     * Says what is wanted. First called before anything asks for a logger, and before there are threads that may: Logback is set up here and asks {@link LogConfigurator}. A
     * later call changes what was said.
     */
    public static void start(TitanConfig.Log log) {
        start(log, false);
    }

    /**
     * The same.
     *
     * @param inColour whether lines of text are for a terminal that knows colours
     */
    public static void start(TitanConfig.Log log, boolean inColour) {
        if (!want(log, inColour)) {
            // A logger that one thread asks for while another is about to end setting Logback up may be one that never
            // writes a line.
            LoggerFactory.getILoggerFactory();
        }
    }

    /** @return whether Logback had been set up and now is as wanted */
    private static synchronized boolean want(TitanConfig.Log log, boolean inColour) {
        colour = inColour;
        // Undertow logs by JBoss Logging, which would try three other libraries first.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        wanted = log;
        LoggerContext context = configured;
        if (context != null) {
            context.reset();
            configure(context, log);
        }
        return context != null;
    }

    /** Has a listener told of each line that is logged from now on; null for none. There is one at a time. */
    public static synchronized void listen(@Nullable LogListener to) {
        listener = to;
        LoggerContext context = configured;
        TitanConfig.Log log = wanted;
        if (context != null && log != null) {
            want(log, colour);
        }
    }

    /**
     * Sets up Logback as wanted.
     *
     * @return false when {@link #start} was not called
     */
    static synchronized boolean configure(LoggerContext context) {
        TitanConfig.Log log = wanted;
        if (log != null) {
            configured = context;
            configure(context, log);
        }
        return log != null;
    }

    private static void configure(LoggerContext context, TitanConfig.Log log) {
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        Redaction redaction = new Redaction(log.redact());
        Layout<ILoggingEvent> layout = json(log.format()) ? new JsonLine(redaction) : new TextLine(colour, redaction);
        layout.setContext(context);
        layout.start();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(log.level().name()));
        root.addAppender(console);
        LogListener told = listener;
        if (told != null) {
            LogTap tap = new LogTap(told, redaction);
            tap.setContext(context);
            tap.start();
            root.addAppender(tap);
        }
        if (log.level() == TitanConfig.Log.Level.INFO) {
            // They tell their versions, and of connections that clients have broken.
            context.getLogger("org.xnio").setLevel(Level.WARN);
            context.getLogger("io.undertow").setLevel(Level.WARN);
            // It tells when it starts and ends.
            context.getLogger("com.zaxxer.hikari").setLevel(Level.WARN);
        }
    }

    private static boolean json(TitanConfig.Log.Format format) {
        return format == TitanConfig.Log.Format.JSON
                || (format == TitanConfig.Log.Format.AUTO && !StandardOutput.isTerminal(Logs::hasConsole));
    }

    /** {@code System.console()} loads a line editor from Java 22 on: asked only where nothing else tells. */
    @SuppressWarnings("SystemConsoleNull") // text is the safe guess
    private static boolean hasConsole() {
        return System.console() != null;
    }
}
