// What ECMA-402 gives in many languages, one line a sample: language, name of the sample, text. The same script runs in Node and in an isolate:
//   node -p "$(cat samples.js)" > expected.txt      with a Node whose process.versions.icu is that of the artifact icu4j in the pom
(() => {
  const locales = `af am ar ar-EG ar-MA as az be bg bn bo br bs bs-Cyrl ca ceb chr cs cv cy da de de-AT de-CH dsb ee el en en-AU en-CA en-GB en-IN en-ZA eo es es-419 es-AR es-MX es-US et eu
    fa fa-AF ff-Adlm fi fil fo fr fr-BE fr-CA fr-CH fy ga gd gl gu ha haw he hi hi-Latn hr hsb hu hy ia id ig is it it-CH ja jv ka kk km kn ko kok ku ky lb lo lt lv mi mk ml mn mr ms mt my
    nb ne nl nl-BE nn no om or pa pa-Arab pcm pl ps pt pt-PT qu rm ro ru ru-UA sa sc sd se si sk sl so sq sr sr-Latn sv sv-FI sw ta ta-LK te tg th ti tk to tr tt ug uk und ur uz uz-Cyrl vi wo
    xh yi yo yue zh zh-HK zh-TW zu`.split(/\s+/);
  const winter = Date.UTC(2026, 0, 5, 3, 4, 5, 678);
  const summer = Date.UTC(2026, 6, 28, 15, 30, 0, 0);
  const parts = (list) => list.map((part) => `${part.type}=${part.value}`).join('|');
  const words = ['z', 'ä', 'a', 'Z', 'ö', 'o', 'ch', 'c', 'd', 'i', 'ı', 'y', 'å', 'ñ', 'n', 'б', 'ѓ', 'г', '10', '9', 'é', 'e', 'æ', '中', '一', 'か', 'ガ', 'س', 'א'];
  const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC', '+05:30'];
  const samples = {
    locale: (l) => new Intl.Locale(l).maximize().toString() + ' ' + new Intl.Locale(l).minimize(),
    resolved: (l) => Object.values(new Intl.DateTimeFormat(l, { timeZone: 'UTC' }).resolvedOptions()).join(),
    decimal: (l) => new Intl.NumberFormat(l).format(-1234567.891),
    bigint: (l) => (123456789012345678901234567890n).toLocaleString(l),
    percent: (l) => (0.256).toLocaleString(l, { style: 'percent', maximumFractionDigits: 1 }),
    euro: (l) => new Intl.NumberFormat(l, { style: 'currency', currency: 'EUR' }).format(1234.5),
    yen: (l) => new Intl.NumberFormat(l, { style: 'currency', currency: 'JPY', currencyDisplay: 'name' }).format(1234.5),
    accounting: (l) => new Intl.NumberFormat(l, { style: 'currency', currency: 'USD', currencySign: 'accounting', currencyDisplay: 'narrowSymbol' }).format(-3.14159),
    unit: (l) => new Intl.NumberFormat(l, { style: 'unit', unit: 'kilometer-per-hour', unitDisplay: 'long' }).format(2),
    megabytes: (l) => new Intl.NumberFormat(l, { style: 'unit', unit: 'megabyte', unitDisplay: 'narrow' }).format(1.5),
    compact: (l) => new Intl.NumberFormat(l, { notation: 'compact' }).format(12345678),
    'compact long': (l) => new Intl.NumberFormat(l, { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 2 }).format(1234),
    scientific: (l) => new Intl.NumberFormat(l, { notation: 'engineering', signDisplay: 'always' }).format(1234567),
    parts: (l) => parts(new Intl.NumberFormat(l, { style: 'currency', currency: 'INR' }).formatToParts(-1234567.891)),
    range: (l) => new Intl.NumberFormat(l, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).formatRange(3, 5),
    date: (l) => new Date(winter).toLocaleDateString(l, { timeZone: 'UTC' }),
    time: (l) => new Date(summer).toLocaleTimeString(l, { timeZone: 'UTC' }),
    both: (l) => new Date(winter).toLocaleString(l, { timeZone: 'Asia/Tokyo' }),
    full: (l) => new Intl.DateTimeFormat(l, { dateStyle: 'full', timeStyle: 'full', timeZone: 'America/New_York' }).format(winter),
    long: (l) => new Intl.DateTimeFormat(l, { dateStyle: 'long', timeStyle: 'long', timeZone: 'Europe/Berlin' }).format(summer),
    medium: (l) => new Intl.DateTimeFormat(l, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }).format(winter),
    short: (l) => new Intl.DateTimeFormat(l, { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' }).format(summer),
    fields: (l) => new Intl.DateTimeFormat(l, { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', dayPeriod: 'long', timeZone: 'UTC' }).format(summer),
    era: (l) => new Intl.DateTimeFormat(l, { era: 'long', year: 'numeric', month: 'long', timeZone: 'UTC' }).format(-7e13),
    fraction: (l) => new Intl.DateTimeFormat(l, { minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, timeZone: 'UTC' }).format(winter),
    zones: (l) => zones.map((timeZone, i) => new Intl.DateTimeFormat(l, { timeZone, timeZoneName: ['long', 'short', 'shortOffset', 'longOffset', 'shortGeneric', 'longGeneric'][i] }).format(i % 2 ? summer : winter)).join(' / '),
    'date parts': (l) => parts(new Intl.DateTimeFormat(l, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).formatToParts(summer)),
    'date range': (l) => new Intl.DateTimeFormat(l, { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(winter, summer),
    'time range': (l) => new Intl.DateTimeFormat(l, { hour: 'numeric', minute: 'numeric', timeZone: 'UTC' }).formatRange(winter, winter + 36e5),
    calendars: (l) => ['japanese', 'buddhist', 'hebrew', 'persian', 'islamic-civil', 'chinese'].map((calendar) => new Intl.DateTimeFormat(l, { calendar, dateStyle: 'long', timeZone: 'UTC' }).format(summer)).join(' / '),
    relative: (l) => [-1, 1, 2, 5].map((n) => new Intl.RelativeTimeFormat(l).format(n, 'day') + ', ' + new Intl.RelativeTimeFormat(l, { numeric: 'auto', style: 'narrow' }).format(n, 'month')).join(' / '),
    duration: (l) => ['long', 'short', 'narrow', 'digital'].map((style) => new Intl.DurationFormat(l, { style }).format({ days: 2, hours: 3, minutes: 4, seconds: 5 })).join(' / '),
    plural: (l) => [0, 1, 2, 3, 5, 11, 21, 1.5, 1e6].map((n) => new Intl.PluralRules(l).select(n)).join(),
    ordinal: (l) => [1, 2, 3, 4, 8, 11, 22].map((n) => new Intl.PluralRules(l, { type: 'ordinal' }).select(n)).join() + ' ' + new Intl.PluralRules(l).resolvedOptions().pluralCategories,
    list: (l) => new Intl.ListFormat(l).format(['A', 'B', 'C']) + ' / ' + new Intl.ListFormat(l, { type: 'disjunction', style: 'short' }).format(['A', 'B']),
    regions: (l) => ['JP', 'US', 'DE', '419'].map((code) => new Intl.DisplayNames(l, { type: 'region' }).of(code)).join(),
    languages: (l) => ['de', 'zh-Hant', 'en-GB', 'ar'].map((code) => new Intl.DisplayNames(l, { type: 'language' }).of(code)).join(),
    names: (l) => [['script', 'Arab'], ['currency', 'CHF'], ['calendar', 'roc'], ['dateTimeField', 'weekOfYear']].map(([type, code]) => new Intl.DisplayNames(l, { type }).of(code)).join(),
    sorted: (l) => [...words].sort(new Intl.Collator(l).compare).join(' '),
    numeric: (l) => [...words].sort((a, b) => a.localeCompare(b, l, { numeric: true, caseFirst: 'upper', sensitivity: 'variant' })).join(' '),
    base: (l) => ['ä=a', 'é=e', 'ß=ss', 'I=ı'].map((pair) => pair.split('=')).map(([a, b]) => a.localeCompare(b, l, { sensitivity: 'base' })).join(),
    cases: (l) => 'iI ıİ ß ǆ ί Ĩ'.toLocaleUpperCase(l) + ' ' + 'IÌ İ ẞ Ǆ ΟΔΟΣ'.toLocaleLowerCase(l),
    words: (l) => [...new Intl.Segmenter(l, { granularity: 'word' }).segment("Can't stop: 3.5 สวัสดีครับ 東京都に行く។")].filter((s) => s.isWordLike).map((s) => s.segment).join('·'),
    sentences: (l) => [...new Intl.Segmenter(l, { granularity: 'sentence' }).segment('Mr. A went. Did he; he did! Καλά; Ναι.')].map((s) => s.segment).join('·'),
    graphemes: (l) => [...new Intl.Segmenter(l).segment('e\u0301👨‍👩‍👧नि🇩🇪')].map((s) => s.segment).join('·'),
    array: (l) => [1234.5, new Date(winter), 9n].map((v) => (v instanceof Date ? v.getTime() : v)).toLocaleString(l) + ' ' + new Float64Array([1234.5, 0.25]).toLocaleString(l),
    week: (l) => JSON.stringify((new Intl.Locale(l).getWeekInfo ?? (() => new Intl.Locale(l).weekInfo)).call(new Intl.Locale(l))) + JSON.stringify(new Intl.Locale(l).getTextInfo?.()),
  };
  const lines = [];
  for (const locale of locales)
    for (const [name, sample] of Object.entries(samples)) {
      let text;
      try {
        text = sample(locale);
      } catch (e) {
        text = `${e.name}: ${e.message}`;
      }
      lines.push(`${locale}\t${name}\t${text.replace(/\n/g, '\\n')}`);
    }
  // Node's rules of time zones are of 2025b, the artifact's of 2025a.
  for (const key of ['calendar', 'collation', 'currency', 'numberingSystem', 'timeZone', 'unit']) lines.push(`\t${key}\t${Intl.supportedValuesOf(key).filter((value) => value !== 'America/Coyhaique').join()}`);
  lines.push('\tcanonical\t' + Intl.getCanonicalLocales(['EN-us', 'iw', 'cmn-Hans', 'hy-arevmda', 'sr-cyrl-x-a', 'de-u-kn-true']).join());
  for (const name of ['NumberFormat', 'DateTimeFormat', 'Collator', 'PluralRules', 'RelativeTimeFormat', 'ListFormat', 'DisplayNames', 'Segmenter', 'DurationFormat'])
    lines.push(`\t${name}\t${Intl[name].supportedLocalesOf([...locales, 'xx', 'tlh', 'aa', 'nnh', 'zgh']).join()}`);
  return lines.join('\n');
})()
