import { extensionOf, MEDIA_TYPES, type MediaType } from './media-types.ts';

const TYPES: ReadonlySet<string> = new Set(Object.values(MEDIA_TYPES));
/** Endings that say what a file is, to people and to programs that open it. */
const ENDINGS = /\.(pdf|jpe?g|png|docx|xlsx)$/i;
const LONGEST = 200;

/**
 * A file's name as it is shown and saved: with the ending that its content has, whatever whoever sent it called it. `fdp.exe` that is a PDF
 * is `fdp.exe.pdf`, a picture `anh.jpg` that is PNG is `anh.png`; nothing else of the name is lost, for what follows a point may be a date.
 * A name of a type that the store does not take stays as it is.
 */
export function namedAs(filename: string, mediaType: string): string {
  if (!TYPES.has(mediaType)) return filename;
  const ending = extensionOf(mediaType as MediaType);
  const said = ENDINGS.exec(filename);
  if (said?.[1]?.toLowerCase().replace('jpeg', 'jpg') === ending) return filename;
  const stem = said ? filename.slice(0, said.index) : filename;
  return `${stem.slice(0, LONGEST - ending.length - 1).toWellFormed()}.${ending}`;
}
