import { PdfProblem, readPdf } from '#platform/pdf';
import { FileBroken, FileOldOffice, FileTypeUnknown, PdfBroken, PdfEncrypted } from '../errors.ts';
import { MEDIA_TYPES, type MediaType } from '../media-types.ts';
import { inspectOffice } from './office.ts';
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

/**
 * The type of `bytes`, told by magic and structure, never by the name.
 * Throws FileTypeUnknown for anything else, FileOldOffice for office files of before 2007 and those with a password; PdfEncrypted,
 * PdfBroken, FileBroken, FileBomb, FileHasMacros for files of a known type that are not to be kept.
 */
export async function inspect(bytes: Buffer, filename: string, accepted: string): Promise<MediaType> {
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
    const type = await inspectOffice(bytes, filename);
    if (type) return type;
  }
  // A compound file (MS-CFB): .doc, .xls, and what Word and Excel write when a password is set.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) throw FileOldOffice({ filename });
  throw FileTypeUnknown({ filename, accepted });
}
