import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listZip, unpackEntry } from '#platform/zip';
import { csvOf, type Sheet, spreadsheet } from './index.ts';

/** 1 January 2026 in the days since 30 December 1899 that spreadsheets count (ECMA-376 part 1, 18.17.4.1). */
const NEW_YEAR = 46_023;

const table: Sheet = {
  name: 'Sổ',
  head: ['=1+1'],
  columns: [
    { label: 'Tên', width: 20 },
    { label: 'Lúc', width: 18, as: 'moment' },
    { label: 'Ngày', width: 12, as: 'day' },
    { label: 'Giờ còn lại', width: 12, as: 'hours' },
    { label: 'Số tiền', width: 12, as: 'money', sum: true },
  ],
  rows: [
    // Half past five in the evening of UTC is half past midnight of New Year here.
    ['@SUM(A1)', new Date('2025-12-31T17:30:59Z'), '2026-01-01', -7.5, 150_000],
    ['-2+3', null, new Date('2025-12-31T17:30:00Z'), null, 50_000],
  ],
  sumLabel: 'Cộng',
  foot: [['+84 912', null, '=1', null, 7]],
};

/** The file as it lies there, read without the library that wrote it: of each cell its text or number, its type, and how it is shown. */
function cellsIn(
  file: Buffer,
): Map<string, { value: string; formula?: string; type: string; format: string }> {
  const entries = listZip(file);
  const xml = (name: string) => {
    const entry = entries.find(e => e.name === name) ?? assert.fail(name);
    return unpackEntry(file, entry).toString();
  };
  const texts = [...xml('xl/sharedStrings.xml').matchAll(/<si>([\s\S]*?)<\/si>/g)].map(m =>
    m[1]!.replaceAll(/<[^>]*>/g, '').replaceAll('&apos;', "'"),
  );
  const styles = xml('xl/styles.xml');
  const formats = new Map(
    [...styles.matchAll(/numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(m => [m[1]!, m[2]!]),
  );
  const cellStyles = [
    ...(/<cellXfs[\s\S]*?<\/cellXfs>/.exec(styles)?.[0] ?? '').matchAll(/<xf numFmtId="(\d+)"/g),
  ];
  const cells = new Map();
  for (const [, attributes = '', inside = ''] of xml('xl/worksheets/sheet1.xml').matchAll(
    /<c ([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g,
  )) {
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    const raw = /<v>([^<]*)<\/v>/.exec(inside)?.[1] ?? '';
    cells.set(of('r'), {
      value: of('t') === 's' ? texts[Number(raw)] : raw,
      formula: /<f[^>]*>([^<]*)<\/f>/.exec(inside)?.[1],
      type: of('t'),
      format: formats.get(cellStyles[Number(of('s'))]?.[1] ?? '') ?? cellStyles[Number(of('s'))]?.[1] ?? '',
    });
  }
  return cells;
}

test('days, hours and sums are numbers that a spreadsheet sorts, in the time of the province; texts are never formulas', async () => {
  const cells = cellsIn(await spreadsheet(table));
  const shown = (at: string) => {
    const { value, type, format } = cells.get(at) ?? assert.fail(at);
    return [Number(value), type, format];
  };
  const [at = 0, ...how] = shown('B3');
  assert.ok(Math.abs(Number(at) - (NEW_YEAR + 30 / 1440)) < 1e-9, `half past midnight, not ${at}`);
  assert.deepEqual(how, ['', 'dd/mm/yyyy hh:mm']);
  assert.deepEqual(shown('C3'), [NEW_YEAR, '', 'dd/mm/yyyy']);
  assert.deepEqual(shown('C4'), [NEW_YEAR, '', 'dd/mm/yyyy'], 'the day that a moment is in here');
  assert.deepEqual(shown('D3'), [-7.5, '', '0.0']);
  assert.deepEqual(shown('E3').slice(0, 2), [150_000, '']);
  assert.equal(cells.get('B4')?.value ?? '', '', 'what is not known is empty, not 0');
  assert.deepEqual(
    [cells.get('E5')?.formula, cells.get('E5')?.value],
    ['SUM(E3:E4)', '200000'],
    'the only formula is our own',
  );
  assert.equal([...cells.values()].filter(c => c.formula !== undefined).length, 1);
  for (const [where, text] of [
    ['A1', '=1+1'],
    ['A3', '@SUM(A1)'],
    ['A4', '-2+3'],
    ['A6', '+84 912'],
    ['C6', '=1'],
  ] as const)
    assert.deepEqual([cells.get(where)?.type, cells.get(where)?.value], ['s', `'${text}`]);
});

test('the same table as text: days and hours as people write them, sums left to the reader', () => {
  assert.deepEqual(csvOf(table).toString().split('\r\n'), [
    '\uFEFF"Tên","Lúc","Ngày","Giờ còn lại","Số tiền"',
    `"'@SUM(A1)","01/01/2026 00:30","01/01/2026",-7.5,150000`,
    `"'-2+3",,"01/01/2026",,50000`,
    `"'+84 912",,"'=1",,7`,
    '',
  ]);
});
