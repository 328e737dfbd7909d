export type { DocxNote } from './note.ts';
export { DocxProblem } from './problem.ts';
export { readDocx, type WordDocument } from './read-docx.ts';
