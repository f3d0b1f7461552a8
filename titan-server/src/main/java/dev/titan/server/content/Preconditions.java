package dev.titan.server.content;

import io.undertow.util.DateUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a request for a representation that exists, and what becomes of them (RFC 9110, section 13.2.2). Immutable.
 *
 * @param etag of the representation: strong, quotes included
 * @param modifiedMillis when it was last modified, milliseconds since 1970; negative when that is not known
 */
record Preconditions(String etag, long modifiedMillis) {

    /** What a request with conditions gets. */
    enum Outcome {
        /** What it asked for. */
        PROCEED,
        /** 304. */
        NOT_MODIFIED,
        /** 412. */
        FAILED
    }

    Outcome evaluate(HeaderMap request) {
        HeaderValues ifMatch = request.get(Headers.IF_MATCH);
        if (ifMatch != null) {
            if (!lists(ifMatch, false)) {
                return Outcome.FAILED;
            }
        } else {
            long unmodifiedSince = date(request, Headers.IF_UNMODIFIED_SINCE);
            if (unmodifiedSince >= 0 && modifiedMillis >= 0 && modifiedMillis / 1000 > unmodifiedSince / 1000) {
                return Outcome.FAILED;
            }
        }
        HeaderValues ifNoneMatch = request.get(Headers.IF_NONE_MATCH);
        if (ifNoneMatch != null) {
            return lists(ifNoneMatch, true) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
        }
        long modifiedSince = date(request, Headers.IF_MODIFIED_SINCE);
        boolean unmodified = modifiedSince >= 0 && modifiedMillis >= 0 && modifiedMillis / 1000 <= modifiedSince / 1000;
        return unmodified ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }

    /** Whether a Range field counts: always without If-Range, else only for exactly this representation. */
    boolean rangeApplies(HeaderMap request) {
        String ifRange = request.getFirst(Headers.IF_RANGE);
        if (ifRange == null) {
            return true;
        }
        if (ifRange.startsWith("\"") || ifRange.startsWith("W/")) {
            return ifRange.trim().equals(etag);
        }
        Date date = DateUtils.parseDate(ifRange);
        return date != null && modifiedMillis >= 0 && date.getTime() / 1000 == modifiedMillis / 1000;
    }

    private boolean lists(HeaderValues fields, boolean weak) {
        for (String field : fields) {
            if (field.trim().equals("*")) {
                return true;
            }
            int at = 0;
            while (at < field.length()) {
                boolean isWeak = field.startsWith("W/", at);
                int open = isWeak ? at + 2 : at;
                if (open < field.length() && field.charAt(open) == '"') {
                    int close = field.indexOf('"', open + 1);
                    if (close < 0) {
                        break;
                    }
                    if ((weak || !isWeak) && etag.equals(field.substring(open, close + 1))) {
                        return true;
                    }
                    at = close + 1;
                } else {
                    at++;
                }
            }
        }
        return false;
    }

    /** The field's date in milliseconds since 1970, or -1 when it is absent or no date. */
    private static long date(HeaderMap request, HttpString name) {
        @Nullable String field = request.getFirst(name);
        @Nullable Date date = field == null ? null : DateUtils.parseDate(field);
        return date == null ? -1 : date.getTime();
    }
}
