package dev.titan.config;

import dev.titan.model.SourceLocation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that knows where it stands. Immutable. */
sealed interface LocatedJson {
    /** Where it begins. */
    SourceLocation at();

    /** What it is, to stand after "found". */
    String kind();

    /** The value as {@link TitanConfig#app()} holds it. */
    @Nullable
    Object plain();

    /** An object, members in the order written; a name occurs once. */
    record Members(List<Member> members, SourceLocation at) implements LocatedJson {
        @Override
        public String kind() {
            return "an object";
        }

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Member member : members) {
                map.put(member.name(), member.value().plain());
            }
            return map;
        }
    }

    /** A name and its value. */
    record Member(String name, SourceLocation nameAt, LocatedJson value) {}

    /** An array. */
    record Elements(List<LocatedJson> elements, SourceLocation at) implements LocatedJson {
        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> list = new ArrayList<>();
            for (LocatedJson element : elements) {
                list.add(element.plain());
            }
            return list;
        }
    }

    /**
     * A string, number, boolean or null.
     *
     * @param plain {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean} or null
     */
    record Scalar(@Nullable Object plain, SourceLocation at) implements LocatedJson {
        private static final int SHOWN = 60;

        @Override
        public String kind() {
            if (plain instanceof String text) {
                String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
                return "the string \"" + shown.replaceAll("\\p{Cntrl}", "�") + "\"";
            }
            return plain instanceof Long || plain instanceof BigInteger || plain instanceof Double
                    ? "the number " + plain
                    : String.valueOf(plain);
        }
    }
}
