const BROWSERS: ReadonlyArray<[RegExp, string]> = [
  [/coc_coc_browser/i, 'Cốc Cốc'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: ReadonlyArray<[RegExp, string]> = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** `Chrome, Android`, as a person would call it; null for a browser that says nothing known. */
export function deviceName(userAgent: string): string | null {
  const of = (list: ReadonlyArray<[RegExp, string]>) =>
    list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const names = [of(BROWSERS), of(SYSTEMS)].filter(Boolean);
  return names.length ? names.join(', ') : null;
}
