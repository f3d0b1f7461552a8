package dev.titan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What V8 does with ICU and its data, in the language itself and in ECMA-402. */
class LocalesTest {
    private Isolate isolate;

    @BeforeEach
    void open() {
        isolate = Isolate.create();
    }

    @AfterEach
    void close() {
        isolate.close();
    }

    private String text(String expression) throws JsException {
        return String.valueOf(isolate.run(Source.of("a.js", "() => String(" + expression + ")"))
                .asFunction()
                .call());
    }

    @Test
    void textIsNormalisedToTheFourForms() throws JsException {
        assertEquals(
                "1 1 2 fi s",
                text(
                        "['e\\u0301'.normalize().length, 'e\\u0301'.normalize('NFC').length, '\\u00e9'.normalize('NFD').length, "
                                + "'\\ufb01'.normalize('NFKC'), '\\u017f'.normalize('NFKD')].join(' ')"));
    }

    @Test
    void regularExpressionsKnowThePropertiesOfCharacters() throws JsException {
        assertEquals(
                "true,true,true,false,true,true",
                text(
                        "[/^\\p{L}+$/u.test('Åβд漢'), /\\p{Script=Greek}/u.test('λ'), /\\p{Extended_Pictographic}/u.test('🦊'), /\\p{Lu}/u.test('a'),"
                                + " /^\\p{RGI_Emoji}$/v.test('👨‍👩‍👧'), /\\u{10400}/iu.test('\\u{10428}')]"));
    }

    @Test
    void numbersAndDatesFollowTheLanguage() throws JsException {
        assertEquals(
                "1.234.567,891 ₹1,00,00,000.00",
                text("(1234567.891).toLocaleString('de') + ' ' + (1e7).toLocaleString('en-IN', "
                        + "{ style: 'currency', currency: 'INR' })"));
        assertEquals(
                "lundi 5 janvier 2026",
                text(
                        "new Date(Date.UTC(2026, 0, 5)).toLocaleDateString('fr', { dateStyle: 'full', timeZone: 'UTC' })"));
    }

    @Test
    void timeZonesHaveTheirRulesAndNames() throws JsException {
        assertEquals(
                "5.1.2026, 13:00 MEZ,5.7.2026, 14:00 MESZ",
                text(
                        "[0, 6].map((month) => new Date(Date.UTC(2026, month, 5, 12)).toLocaleString('de', { timeZone: 'Europe/Berlin', day: 'numeric', month: 'numeric',"
                                + " year: 'numeric', hour: 'numeric', minute: 'numeric', timeZoneName: 'short' }))"));
        assertEquals(
                "RangeError: Invalid time zone specified: Europe/Atlantis",
                text(
                        "(() => { try { new Intl.DateTimeFormat('de', { timeZone: 'Europe/Atlantis' }) } catch (e) { return e } })()"));
    }

    @Test
    void textIsComparedAsTheLanguageDoes() throws JsException {
        assertEquals(
                "a,ä,z a,z,ä",
                text("['de', 'sv'].map((l) => ['z', 'ä', 'a'].sort((a, b) => a.localeCompare(b, l))).join(' ')"));
        assertEquals(
                "file9,file10", text("['file10', 'file9'].sort(new Intl.Collator('en', { numeric: true }).compare)"));
    }

    @Test
    void caseFollowsTheLanguage() throws JsException {
        assertEquals(
                "İI ıi IJsland STRASSE",
                text(
                        "'iı'.toLocaleUpperCase('tr') + ' ' + 'Iİ'.toLocaleLowerCase('tr') + ' IJsland ' + 'straße'.toUpperCase()"));
    }

    @Test
    void wordsAreFoundWhereNoSpacesAre() throws JsException {
        assertEquals(
                "สวัสดี|ครับ 東京|都|に|行く",
                text(
                        "['สวัสดีครับ', '東京都に行く'].map((t) => [...new Intl.Segmenter('en', { granularity: 'word' }).segment(t)].map((s) => s.segment).join('|')).join(' ')"));
    }

    @Test
    void everyInterfaceOfEcma402IsThere() throws JsException {
        assertEquals(
                "Collator DateTimeFormat DisplayNames DurationFormat ListFormat Locale NumberFormat PluralRules RelativeTimeFormat Segmenter",
                text("Object.getOwnPropertyNames(Intl).filter((n) => /^[A-Z]/.test(n)).sort().join(' ')"));
    }
}
