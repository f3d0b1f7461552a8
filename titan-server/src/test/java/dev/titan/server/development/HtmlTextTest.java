package dev.titan.server.development;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
    @Test
    void nothingOfATextIsMarkup() {
        assertEquals("&lt;b a=&quot;&#39;&#96;&quot;&gt;&amp;lt;", HtmlText.escape("<b a=\"'`\">&lt;"));
    }

    @Test
    void keepsTabsLinesAndAllScripts() {
        assertEquals("a\tb\nc äöü 中文 🙂", HtmlText.escape("a\tb\nc äöü 中文 🙂"));
    }

    @Test
    void showsWhatWouldSteerThePageOrTheReader() {
        assertEquals("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf", HtmlText.escape("a\0b\u001bc\ud800d\u202Ee\u2066f"));
    }
}
