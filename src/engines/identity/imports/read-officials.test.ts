import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import { type ZipPart, zip } from '../../../platform/zip/testing/zip.ts';
import { readOfficials } from './read-officials.ts';

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEADINGS = ['Họ và tên', 'Tên đăng nhập', 'Mã định danh cơ quan', 'Chức danh', 'Vai trò', 'Từ ngày'];

const part = (name: string, data: string): ZipPart => ({ name, data: Buffer.from(data) });
const relations = (id: string, type: string, target: string) =>
  `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/></Relationships>`;
const inline = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const head = `<row r="1">${HEADINGS.map((h, i) => inline(`${'ABCDEF'[i]}1`, h)).join('')}</row>`;
const row = (n: number, name: string) => `<row r="${n}">${inline(`A${n}`, name)}</row>`;

/** A workbook as somebody writes it who means harm: what stands in its sheet, what behind it, and more parts. */
const book = (sheet: { rows?: string; after?: string; before?: string }, more: ZipPart[] = []) =>
  zip([
    part(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ),
    part('_rels/.rels', relations('rId1', 'officeDocument', 'xl/workbook.xml')),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    part('xl/_rels/workbook.xml.rels', relations('rId1', 'worksheet', 'worksheets/sheet1.xml')),
    part(
      'xl/worksheets/sheet1.xml',
      `${sheet.before ?? ''}<worksheet xmlns="${MAIN}"><sheetData>${head}${sheet.rows ?? ''}</sheetData>${sheet.after ?? ''}</worksheet>`,
    ),
    ...more,
  ]);

const refused = (file: Buffer, why: string, limits?: Parameters<typeof readOfficials>[1]) =>
  assert.rejects(readOfficials(file, limits), { code: 'LIST_UNREADABLE', params: { why } });

describe('a list of officials of somebody who means harm', () => {
  test('an honest one like it is read', async () => {
    const lines = await readOfficials(book({ rows: row(2, 'Lù Thị Sen') }));
    assert.deepEqual(lines, [{ line: 2, cells: { name: 'Lù Thị Sen' } }]);
  });

  test('a zip bomb is refused: by what it claims, and by what comes out of it', async () => {
    const zeros = Buffer.alloc(60_000_000);
    await refused(book({}, [{ name: 'xl/media/a.bin', data: zeros }]), 'too-heavy');
    await refused(book({}, [{ name: 'xl/media/a.bin', data: zeros, claimedSize: 500 }]), 'too-heavy');
    const noise = { name: 'xl/media/a.bin', data: randomBytes(41_000_000) };
    await refused(book({}, [noise]), 'too-heavy');
  });

  test('entities that stand for ever more of themselves come to nothing', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "hahahahaha">${Array.from({ length: 9 }, (_, i) => {
      const [from, to] = ['abcdefghij'[i], 'abcdefghij'[i + 1]];
      return `<!ENTITY ${to} "${`&${from};`.repeat(10)}">`;
    }).join('')}<!ENTITY file SYSTEM "file:///etc/passwd">]>`;
    for (const name of ['&j;', '&file;'])
      await refused(book({ before: bomb, rows: row(2, name) }), 'not-xlsx');
  });

  test('shared texts without end are refused before they are read', async () => {
    const texts = `<sst xmlns="${MAIN}">${'<si><t>a</t></si>'.repeat(3_000_000)}</sst>`;
    await refused(book({}, [part('xl/sharedStrings.xml', texts)]), 'too-heavy');
  });

  test('all cells of a sheet joined, or under one rule, end the thread that reads and nothing else', async () => {
    const limits = { ms: 60_000, megabytes: 100 };
    const all = 'A1:XFD1048576';
    await refused(
      book({ after: `<mergeCells count="1"><mergeCell ref="${all}"/></mergeCells>` }),
      'too-heavy',
      limits,
    );
    await refused(
      book({
        after: `<dataValidations count="1"><dataValidation type="list" sqref="${all}"><formula1>"a"</formula1></dataValidation></dataValidations>`,
      }),
      'too-heavy',
      limits,
    );
  });

  test('one that only takes time is given up', async () => {
    const rows = Array.from(
      { length: 19_000 },
      (_, i) => `<row r="${i + 2}">${inline(`XFD${i + 2}`, 'x')}</row>`,
    );
    await refused(book({ rows: rows.join('') }), 'too-heavy', { ms: 1, megabytes: 400 });
  });

  test('too many lines, no headings, and what is no workbook are told apart from it', async () => {
    const rows = Array.from({ length: 20_001 }, (_, i) => row(i + 2, 'An'));
    await refused(book({ rows: rows.join('') }), 'too-long');
    const other = new ExcelJS.Workbook();
    other.addWorksheet('x').addRow(['Tên', 'Tuổi']);
    await refused(Buffer.from(await other.xlsx.writeBuffer()), 'no-headings');
    const csv = Buffer.from('Họ và tên;Mã cán bộ\nAn;an');
    const word = zip([part('[Content_Types].xml', '<x/>'), part('word/document.xml', '<x/>')]);
    const torn = book({}).subarray(0, -30);
    for (const file of [csv, word, torn, Buffer.alloc(0), Buffer.from('%PDF-1.7'), randomBytes(20_000_000)])
      await assert.rejects(readOfficials(file), { code: 'LIST_UNREADABLE' });
  });
});
