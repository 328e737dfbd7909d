import type { WordBlock } from './word/model.ts';

/** A stretch of text in one style. A plain string is a run without emphasis. Spaces between words may be broken at. */
export type Run =
  | string
  | { text: string; bold?: boolean; italic?: boolean /** Struck out: no longer valid. */; strike?: boolean };
/** What stands in a paragraph, a cell, a value. `\n` breaks the line. */
export type Text = string | readonly Run[];

/** Issuer left, national title right, number and place below (Decree 30/2020/NĐ-CP, annex I, boxes 1–4). */
export type HeadBlock = {
  kind: 'head';
  /** The body that the issuer belongs to, above it in plain letters; absent where it issues in its own name. */
  superior?: string;
  /** The issuer, in capitals, bold, underlined for a half of its length. One line or two. */
  issuer: readonly string[];
  /** `Số: 1187/TNHS` */
  number?: string;
  /** `Bắc Hà, ngày 13 tháng 11 năm 2026` */
  place?: string;
};

export type SignatureColumn = {
  /** `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`: bold, centred, one line each. */
  title: readonly string[];
  /** `(Ký và ghi rõ họ tên)` */
  note?: string;
  name?: string;
  /** Reserves the space between title and name under this name, for a digital signature's image. */
  anchor?: string;
};

export type Block =
  | HeadBlock
  | { kind: 'title'; lines: readonly string[]; subtitle?: string }
  | {
      kind: 'paragraph';
      text: Text;
      align?: 'left' | 'center' | 'right' | 'justify';
      /** First line indented by 10 mm, as in the body of a document. */
      indent?: boolean;
      /** In points, when not the paper's. */
      size?: number;
    }
  | { kind: 'list'; items: readonly Text[]; ordered?: boolean }
  /** `Nhãn: giá trị` lines; several in one row stand beside each other in equal columns. */
  | { kind: 'facts'; rows: ReadonlyArray<ReadonlyArray<{ label: string; value: Text }>> }
  | {
      kind: 'table';
      /** `width` is a share: 1 and 3 make a quarter and three quarters. */
      columns: ReadonlyArray<{ header: string; width: number; align?: 'left' | 'center' | 'right' }>;
      rows: ReadonlyArray<readonly Text[]>;
    }
  /** A frame around what must not be overlooked, e.g. the due time. */
  | { kind: 'box'; text: Text }
  /** A QR code with what stands beside it; `code` is the same in text, for those who cannot scan. */
  | { kind: 'qr'; content: string; alt: string; lines: readonly Text[]; mm?: number }
  /** `recipients`: who gets a copy (Nơi nhận, Decree 30 box 9), in the left half, beside a single signature. */
  | {
      kind: 'signatures';
      columns: readonly SignatureColumn[];
      gapMm?: number;
      recipients?: readonly string[];
    }
  /** What a Word document said, in its own look. */
  | { kind: 'word'; blocks: readonly WordBlock[] }
  | { kind: 'rule' }
  | { kind: 'space'; mm: number };

/** A paper as plain data: it crosses to the drawing thread, and the same data always gives the same bytes. */
export type PaperDefinition = {
  size: 'A4' | 'A5';
  /** The sheet lies on its long side: for tables of many columns. */
  landscape?: boolean;
  /** Title of the document, for readers and screen readers. */
  title: string;
  /** Who issues it, for the document's properties. */
  author: string;
  /** Where the paper's code leads to, for the document's properties: what has no signature is checked there. */
  checkUrl?: string;
  /** ISO instant that the document's properties carry. */
  createdAt: string;
  /** `serif` for official papers, `sans` for what is not one. */
  font?: 'serif' | 'sans';
  /** Body size in points: 12 on A4, 9.5 on A5 when absent. */
  fontSize?: number;
  /** In millimetres; by Decree 30 on A4 (20, 20, 30, 15), 9 and 10 on A5 when absent. */
  margins?: { top: number; bottom: number; left: number; right: number };
  /** Letters become up to 15 % smaller where that spares a second page. */
  onePage?: boolean;
  blocks: readonly Block[];
  /** At the foot of the last page, above the mark. */
  footer?: string;
  /** Set where the data is invented: `Dữ liệu mô phỏng, không có giá trị pháp lý`. A line on each page, and a watermark. */
  demoMark?: { line: string; watermark: string };
};

/** In points from the lower left corner of the page, as PDF counts. `page` starts at 0. */
export type Anchor = { page: number; x: number; y: number; width: number; height: number };

export type RenderedPaper = { pdf: Uint8Array; pages: number; anchors: Record<string, Anchor> };
