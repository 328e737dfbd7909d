import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs a program of poppler's on a PDF and returns what it says. */
function judge(pdf: Buffer, run: (file: string) => string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'judge-'));
  try {
    const file = path.join(folder, 'paper.pdf');
    writeFileSync(file, pdf);
    return run(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What poppler's `pdfsig` says of the signatures. */
export const pdfsig = (pdf: Buffer): string =>
  judge(pdf, file => spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }).stdout);

/** The words of a PDF, with a plain space where no line breaks. */
export const wordsOf = (pdf: Buffer): string =>
  judge(pdf, file => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })).replaceAll(
    '\u00a0',
    ' ',
  );
