/** Unicode IDNA Compatibility Processing (https://www.unicode.org/reports/tr46/): its tables are large and few hosts need them. */
export { toASCII, toUnicode } from 'tr46';
