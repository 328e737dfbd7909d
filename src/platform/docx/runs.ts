import type { WordImage, WordRun } from '#platform/pdf';
import type { DocxNote } from './note.ts';
import type { Docx } from './open-docx.ts';
import { type RunStyle, type Styles, styledRun } from './styles.ts';
import { child, type Node, valOf } from './xml.ts';

const BREAK = '\f';
const EMU_A_POINT = 12_700;
const MOST_IMAGE = 200_000;

/** The runs of one paragraph, read in the order of the file; what cannot be drawn is told to `note`. */
export class Runs {
  #found: (WordRun | WordImage)[] = [];
  #docx: Docx;
  #styles: Styles;
  #base: RunStyle;
  #note: (code: DocxNote['code']) => void;

  constructor(docx: Docx, styles: Styles, base: RunStyle, note: (code: DocxNote['code']) => void) {
    this.#docx = docx;
    this.#styles = styles;
    this.#base = base;
    this.#note = note;
  }

  read(node: Node): void {
    for (const c of node.children) {
      if (c.name === 'w:r') this.#run(c);
      else if (['w:hyperlink', 'w:smartTag', 'w:sdtContent'].includes(c.name)) this.read(c);
      else if (c.name === 'w:sdt') this.read(child(c, 'w:sdtContent') ?? c);
      else if (c.name === 'w:ins' || c.name === 'w:moveTo') {
        this.#note('tracked');
        this.read(c);
      } else if (c.name === 'w:del' || c.name === 'w:moveFrom') this.#note('tracked');
      else if (c.name === 'w:fldSimple') {
        this.#note('field');
        this.read(c);
      } else if (c.name.startsWith('m:')) this.#note('equation');
    }
  }

  #run(node: Node): void {
    const rPr = child(node, 'w:rPr');
    const styles = this.#styles.character(valOf(rPr, 'w:rStyle'));
    const style = styledRun(styles.reduce(styledRun, this.#base), rPr);
    if (style.hidden) return;
    const text = node.children.map(c => this.#textOf(c, style)).join('');
    if (!text) return;
    if (style.struck) this.#note('struck');
    if (style.raised) this.#note('raised');
    this.#add(style.capitals ? text.toLocaleUpperCase('vi') : text, style);
  }

  #add(text: string, { bold, italic, underline, size, color }: RunStyle): void {
    this.#found.push({ text: text.normalize('NFC'), bold, italic, underline, size, color });
  }

  #textOf(c: Node, style: RunStyle): string {
    switch (c.name) {
      case 'w:t':
        return c.text;
      case 'w:tab':
      case 'w:ptab':
        return '\t';
      case 'w:br':
        return c.attrs['w:type'] === 'page' ? BREAK : '\n';
      case 'w:cr':
        return '\n';
      case 'w:noBreakHyphen':
        return '\u2011';
      case 'w:instrText':
        if (!/^\s*HYPERLINK\b/.test(c.text)) this.#note('field');
        return '';
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#note('footnote');
        return '';
      case 'w:drawing':
        this.#picture(c, style);
        return '';
      case 'w:pict':
      case 'w:object':
      case 'w:sym':
      case 'mc:AlternateContent':
        this.#note('shape');
        return '';
      default:
        return '';
    }
  }

  #picture(node: Node, style: RunStyle): void {
    const frame = child(node, 'wp:inline') ?? child(node, 'wp:anchor');
    if (frame?.name === 'wp:anchor') this.#note('floating');
    const picture = child(child(child(frame, 'a:graphic'), 'a:graphicData'), 'pic:pic');
    if (!picture) {
      this.#note('shape');
      return;
    }
    const id = child(child(picture, 'pic:blipFill'), 'a:blip')?.attrs['r:embed'] ?? '';
    const found = this.#docx.image(id);
    if (!found || found.bytes.length > MOST_IMAGE) {
      this.#note('image-kind');
      return;
    }
    const extent = child(frame, 'wp:extent')?.attrs;
    const points = (text: string | undefined) =>
      Math.min(1_000, Math.max(1, Number(text) / EMU_A_POINT || style.size));
    this.#found.push({
      image: found.bytes.toString('base64'),
      width: points(extent?.cx),
      height: points(extent?.cy),
      alt: child(frame, 'wp:docPr')?.attrs.descr ?? '',
    });
  }

  /** The runs, parted at page breaks; `mark`: the style of the paragraph's end, which an empty one has. */
  pages(mark: RunStyle): (WordRun | WordImage)[][] {
    const pages: (WordRun | WordImage)[][] = [[]];
    for (const run of this.#found) {
      const parts = 'text' in run ? run.text.split(BREAK) : [];
      if (!('text' in run)) pages.at(-1)?.push(run);
      for (const [i, text] of parts.entries()) {
        if (i > 0) pages.push([]);
        if (text) pages.at(-1)?.push({ ...(run as WordRun), text });
      }
    }
    const { bold, italic, underline, size, color } = mark;
    return pages.map(runs => (runs.length ? runs : [{ text: '', bold, italic, underline, size, color }]));
  }
}
