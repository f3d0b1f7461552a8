package dev.titan.host.fetch;

import dev.titan.config.IpLiteral;
import dev.titan.host.OperationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a fetch, in the words of its author. */
final class FetchErrors {
    private FetchErrors() {}

    /** A TypeError, as the Fetch Standard has it for every failure of the network, with a code for programs. */
    static OperationException failed(String code, String what, @Nullable Throwable cause) {
        return new OperationException("TypeError", code, "fetch failed: " + what, cause);
    }

    static OperationException unknownHost(String host, @Nullable Throwable cause) {
        return failed("ENOTFOUND", "no address is known for " + host, cause);
    }

    static OperationException proxy(ProxyServer proxy, String what, @Nullable Throwable cause) {
        String why = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return failed("EPROXY", "the proxy " + proxy + ": " + what + why, cause);
    }

    static OperationException connectTimeout(FetchUrl url, int milliseconds) {
        return new OperationException(
                "TimeoutError",
                "ETIMEDOUT",
                "fetch failed: no connection to " + url.authority() + " within limits.fetch.connectMs (" + milliseconds
                        + " ms)",
                null);
    }

    static OperationException totalTimeout(FetchUrl url, int milliseconds) {
        return new OperationException(
                "TimeoutError",
                "ETIMEDOUT",
                "fetch failed: " + url.authority() + " did not answer within limits.fetch.totalMs (" + milliseconds
                        + " ms)",
                null);
    }

    static OperationException stillTimeout(FetchUrl url, int milliseconds) {
        return new OperationException(
                "TimeoutError",
                "ETIMEDOUT",
                "fetch failed: " + url.authority() + " sent nothing of the body for limits.fetch.totalMs ("
                        + milliseconds + " ms)",
                null);
    }

    static OperationException tooLarge(long limit) {
        return failed("BODY_TOO_LARGE", "the body is larger than limits.fetch.bodyBytes (" + limit + ")", null);
    }

    static OperationException closed(FetchUrl url, boolean inBody, @Nullable Throwable cause) {
        return failed(
                "ECONNRESET",
                url.authority() + " closed the connection before " + (inBody ? "the body" : "the answer")
                        + " was complete",
                cause);
    }

    static OperationException aborted() {
        return new OperationException("AbortError", "", "the fetch was cancelled", null);
    }

    static OperationException forbidden(FetchUrl url, InetAddress address) {
        String where = IpLiteral.format(address);
        String resource = where.equals(url.host()) ? "" : " (" + where + ")";
        return new OperationException(
                "PermissionError",
                "EACCES",
                "t.fetch may not connect to " + url.authority() + resource + ": add \"" + url.authority()
                        + "\" to permissions.net in titan.config.json",
                null);
    }

    /** What a failure of the connection means. */
    static OperationException of(FetchUrl url, boolean inBody, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OperationException known) {
                return known;
            }
            if (cause instanceof CertificateException certificate) {
                return certificate(url, certificate);
            }
        }
        if (thrown instanceof SSLException || thrown.getCause() instanceof SSLException) {
            return failed("EPROTO", "TLS with " + url.authority() + " failed: " + thrown.getMessage(), thrown);
        }
        if (thrown instanceof NoRouteToHostException) {
            return failed("EHOSTUNREACH", "there is no route to " + url.authority(), thrown);
        }
        if (thrown instanceof ConnectException) {
            return failed("ECONNREFUSED", url.authority() + " refused the connection", thrown);
        }
        if (thrown instanceof IOException) {
            return closed(url, inBody, thrown);
        }
        return failed("EPROTO", url.authority() + " did not answer in HTTP: " + thrown.getMessage(), thrown);
    }

    private static OperationException certificate(FetchUrl url, CertificateException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return failed("CERT_HAS_EXPIRED", "the certificate of " + url.authority() + " has expired", thrown);
            }
            if (cause instanceof CertificateNotYetValidException) {
                return failed(
                        "CERT_NOT_YET_VALID", "the certificate of " + url.authority() + " is not valid yet", thrown);
            }
        }
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        // The JDK has no class of its own for this: sun.security.util.HostnameChecker throws the plain one.
        if (message.contains("subject alternative") || message.contains("no name matching")) {
            return failed(
                    "CERT_ALTNAME_INVALID", "the certificate of " + url.authority() + " is for another host", thrown);
        }
        return failed(
                "CERT_UNTRUSTED",
                "the certificate of " + url.authority() + " is not signed by an authority that is trusted",
                thrown);
    }
}
