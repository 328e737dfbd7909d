import { type PdfFile, Stream, unpack } from '#platform/pdf';
import { parseOcspResponse } from './ocsp.ts';
import { parseRevocationList, type RevocationStatement } from './revocation-lists.ts';

// A file of several signatures brings one for each certificate; more is no paper of anybody's.
const MOST = 30;

/**
 * What authorities say in the file itself of the certificates used in it (its document security store: PAdES level B-LT, ETSI EN 319
 * 142-1, 5.4.2). It was put in by whoever made the file: each statement counts only by its signature. What cannot be read is passed over.
 */
export function embeddedStatements(file: PdfFile): RevocationStatement[] {
  const dss = file.dict(file.root.get('DSS'));
  if (!dss) return [];
  const read = (key: string, parse: (bytes: Uint8Array) => readonly RevocationStatement[]) =>
    file
      .list(dss.get(key))
      .slice(0, MOST)
      .flatMap(value => {
        try {
          const stream = file.resolve(value);
          return stream instanceof Stream ? parse(unpack(stream, v => file.resolve(v))) : [];
        } catch {
          return [];
        }
      });
  return [
    ...read('OCSPs', parseOcspResponse),
    ...read('CRLs', bytes => [parseRevocationList(Buffer.from(bytes))]),
  ];
}
