import { checkUnpackedAside, listZip, unpackEntry, type ZipEntry, ZipProblem } from '#platform/zip';
import { FileBomb, FileBroken, FileHasMacros } from '../errors.ts';
import { MEDIA_TYPES, type MediaType } from '../media-types.ts';

/** The list of parts with their types (ECMA-376 part 2, 7.2.3) has some 5 KB; a workbook with a thousand sheets 200 KB. */
const MOST_TYPES = 1_048_576;
// Word and Excel know a project of macros by its type, whatever the part is called.
const MACROS = /macroEnabled|ms-office\.vbaProject|ms-(?:word|excel)\.(?:vbaData|intlmacrosheet|macrosheet)/i;

async function entriesOf(
  bytes: Buffer,
): Promise<{ entries: Map<string, ZipEntry>; types: string | undefined }> {
  const listed = listZip(bytes);
  await checkUnpackedAside(bytes, listed);
  const entries = new Map(listed.map(e => [e.name, e]));
  const types = entries.get('[Content_Types].xml');
  if (types && types.size > MOST_TYPES) throw new ZipProblem('bomb');
  return { entries, types: types && unpackEntry(bytes, types).toString('utf8') };
}

/**
 * Office Open XML (ECMA-376): a ZIP with `[Content_Types].xml` and the main part of its kind. It is unpacked to see that it is as
 * large as it says. Undefined for another archive. Throws FileBroken, FileBomb, FileHasMacros.
 */
export async function inspectOffice(bytes: Buffer, filename: string): Promise<MediaType | undefined> {
  try {
    const { entries, types } = await entriesOf(bytes);
    if (types === undefined) return undefined;
    if (MACROS.test(types) || [...entries.keys()].some(name => /vbaProject/i.test(name)))
      throw FileHasMacros({ filename });
    if (entries.has('word/document.xml')) return MEDIA_TYPES.docx;
    if (entries.has('xl/workbook.xml')) return MEDIA_TYPES.xlsx;
    return undefined;
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error;
    throw error.kind === 'bomb' ? FileBomb({ filename }) : FileBroken({ filename });
  }
}
