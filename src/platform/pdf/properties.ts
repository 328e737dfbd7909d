import { readPdf } from './reader/pdf-file.ts';
import { PdfProblem } from './reader/values.ts';
import { readText } from './reader/write-value.ts';

/** What a PDF says of itself (ISO 32000-1, 14.3.3): anybody can write that, so it proves nothing. */
export type Properties = { title: string | undefined; checkUrl: string | undefined };

/** The properties of a PDF as `renderPaper` writes them; none of a file that cannot be read. */
export function readProperties(bytes: Uint8Array): Properties {
  try {
    const file = readPdf(bytes);
    const info = file.dict(file.xref.trailer.get('Info'));
    const text = (key: string) => readText(file.resolve(info?.get(key)));
    return { title: text('Title'), checkUrl: text('Keywords') };
  } catch (error) {
    if (!(error instanceof PdfProblem)) throw error;
    return { title: undefined, checkUrl: undefined };
  }
}
