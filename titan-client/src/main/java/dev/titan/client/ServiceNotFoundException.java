package dev.titan.client;

/** 404: there is no such service, no such method, or the caller may not see it. */
public class ServiceNotFoundException extends NetronException {
    /** For what a server has said. */
    public ServiceNotFoundException(RemoteError error) {
        super(error);
    }
}
