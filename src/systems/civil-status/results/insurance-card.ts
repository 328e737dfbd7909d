import { type ResultInput, type ResultTemplate, resultPaper, signedEnd } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { PaperDefinition } from '#platform/pdf';
import { bold, part, SEX } from './answers.ts';
import { parentNames } from './parent-names.ts';

const NAMES = {
  'child.name': 'Họ và tên',
  'child.birthDate': 'Ngày sinh',
  'child.sex': 'Giới tính',
  'tasks.insurance.number': 'Mã số bảo hiểm xã hội',
  'insurance.group': 'Đối tượng',
  'insurance.hospital': 'Nơi đăng ký khám bệnh, chữa bệnh ban đầu',
} as const;

/** Whom the State pays for: Law on Health Insurance 25/2008/QH12, article 12 (as amended). */
const GROUP: Record<string, string> = {
  under6: 'Trẻ em dưới 6 tuổi',
  poor: 'Trẻ em thuộc hộ nghèo',
  minority: 'Trẻ em dân tộc thiểu số ở vùng khó khăn',
};

/** The day on which a child is six years old; a card for children under six ends the day before. */
const sixthBirthday = (born: string): string => `${Number(born.slice(0, 4)) + 6}${born.slice(4)}`;

/** Thẻ bảo hiểm y tế của trẻ em dưới 6 tuổi, the sheet that goes with the electronic card. Vietnamese only. */
function paper(input: ResultInput): PaperDefinition {
  const { data, processState } = input.dossier;
  const { outcomes } = processState;
  const child = part(data, 'child');
  const insurance = part(data, 'insurance');
  const born = child.birthDate ?? '';
  const certificate = input.earlier.find(r => r.kind === 'birth-certificate');
  const { file, head } = resultPaper(input, 'BẢO HIỂM XÃ HỘI VIỆT NAM');
  return {
    size: 'A4',
    onePage: true,
    title: 'Thẻ bảo hiểm y tế',
    ...file,
    blocks: [
      head,
      { kind: 'space', mm: 6 },
      { kind: 'title', lines: ['THẺ BẢO HIỂM Y TẾ'] },
      { kind: 'space', mm: 4 },
      {
        kind: 'facts',
        rows: [
          [{ label: NAMES['child.name'], value: bold((child.name ?? '').toUpperCase()) }],
          [
            { label: NAMES['child.birthDate'], value: born ? formatDate(born) : '' },
            { label: NAMES['child.sex'], value: SEX[child.sex ?? ''] ?? '' },
          ],
          [
            {
              label: NAMES['tasks.insurance.number'],
              value: bold(String(outcomes.insurance?.number ?? '-----')),
            },
          ],
          [{ label: 'Giấy khai sinh số', value: certificate?.number ?? '-----' }],
          [{ label: NAMES['insurance.group'], value: GROUP[insurance.group ?? ''] ?? '' }],
          [{ label: NAMES['insurance.hospital'], value: insurance.hospital ?? '' }],
          [
            { label: 'Có giá trị từ ngày', value: born ? formatDate(born) : '' },
            { label: 'Đến trước ngày', value: born ? formatDate(sixthBirthday(born)) : '' },
          ],
        ],
      },
      { kind: 'space', mm: 4 },
      ...signedEnd(input, { named: 'thẻ', short: 'thẻ' }),
    ],
  };
}

export const insuranceCard: ResultTemplate = {
  procedure: '2.002621',
  kind: 'insurance-card',
  restsOn: ['birth-certificate'],
  prints: ['tasks.insurance.number'],
  names: { ...NAMES, ...parentNames('mother', 'mẹ'), ...parentNames('father', 'cha') },
  title: 'Thẻ bảo hiểm y tế',
  paper,
};
