/** The globals that parts bring, by part. */
export const LAZY_GLOBALS: Readonly<Record<string, readonly string[]>> = {
  base64: ['atob', 'btoa'],
  encoding: ['TextDecoder', 'TextEncoder'],
  url: ['URL', 'URLSearchParams'],
};
