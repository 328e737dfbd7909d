import { listZip, unpackEntry, ZipProblem } from '#platform/zip';
import { DocxProblem } from './problem.ts';
import { type Node, readXml } from './xml.ts';

export type Docx = {
  document: Node;
  styles: Node | undefined;
  numbering: Node | undefined;
  /** Headers and footers, by what they are called in the file. */
  margins: ReadonlyMap<string, Node>;
  /** A picture of the document by the id of its relation; undefined where it is none that is shown. */
  image(id: string): { bytes: Buffer; png: boolean } | undefined;
};

const MOST_UNPACKED = 20_000_000;
const MAIN = 'word/document.xml';

const isPng = (b: Buffer) => b.subarray(0, 8).toString('hex') === '89504e470d0a1a0a';
const isJpeg = (b: Buffer) => b.subarray(0, 3).toString('hex') === 'ffd8ff';

/** Opens a .docx. Links are harmless (nothing of them is drawn); whatever else lies elsewhere is refused. Throws DocxProblem. */
export function openDocx(bytes: Buffer): Docx {
  const parts = new Map<string, () => Buffer>();
  try {
    for (const entry of listZip(bytes, MOST_UNPACKED)) parts.set(entry.name, () => unpackEntry(bytes, entry));
    const names = [...parts.keys()];
    if (names.some(n => /vbaProject|\.bin$|activeX/i.test(n))) throw new DocxProblem('macros');
    const xml = (name: string): Node | undefined => {
      const part = parts.get(name);
      return part && readXml(part().toString('utf8'));
    };
    if (/macroEnabled/i.test(parts.get('[Content_Types].xml')?.().toString('utf8') ?? ''))
      throw new DocxProblem('macros');
    for (const name of names.filter(n => n.endsWith('.rels')))
      for (const r of xml(name)?.children ?? [])
        if (r.attrs.TargetMode === 'External' && !r.attrs.Type?.endsWith('/hyperlink'))
          throw new DocxProblem('external');
    const document = xml(MAIN);
    if (document?.name !== 'w:document') throw new DocxProblem('broken');
    const relations = new Map(
      (xml('word/_rels/document.xml.rels')?.children ?? []).map(r => [
        r.attrs.Id ?? '',
        r.attrs.Target ?? '',
      ]),
    );
    return {
      document,
      styles: xml('word/styles.xml'),
      numbering: xml('word/numbering.xml'),
      margins: new Map(
        names
          .filter(n => /^word\/(header|footer)\d*\.xml$/.test(n))
          .flatMap(n => {
            const node = xml(n);
            return node ? [[n, node] as const] : [];
          }),
      ),
      image: id => {
        const found = parts.get(`word/${relations.get(id) ?? ''}`)?.();
        return found && (isPng(found) || isJpeg(found)) ? { bytes: found, png: isPng(found) } : undefined;
      },
    };
  } catch (error) {
    if (error instanceof ZipProblem) throw new DocxProblem(error.kind);
    throw error;
  }
}
