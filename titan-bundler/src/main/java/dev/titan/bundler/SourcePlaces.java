package dev.titan.bundler;

import dev.titan.model.SourceLocation;
import dev.titan.model.SourceMap;
import org.jspecify.annotations.Nullable;

/** From places in one bundle to places in the author's files. Reads the source map when it is first needed; confined to one thread. */
final class SourcePlaces {
    private final String sourceMap;
    private final SourceLocation fallback;
    private @Nullable SourceMap decoded;

    /**
     * @param fallback where something is whose place the map does not know
     */
    SourcePlaces(String sourceMap, SourceLocation fallback) {
        this.sourceMap = sourceMap;
        this.fallback = fallback;
    }

    /** Where the author wrote what is at a place of the bundle. */
    SourceLocation of(BundleFacts.Place place) {
        if (decoded == null) {
            decoded = SourceMap.parse(sourceMap);
        }
        SourceLocation found = decoded.original(place.line(), place.column());
        if (found == null) {
            return fallback;
        }
        int room = Math.max(0, found.lineText().length() - found.column() + 1);
        return new SourceLocation(
                found.file(), found.line(), found.column(), Math.min(place.length(), room), found.lineText());
    }

    /** The same, narrowed to a word that is written later in that line. */
    SourceLocation of(BundleFacts.Place place, String word) {
        SourceLocation found = of(place);
        int at = found.lineText().indexOf(word, found.column() - 1);
        return at < 0 ? found : new SourceLocation(found.file(), found.line(), at + 1, word.length(), found.lineText());
    }
}
