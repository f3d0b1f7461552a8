package dev.titan.cli;

import java.util.Iterator;
import java.util.List;

/** The words that an argument may be, for shells to complete. Each argument has a class of its own, of which picocli makes the object. */
abstract class Words implements Iterable<String> {
    private final List<String> all;

    Words(List<String> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public final Iterator<String> iterator() {
        return all.iterator();
    }
}
