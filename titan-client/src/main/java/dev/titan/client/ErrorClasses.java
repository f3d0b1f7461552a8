package dev.titan.client;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which exception stands for which class of errors. Immutable. */
final class ErrorClasses {
    private static final Map<String, ErrorFactory> BY_NAME = Map.ofEntries(
            Map.entry("TitanError", TitanException::new),
            Map.entry("NetronError", NetronException::new),
            Map.entry("ServiceNotFoundError", ServiceNotFoundException::new),
            Map.entry("MethodNotFoundError", MethodNotFoundException::new),
            Map.entry("ValidationError", ValidationException::new),
            Map.entry("AuthError", AuthException::new),
            Map.entry("PermissionError", PermissionException::new),
            Map.entry("RateLimitError", RateLimitException::new),
            Map.entry("TimeoutError", CallTimeoutException::new),
            Map.entry("TransportError", TransportException::new),
            Map.entry("TransportLostError", TransportLostException::new),
            Map.entry("SerializationError", SerializationException::new),
            Map.entry("InternalError", InternalException::new));
    /** For names that are not known. */
    private static final Map<Integer, ErrorFactory> BY_CODE = Map.of(
            401, AuthException::new,
            403, PermissionException::new,
            408, CallTimeoutException::new,
            422, ValidationException::new,
            429, RateLimitException::new);

    private final Map<String, ErrorFactory> own;

    ErrorClasses(Map<String, ErrorFactory> own) {
        this.own = Map.copyOf(own);
    }

    TitanException exception(RemoteError error) {
        ErrorFactory factory = own.get(error.name());
        if (factory == null) {
            factory = BY_NAME.get(error.name());
        }
        if (factory == null) {
            factory = BY_CODE.getOrDefault(error.code(), TitanException::new);
        }
        return factory.create(error);
    }

    /** Of an error as a packet has it: a value of its own type, or what HTTP's envelope has. */
    TitanException ofPacket(@Nullable Object value) {
        return value instanceof RemoteError error ? exception(error) : exception(value);
    }

    /** Of an error as HTTP's envelope has it: {@code {code, name, message, details}} and the fields of a user's class beside them. */
    TitanException exception(@Nullable Object envelope) {
        Map<String, @Nullable Object> error = new HashMap<>(Decoder.object(envelope));
        Object name = error.remove("name");
        Object code = error.remove("code");
        Object message = error.remove("message");
        Object details = error.remove("details");
        Object requestId = error.remove("requestId");
        return exception(RemoteError.of(name, code, message, details, error, requestId));
    }
}
