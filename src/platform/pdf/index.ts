export { drawPaper } from './draw-paper.ts';
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
export { qrMatrix, qrPath } from './qr.ts';
