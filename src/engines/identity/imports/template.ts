import type { Queryable } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { listRoles } from '../rights/roles.ts';
import { COLUMNS, HEADINGS, NEEDED } from './columns.ts';
import { newWorkbook } from './workbook.ts';

const EXAMPLE: Record<Lang, readonly string[]> = {
  vi: [
    'Lù Thị Sen',
    'hotich.bacha',
    'lu.thi.sen@laocai.example',
    '0912 345 678',
    'H38.60.18',
    'Công chức tư pháp - hộ tịch',
    'Civil status officer',
    'Chuyên viên, công chức thụ lý',
    '01/07/2025',
  ],
  en: [
    'Lù Thị Sen',
    'hotich.bacha',
    'lu.thi.sen@laocai.example',
    '0912 345 678',
    'H38.60.18',
    'Công chức tư pháp - hộ tịch',
    'Civil status officer',
    'Officer',
    '01/07/2025',
  ],
};

/** An .xlsx file to fill in: the headings (needed ones with *), an example on a sheet of its own, and the roles there are. */
export async function officialsTemplate(q: Queryable, lang: Lang): Promise<Buffer> {
  const side = lang === 'vi' ? 0 : 1;
  const headings = COLUMNS.map(c => `${HEADINGS[c][side]}${NEEDED.includes(c) ? '*' : ''}`);
  const workbook = await newWorkbook();
  const add = (name: string, rows: ReadonlyArray<readonly string[]>) => {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    for (const row of rows) sheet.addRow([...row]);
    sheet.getRow(1).font = { bold: true };
    for (const [i] of (rows[0] ?? []).entries()) {
      sheet.getColumn(i + 1).width = 26;
      // As text: a telephone number must not lose its first 0, nor a day become American.
      sheet.getColumn(i + 1).numFmt = '@';
    }
  };
  add(lang === 'vi' ? 'Cán bộ' : 'Officials', [headings]);
  add(lang === 'vi' ? 'Ví dụ' : 'Example', [headings, EXAMPLE[lang]]);
  const roles = (await listRoles(q)).map(r => [lang === 'vi' ? r.nameVi : r.nameEn, r.id]);
  add(lang === 'vi' ? 'Vai trò' : 'Roles', [
    [lang === 'vi' ? 'Vai trò' : 'Role', lang === 'vi' ? 'Mã' : 'Id'],
    ...roles,
  ]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
