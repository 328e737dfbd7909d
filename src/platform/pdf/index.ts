export { MOTTO, NATION } from './blocks/head.ts';
export { RECIPIENTS } from './blocks/signatures.ts';
export { drawPaper } from './draw-paper.ts';
export { characterName, unprintable } from './fonts.ts';
export { outline } from './outline.ts';
export type {
  Anchor,
  Block,
  HeadBlock,
  PaperDefinition,
  RenderedPaper,
  Run,
  SignatureColumn,
  Text,
} from './paper.ts';
export { renderPaper } from './pool.ts';
export { type Properties, readProperties } from './properties.ts';
export { qrPath } from './qr.ts';
export { unpack } from './reader/inflate.ts';
export { type PdfFile, readPdf } from './reader/pdf-file.ts';
export {
  type Dict,
  isDict,
  Name,
  nameOf,
  PdfProblem,
  PdfString,
  Ref,
  Stream,
  type Value,
} from './reader/values.ts';
export { readText, textString, writeValue } from './reader/write-value.ts';
export { dict, flateStream, PdfUpdate } from './update.ts';
export {
  isRun,
  paragraphsOf,
  type WordBlock,
  type WordCell,
  type WordImage,
  type WordLabel,
  type WordParagraph,
  type WordRun,
  type WordTable,
  wordsOf,
} from './word/model.ts';
