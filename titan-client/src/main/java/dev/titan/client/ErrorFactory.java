package dev.titan.client;

/** Makes the exception of one class of errors; usually a constructor: {@code QuotaException::new}. */
@FunctionalInterface
public interface ErrorFactory {
    /** The exception to throw for what a server has said. */
    TitanException create(RemoteError error);
}
