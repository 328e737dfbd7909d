import { type ZipPart, zip } from '../../zip/testing/zip.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const A4 =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="851"/></w:sectPr>';

/** A run; `rPr`: its properties as XML. */
export const run = (text: string, rPr = ''): string =>
  `<w:r>${rPr && `<w:rPr>${rPr}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
/** A paragraph of runs, or of one that says `content`. */
export const para = (content: string, pPr = ''): string =>
  `<w:p>${pPr && `<w:pPr>${pPr}</w:pPr>`}${content.startsWith('<') ? content : run(content)}</w:p>`;
export const cell = (content: string, tcPr = ''): string =>
  `<w:tc>${tcPr && `<w:tcPr>${tcPr}</w:tcPr>`}${content.startsWith('<w:p>') || content.startsWith('<w:tbl>') ? content : para(content)}</w:tc>`;
/** A ruled table of rows of cells. */
export const table = (columns: readonly number[], rows: readonly (readonly string[])[]): string =>
  `<w:tbl><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(s => `<w:${s} w:val="single"/>`).join('')}</w:tblBorders></w:tblPr><w:tblGrid>${columns.map(w => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid>${rows.map(r => `<w:tr>${r.join('')}</w:tr>`).join('')}</w:tbl>`;

const styles = `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading"><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>`;
const numbering = `<w:numbering xmlns:w="${W}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;

/** A .docx with this body, as Word writes one; `more`: other parts, or the same in another form. */
export function docx(
  body: string,
  more: Readonly<Record<string, string | Buffer>> = {},
  section = A4,
): Buffer {
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<w:document xmlns:w="${W}" xmlns:r="${R}" xmlns:wp="wp" xmlns:a="a" xmlns:pic="pic" xmlns:m="m"><w:body>${body}${section}</w:body></w:document>`,
    'word/styles.xml': styles,
    'word/numbering.xml': numbering,
    ...more,
  };
  return zip(
    Object.entries(parts).map(([name, data]): ZipPart => ({ name, data: Buffer.from(data as string) })),
  );
}
