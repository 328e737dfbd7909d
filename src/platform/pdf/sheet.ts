import PDFDocument from 'pdfkit';
import { type Face, type Family, parsedFont, printable } from './fonts.ts';
import { breakLines, type Line } from './lines.ts';
import { footHeight, LEADING, MARGINS, MM, SIZES } from './measures.ts';
import type { Anchor, PaperDefinition, Text } from './paper.ts';

type Align = 'left' | 'center' | 'right' | 'justify';
export type TextOptions = {
  size?: number;
  align?: Align;
  bold?: boolean;
  italic?: boolean;
  indent?: number;
  color?: string;
  leading?: number;
};
type Struct = PDFKit.PDFStructureElement;

/**
 * A paper being drawn: pdfkit, a cursor that moves down, and the tree of tags. All lengths are points, counted from the
 * upper left corner.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly size: number;
  /** Of the letters' size that is drawn. */
  readonly share: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  y: number;
  readonly anchors: Record<string, Anchor> = {};
  #family: Family;
  #parent: Struct;
  #page = 0;
  #faces = new Map<Face, string>();

  /** `share` of the letters' size that is drawn; `onPage` draws what lies under everything, on each page as it begins. */
  constructor(def: PaperDefinition, share: number, onPage: (sheet: Sheet) => void = () => undefined) {
    const [short, long] = SIZES[def.size];
    const [width, height] = def.landscape ? [long, short] : [short, long];
    const m = def.margins ?? MARGINS[def.size];
    const created = new Date(def.createdAt);
    this.#family = def.font ?? 'serif';
    this.doc = new PDFDocument({
      size: [width, height],
      margin: 0,
      pdfVersion: '1.7',
      subset: 'PDF/A-2a',
      tagged: true,
      lang: 'vi-VN',
      displayTitle: true,
      bufferPages: true,
      autoFirstPage: false,
      font: null as unknown as string,
      // Nothing of the moment goes in, so that the same data gives the same bytes.
      info: {
        Title: def.title,
        Author: def.author,
        ...(def.checkUrl && { Keywords: def.checkUrl }),
        Creator: 'Fansipan',
        Producer: 'Fansipan',
        CreationDate: created,
        ModDate: created,
      },
    });
    this.share = share;
    this.size = (def.fontSize ?? (def.size === 'A4' ? 12 : 9.5)) * share;
    this.left = m.left * MM;
    this.right = width - m.right * MM;
    this.top = m.top * MM;
    this.bottom = height - m.bottom * MM - footHeight(def, this.size);
    this.y = this.top;
    this.#parent = this.doc.struct('Document');
    this.doc.addStructure(this.#parent);
    // Emitted before pdfkit opens the tags again that go on from the page before: nothing of this gets into them.
    this.doc.on('pageAdded', () => onPage(this));
    this.doc.addPage();
  }

  get width(): number {
    return this.right - this.left;
  }

  get page(): number {
    return this.#page;
  }

  #use(face: Face, size: number): void {
    let name = this.#faces.get(face);
    if (!name) {
      name = `${this.#family}-${face}`;
      this.doc.registerFont(name, parsedFont(this.#family, face) as unknown as Buffer);
      this.#faces.set(face, name);
    }
    this.doc.font(name, size);
  }

  measure(text: string, face: Face, size: number): number {
    this.#use(face, size);
    return this.doc.widthOfString(printable(text, this.#family));
  }

  lines(text: Text, width: number, o: TextOptions = {}): Line[] {
    return breakLines(text, width, (t, face) => this.measure(t, face, o.size ?? this.size), o);
  }

  pitch(o: TextOptions = {}): number {
    return (o.size ?? this.size) * (o.leading ?? LEADING);
  }

  /** Draws one line in the box from `x`, `width` wide, whose top is `y`. */
  drawLine(line: Line, x: number, y: number, width: number, o: TextOptions = {}): void {
    const size = o.size ?? this.size;
    const free = width - line.width;
    const gaps = line.pieces.filter((p, i) => i < line.pieces.length - 1 && p.text.endsWith(' ')).length;
    const spread = o.align === 'justify' && line.wraps && gaps > 0 ? free / gaps : 0;
    let at = x + (o.align === 'center' ? free / 2 : o.align === 'right' ? free : 0);
    const baseline = y + (this.pitch(o) - size) / 2 + size * 0.86;
    // Neighbours of one face are drawn as one string, so that a reader gets whole sentences back.
    for (let i = 0; i < line.pieces.length; i++) {
      const piece = line.pieces[i]!;
      let { text, width: drawn } = piece;
      while (
        !spread &&
        line.pieces[i + 1]?.face === piece.face &&
        line.pieces[i + 1]?.strike === piece.strike
      ) {
        const next = line.pieces[++i]!;
        text += next.text;
        drawn += next.width;
      }
      // The blank at a line's end parts it from the next one where the text is read or copied.
      if (i === line.pieces.length - 1 && !text.endsWith(' ')) text += ' ';
      this.#use(piece.face, size);
      this.doc.fillColor(o.color ?? '#000000');
      this.doc.text(printable(text, this.#family), at, baseline, {
        lineBreak: false,
        baseline: 'alphabetic',
      });
      if (piece.strike) this.#strike(at, baseline - size * 0.28, drawn);
      at += drawn + (text.endsWith(' ') ? spread : 0);
    }
  }

  #strike(x: number, y: number, width: number): void {
    this.doc
      .save()
      .lineWidth(0.6)
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke('#000000')
      .restore();
  }

  /** Writes words in a look of their own, from `x` on, standing on `baseline`. */
  write(text: string, x: number, baseline: number, o: { face: Face; size: number; color: string }): void {
    this.#use(o.face, o.size);
    this.doc.fillColor(o.color);
    this.doc.text(printable(text, this.#family), x, baseline, { lineBreak: false, baseline: 'alphabetic' });
  }

  /** Draws lines downwards from the cursor and moves it, over as many pages as it takes. */
  flow(lines: readonly Line[], x: number, width: number, o: TextOptions = {}): void {
    for (const [i, line] of lines.entries()) {
      this.need(this.pitch(o));
      const indent = i === 0 ? (o.indent ?? 0) : 0;
      this.drawLine(line, x + indent, this.y, width - indent, o);
      this.y += this.pitch(o);
    }
  }

  /** Goes to a new page unless `height` points are left on this one. */
  need(height: number): void {
    if (this.y + height <= this.bottom + 0.01 || this.y <= this.top) return;
    this.doc.continueOnNewPage();
    this.#page++;
    this.y = this.top;
  }

  /** Draws content that carries the tag `type` (P, H1, TD …). */
  tag(type: string, draw: () => void, options: { alt?: string; scope?: 'Column' | 'Row' } = {}): void {
    this.#parent.add(this.doc.struct(type, options as object, draw));
  }

  /** Puts all that `fill` tags under one element of `type` (L, Table, TR …). */
  group(type: string, fill: () => void): void {
    const outer = this.#parent;
    this.#parent = this.doc.struct(type);
    outer.add(this.#parent);
    fill();
    this.#parent.end();
    this.#parent = outer;
  }

  /** Draws what carries no meaning (lines, frames): screen readers pass over it. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' | 'Page' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  rule(x1: number, x2: number, y: number, weight = 0.6): void {
    this.artifact(() =>
      this.doc.lineWidth(weight).strokeColor('#000000').moveTo(x1, y).lineTo(x2, y).stroke(),
    );
  }

  /** The document, ended. */
  async finish(): Promise<Uint8Array> {
    this.#parent.end();
    const chunks: Buffer[] = [];
    this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise<void>((resolve, reject) => {
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
    this.doc.end();
    await ended;
    return new Uint8Array(Buffer.concat(chunks));
  }
}
