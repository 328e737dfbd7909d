import { execFileSync } from 'node:child_process';

/** The words of a PDF, in the order in which they are read, as poppler's pdftotext finds them. */
export const wordsOf = (pdf: Buffer): string =>
  execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).replace(/\s+/g, ' ');
