import { PdfProblem, readPdf } from '#platform/pdf';
import { listZip, ZipProblem } from '#platform/zip';
import { FileBomb, FileBroken, FileHasMacros, FileTypeUnknown, PdfBroken, PdfEncrypted } from '../errors.ts';
import { MEDIA_TYPES, type MediaType } from '../media-types.ts';
import { checkJpeg, checkPng } from './picture.ts';

const startsWith = (bytes: Buffer, ...magic: number[]) => magic.every((byte, i) => bytes[i] === byte);

function inspectPdf(bytes: Buffer, filename: string): MediaType {
  try {
    if (readPdf(bytes).pages().length === 0) throw PdfBroken({ filename });
    return MEDIA_TYPES.pdf;
  } catch (error) {
    if (!(error instanceof PdfProblem)) throw error;
    throw error.kind === 'encrypted' ? PdfEncrypted({ filename }) : PdfBroken({ filename });
  }
}

function namesIn(bytes: Buffer, filename: string): Set<string> {
  try {
    return new Set(listZip(bytes).map(e => e.name));
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error;
    throw error.kind === 'bomb' ? FileBomb({ filename }) : FileBroken({ filename });
  }
}

/** Office Open XML (ECMA-376): a ZIP with `[Content_Types].xml` and the main part of its kind. */
function inspectZip(bytes: Buffer, filename: string): MediaType | undefined {
  const names = namesIn(bytes, filename);
  if (!names.has('[Content_Types].xml')) return undefined;
  if ([...names].some(n => /vbaProject/i.test(n))) throw FileHasMacros({ filename });
  if (names.has('word/document.xml')) return MEDIA_TYPES.docx;
  if (names.has('xl/workbook.xml')) return MEDIA_TYPES.xlsx;
  return undefined;
}

/**
 * The type of `bytes`, told by magic and structure, never by the name.
 * Throws FileTypeUnknown for anything else; PdfEncrypted, PdfBroken, FileBroken, FileBomb, FileHasMacros for files of a
 * known type that are not to be kept.
 */
export function inspect(bytes: Buffer, filename: string, accepted: string): MediaType {
  if (bytes.toString('latin1', 0, 5) === '%PDF-') return inspectPdf(bytes, filename);
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) {
    checkJpeg(bytes, filename);
    return MEDIA_TYPES.jpeg;
  }
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    checkPng(bytes, filename);
    return MEDIA_TYPES.png;
  }
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    if (bytes.length < 22) throw FileBroken({ filename });
    const type = inspectZip(bytes, filename);
    if (type) return type;
  }
  throw FileTypeUnknown({ filename, accepted });
}
