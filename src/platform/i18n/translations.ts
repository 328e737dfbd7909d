/** Vietnamese first; English beside it. */
export const LANGS = ['vi', 'en'] as const;
export type Lang = (typeof LANGS)[number];

/**
 * Key → sentence. A sentence is whole, never glued from pieces; `{name}` stands for a value, and `{name|one day|several days}` for the
 * words that go with it: the first ones where it is 1. Vietnamese needs no such words.
 */
export type Texts = Readonly<Record<string, string>>;

/** The sentence of `key` in one language, with its values put in (unescaped: escape on the page). */
export type Translate = ((key: string, params?: Record<string, string | number>) => string) & { lang: Lang };

export type Translations = {
  of(lang: Lang): Translate;
  has(key: string): boolean;
  keys(lang: Lang): string[];
};

const HOLE = /\{(\w+)(?:\|([^{|}]*)\|([^{|}]*))?\}/g;

/**
 * Joins the texts of all modules. Throws when two modules say the same key, or when a key is missing in one language:
 * no page may change language in the middle.
 * A key nobody declared is answered with the key itself and reported to `onMissing`.
 */
export function createTranslations(
  sources: ReadonlyArray<{ module: string; texts: Record<Lang, Texts> }>,
  onMissing: (key: string) => void = () => undefined,
): Translations {
  const all: Record<Lang, Map<string, string>> = { vi: new Map(), en: new Map() };
  for (const { module, texts } of sources) {
    for (const lang of LANGS) {
      for (const [key, text] of Object.entries(texts[lang])) {
        if (all[lang].has(key)) throw new Error(`text "${key}" of ${module} is declared twice in ${lang}`);
        all[lang].set(key, text);
      }
    }
  }
  for (const [a, b] of [
    ['vi', 'en'],
    ['en', 'vi'],
  ] as const) {
    const missing = [...all[a].keys()].filter(key => !all[b].has(key));
    if (missing.length) throw new Error(`texts without ${b}: ${missing.slice(0, 20).join(', ')}`);
  }
  const make = (lang: Lang): Translate => {
    const translate = (key: string, params: Record<string, string | number> = {}) => {
      const text = all[lang].get(key);
      if (text === undefined) {
        onMissing(key);
        return key;
      }
      return text.includes('{')
        ? text.replace(HOLE, (hole, name, one, several) => {
            const value = params[name];
            if (value === undefined || one === undefined) return String(value ?? hole);
            return String(value) === '1' ? one : several;
          })
        : text;
    };
    return Object.assign(translate, { lang });
  };
  const made = { vi: make('vi'), en: make('en') };
  return { of: lang => made[lang], has: key => all.vi.has(key), keys: lang => [...all[lang].keys()] };
}
