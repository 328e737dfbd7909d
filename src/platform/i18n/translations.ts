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

type Params = Readonly<Record<string, string | number>>;

/** What goes into a sentence: words as they are, and what a hole is filled with. */
type Piece = string | ((params: Params) => string);

/** A sentence taken apart at its holes, once: most are said thousands of times. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: hole, 1: name = '', 2: one, 3: several, index } of text.matchAll(HOLE)) {
    pieces.push(text.slice(end, index), params => {
      const value = params[name];
      if (value === undefined || one === undefined) return String(value ?? hole);
      return String(value) === '1' ? one : (several ?? '');
    });
    end = index + hole.length;
  }
  pieces.push(text.slice(end));
  return pieces;
}

function fill(pieces: readonly Piece[], params: Params): string {
  let text = '';
  for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(params);
  return text;
}

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
    const taken = new Map<string, readonly Piece[]>();
    const translate = (key: string, params: Params = {}) => {
      const text = all[lang].get(key);
      if (text === undefined) {
        onMissing(key);
        return key;
      }
      if (!text.includes('{')) return text;
      let pieces = taken.get(key);
      if (!pieces) {
        pieces = piecesOf(text);
        taken.set(key, pieces);
      }
      return fill(pieces, params);
    };
    return Object.assign(translate, { lang });
  };
  const made = { vi: make('vi'), en: make('en') };
  return { of: lang => made[lang], has: key => all.vi.has(key), keys: lang => [...all[lang].keys()] };
}
