package dev.titan.host.fetch;

import dev.titan.config.IpLiteral;
import dev.titan.host.OperationException;
import java.net.IDN;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A URL with the scheme http or https, normalised as the URL Standard has it: host in lower case and ASCII, no default port, no dot segments, no fragment. Immutable.
 *
 * @param secure whether the scheme is https
 * @param host without brackets
 * @param port the default port of the scheme when the URL names none
 * @param authority host and port as the Host field and a list of permissions name them
 * @param target path and query, percent-encoded, beginning with a slash
 * @param text all of it
 */
record FetchUrl(boolean secure, String host, int port, String authority, String target, String text) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** In characters, of a URL in a message. */
    private static final int MOST_SHOWN = 200;

    /** @throws OperationException a TypeError, when the text is no absolute URL that can be fetched */
    static FetchUrl parse(String text) {
        String url = clean(text);
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (!secure && !scheme.equals("http")) {
            throw invalid(text, "a URL that begins with http:// or https:// is expected");
        }
        String rest = url.substring(colon + 1).replace('\\', '/');
        int start = 0;
        while (start < rest.length() && rest.charAt(start) == '/') {
            start++;
        }
        int end = start;
        while (end < rest.length() && "/?".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(start, end);
        if (authority.indexOf('@') >= 0) {
            throw invalid(
                    authority.substring(authority.lastIndexOf('@') + 1),
                    "a URL with a user or password cannot be fetched; send an Authorization header");
        }
        int portAt = authority.lastIndexOf(':');
        String host = authority;
        int port = secure ? HTTPS : HTTP;
        if (portAt > authority.lastIndexOf(']')) {
            host = authority.substring(0, portAt);
            port = port(text, authority.substring(portAt + 1), port);
        }
        return of(secure, host(text, host), port, target(rest.substring(end)));
    }

    /** The URL that a reference in an answer from this one means. */
    FetchUrl resolve(String reference) {
        String text = clean(reference);
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        if (colon > 0 && (slash < 0 || colon < slash)) {
            return parse(text);
        }
        String scheme = secure ? "https:" : "http:";
        if (text.startsWith("//")) {
            return parse(scheme + text);
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String joined;
        if (text.isEmpty()) {
            joined = target;
        } else if (text.startsWith("/")) {
            joined = text;
        } else if (text.startsWith("?")) {
            joined = path + text;
        } else {
            joined = path.substring(0, path.lastIndexOf('/') + 1) + text;
        }
        return of(secure, host, port, target(joined));
    }

    /** Whether scheme, host and port are the same. */
    boolean sameOrigin(FetchUrl other) {
        return secure == other.secure && port == other.port && host.equals(other.host);
    }

    private static FetchUrl of(boolean secure, String host, int port, String target) {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        String authority = port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
        return new FetchUrl(
                secure, host, port, authority, target, (secure ? "https://" : "http://") + authority + target);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Without white space around it, tabs and line breaks in it, and the fragment. */
    private static String clean(String text) {
        if (text.indexOf('#') < 0 && text.indexOf('\t') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return text.trim();
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '#') {
                break;
            }
            if (c != '\t' && c != '\n' && c != '\r') {
                kept.append(c);
            }
        }
        return kept.toString().trim();
    }

    private static int port(String text, String digits, int none) {
        if (digits.isEmpty()) {
            return none;
        }
        if (digits.length() > 5 || !isDigits(digits) || Integer.parseInt(digits) > 65535) {
            throw invalid(text, "its port is not a number from 0 to 65535");
        }
        return Integer.parseInt(digits);
    }

    private static String host(String text, String written) {
        if (written.startsWith("[") && written.endsWith("]")) {
            InetAddress address = IpLiteral.parse(written.substring(1, written.length() - 1));
            if (address == null) {
                throw invalid(text, "its host is not an IPv6 address");
            }
            return IpLiteral.format(address);
        }
        String host = written;
        if (!isAscii(written)) {
            try {
                host = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException e) {
                throw invalid(text, "its host is not valid");
            }
        }
        host = host.toLowerCase(Locale.ROOT);
        if (!isHost(host)) {
            throw invalid(text, "its host is not valid");
        }
        String last = host.substring(host.lastIndexOf('.', host.length() - 2) + 1);
        // 127.1, 0x7f.0.0.1 and 2130706433 are addresses to some resolvers: only one way to write them is taken.
        if ((isDigits(last) || last.startsWith("0x")) && IpLiteral.parse(host) == null) {
            throw invalid(text, "its host is not an IPv4 address of four decimal numbers");
        }
        return host;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether there is something, all of it of the characters of a name in lower case. */
    private static boolean isHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Path and query: what may not stand there percent-encoded, dot segments taken out. */
    private static String target(String text) {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        StringBuilder target = new StringBuilder(text.length() + 1);
        target.append(withoutDots(encode(path.replace('\\', '/'), "\"<>`{}^")));
        if (question >= 0) {
            target.append('?').append(encode(text.substring(question + 1), "\"<>'"));
        }
        return target.toString();
    }

    private static String encode(String text, String also) {
        StringBuilder encoded = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c > ' ' && c < 127 && also.indexOf(c) < 0) {
                if (encoded != null) {
                    encoded.append((char) c);
                }
            } else {
                if (encoded == null) {
                    encoded = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                for (byte b : text.substring(i, next).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%')
                            .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                            .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
                }
            }
            i = next;
        }
        return encoded == null ? text : encoded.toString();
    }

    private static String withoutDots(String path) {
        if (path.isEmpty()) {
            return "/";
        }
        if (path.indexOf("/.") < 0 && path.indexOf("%2e") < 0 && path.indexOf("%2E") < 0) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String plain = segments[i].replace("%2e", ".").replace("%2E", ".");
            boolean last = i == segments.length - 1;
            if (plain.equals("..")) {
                kept.pollLast();
            } else if (!plain.equals(".")) {
                kept.addLast(segments[i]);
                continue;
            }
            if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private static String shown(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }

    private static OperationException invalid(String text, String why) {
        return new OperationException(
                "TypeError", "ERR_INVALID_URL", "fetch failed: \"" + shown(text) + "\" is not valid: " + why, null);
    }
}
