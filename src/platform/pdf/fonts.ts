import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

export type Family = 'serif' | 'sans';
export type Face = 'regular' | 'bold' | 'italic' | 'boldItalic';

// Whole TTFs, not the web subsets: a subset that lacks one of ậ ễ ợ ặ ĕ ŏ draws a word in two fonts.
const FILES: Record<Family, Record<Face, string>> = {
  serif: {
    regular: 'noto-serif/400Regular/NotoSerif_400Regular.ttf',
    bold: 'noto-serif/700Bold/NotoSerif_700Bold.ttf',
    italic: 'noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf',
    boldItalic: 'noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic.ttf',
  },
  sans: {
    regular: 'be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
    bold: 'be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf',
    italic: 'be-vietnam-pro/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf',
    boldItalic: 'be-vietnam-pro/700Bold_Italic/BeVietnamPro_700Bold_Italic.ttf',
  },
};

type Glyph = { advanceWidth: number; path: { toSVG(): string } };
type GlyphRun = { glyphs: Glyph[]; positions: object[]; advanceWidth: number };

/** What pdfkit needs of a parsed font, and what is asked of it here. */
export type ParsedFont = {
  readonly unitsPerEm: number;
  layout(text: string, features?: unknown): GlyphRun;
  hasGlyphForCodePoint(codePoint: number): boolean;
};

const REMEMBERED = 20_000;

/**
 * Shaping a word takes 0.1 ms, most of a paper's time, and official papers say the same words: the runs are remembered
 * over all documents. pdfkit scales the positions in place, so each document gets its own copy.
 *
 * fontkit keeps each glyph with the characters it first stood for (none, where it was met as a part of another glyph):
 * in a font that serves many documents, `ă` in one would take `a` out of the text of the next. So no run sees the glyphs
 * of another.
 */
function remembering(font: ParsedFont & { _glyphs?: object }): ParsedFont {
  const shape = font.layout.bind(font);
  const runs = new Map<string, GlyphRun>();
  font.layout = (text, features) => {
    let run = features ? undefined : runs.get(text);
    if (!run) {
      if (runs.size >= REMEMBERED) runs.clear();
      font._glyphs = {};
      run = shape(text, features);
      if (!features) runs.set(text, run);
    }
    const positions = run.positions.map(p => ({ ...p }));
    return Object.create(run, { positions: { value: positions } }) as GlyphRun;
  };
  return font;
}

/** What no font draws and no reader shows: control characters, marks of direction, private use. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

const texts = new Map<string, string>();

/** The text as the family can draw it: what has no glyph becomes a mark that something is missing. */
export function printable(text: string, family: Family): string {
  const key = `${family} ${text}`;
  let known = texts.get(key);
  if (known === undefined) {
    if (texts.size >= REMEMBERED) texts.clear();
    const font = parsedFont(family, 'regular');
    const has = (c: string) => font.hasGlyphForCodePoint(c.codePointAt(0) ?? 0);
    const missing = has('\uFFFD') ? '\uFFFD' : '?';
    known = [...text.replace(UNPRINTABLE, '')].map(c => (has(c) ? c : missing)).join('');
    texts.set(key, known);
  }
  return known;
}

const glyphs = new Map<string, boolean>();

/**
 * The first character of a text that a printed paper cannot show, for it has no glyph or is none that is seen; undefined when all can
 * be shown. Line breaks and tabs lay a text out: they are no characters of it.
 */
export function unprintable(text: string, family: Family = 'serif'): string | undefined {
  for (const c of text.normalize('NFC')) {
    if ((c >= ' ' && c <= '~') || c === '\n' || c === '\r' || c === '\t') continue;
    const key = `${family} ${c}`;
    let shown = glyphs.get(key);
    if (shown === undefined) {
      shown =
        c.search(UNPRINTABLE) < 0 &&
        parsedFont(family, 'regular').hasGlyphForCodePoint(c.codePointAt(0) ?? 0);
      if (glyphs.size < REMEMBERED) glyphs.set(key, shown);
    }
    if (!shown) return c;
  }
  return undefined;
}

/** How a character is called to a person: itself where everybody knows it, with its number where not, by that alone where no screen shows it. */
export const characterName = (c: string): string => {
  if (/^[!-~]$/.test(c)) return `“${c}”`;
  const number = `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{C}\p{Z}\p{M}]/u.test(c) ? number : `“${c}” (${number})`;
};

const require = createRequire(import.meta.url);
const parsed = new Map<string, ParsedFont>();

/**
 * The font, parsed. Parsing takes 20 ms a face and is done once a thread: pdfkit takes a parsed font as well as bytes,
 * so it is taken out of the first document that opened it.
 */
export function parsedFont(family: Family, face: Face): ParsedFont {
  const file = FILES[family][face];
  let font = parsed.get(file);
  if (!font) {
    const bytes = readFileSync(require.resolve(`@expo-google-fonts/${file}`));
    const doc = new PDFDocument({ font: null as unknown as string, autoFirstPage: false }).font(bytes);
    font = remembering((doc as unknown as { _font: { font: ParsedFont } })._font.font);
    parsed.set(file, font);
  }
  return font;
}
