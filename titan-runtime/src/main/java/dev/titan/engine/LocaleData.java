package dev.titan.engine;

/**
 * The data files of ICU that V8 can be given, as resources of the class path. Where both are, the one with all locales is used; a server whose code names no locale has the other
 * only, which takes 21 MB less of memory.
 */
public final class LocaleData {
    /** All locales of CLDR, all calendars, currencies, units and time zones, dictionaries for languages that put no spaces between words. */
    public static final String ALL = "dev/titan/engine/icu/all/icudt77l.dat";

    /** English and what no language owns: normalisation, properties of characters, rules of time zones. Every constructor of Intl works, and knows {@code en} only. */
    public static final String ENGLISH = "dev/titan/engine/icu/en/icudt77l.dat";

    private LocaleData() {}
}
