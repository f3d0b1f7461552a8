package dev.titan.host.db;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of db/migrations. Immutable.
 *
 * @param version its number
 * @param name what stands between the number and .sql, for example {@code add_users}
 * @param file its name, for example {@code V001__add_users.sql}
 * @param sql its text, lines ended by LF
 */
public record Migration(long version, String name, String file, String sql) {
    /** The first line of a file whose statements are to run outside of a transaction, since one of them must. */
    static final String ALONE = "-- titan: no transaction";

    /** Where it is, as diagnostics show it. */
    public String path() {
        return Migrations.FOLDER + "/" + file;
    }

    /** SHA-256 of the text, in hexadecimal digits: the same whatever ends its lines. */
    public String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean alone() {
        return sql.startsWith(ALONE);
    }
}
