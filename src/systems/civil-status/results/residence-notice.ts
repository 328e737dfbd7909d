import { type ResultInput, type ResultTemplate, resultPaper, signedEnd } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { PaperDefinition } from '#platform/pdf';
import { bold, part, SEX } from './answers.ts';
import { CHILD_NUMBER, numberOfChild } from './child-number.ts';
import { parentNames } from './parent-names.ts';

const NAMES = {
  'child.name': 'Họ, chữ đệm, tên',
  'child.birthDate': 'Ngày, tháng, năm sinh',
  'child.sex': 'Giới tính',
  'residence.address': 'Nơi thường trú',
  'residence.head': 'Chủ hộ',
  'residence.relation': 'Quan hệ với chủ hộ',
} as const;

const RELATION: Record<string, string> = { child: 'Con', grandchild: 'Cháu', other: 'Quan hệ khác' };

/** Thông báo kết quả đăng ký thường trú: Law on Residence 68/2020/QH14, article 22. Vietnamese only. */
function paper(input: ResultInput): PaperDefinition {
  const { data } = input.dossier;
  const child = part(data, 'child');
  const residence = part(data, 'residence');
  const certificate = input.earlier.find(r => r.kind === 'birth-certificate');
  const { file, head } = resultPaper(input);
  return {
    size: 'A4',
    onePage: true,
    title: 'Thông báo kết quả đăng ký thường trú',
    ...file,
    blocks: [
      head,
      { kind: 'space', mm: 6 },
      { kind: 'title', lines: ['THÔNG BÁO', 'KẾT QUẢ ĐĂNG KÝ THƯỜNG TRÚ'] },
      { kind: 'space', mm: 4 },
      { kind: 'paragraph', text: `${input.agencyName} thông báo đã đăng ký thường trú cho:` },
      {
        kind: 'facts',
        rows: [
          [{ label: NAMES['child.name'], value: bold((child.name ?? '').toUpperCase()) }],
          [
            { label: NAMES['child.birthDate'], value: child.birthDate ? formatDate(child.birthDate) : '' },
            { label: NAMES['child.sex'], value: SEX[child.sex ?? ''] ?? '' },
          ],
          ...numberOfChild(input),
          [{ label: 'Giấy khai sinh số', value: certificate?.number ?? '-----' }],
          [{ label: NAMES['residence.address'], value: residence.address ?? '' }],
          [
            { label: NAMES['residence.head'], value: residence.head ?? '' },
            { label: NAMES['residence.relation'], value: RELATION[residence.relation ?? ''] ?? '' },
          ],
        ],
      },
      { kind: 'space', mm: 4 },
      ...signedEnd(input, { named: 'Thông báo', short: 'giấy' }),
    ],
  };
}

export const residenceNotice: ResultTemplate = {
  procedure: '2.002621',
  kind: 'residence-notice',
  restsOn: ['birth-certificate'],
  prints: ['tasks.verify.number'],
  names: { ...NAMES, ...CHILD_NUMBER, ...parentNames('mother', 'mẹ'), ...parentNames('father', 'cha') },
  number: '{{so}}/TB-{{co-quan}}',
  title: 'Thông báo kết quả đăng ký thường trú',
  paper,
};
