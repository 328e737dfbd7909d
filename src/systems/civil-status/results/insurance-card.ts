import {
  DEMO_MARK,
  dayWords,
  electronicForm,
  issuerLines,
  type ResultInput,
  type ResultTemplate,
  signerLines,
} from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { PaperDefinition, Text } from '#platform/pdf';

type Answers = Record<string, string | undefined>;

const part = (data: Record<string, unknown>, name: string): Answers => (data[name] ?? {}) as Answers;
const bold = (value: string): Text => [{ text: value, bold: true }];
const SEX: Record<string, string> = { male: 'Nam', female: 'Nữ' };
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
  return {
    size: 'A4',
    onePage: true,
    title: 'Thẻ bảo hiểm y tế',
    author: input.agencyName,
    createdAt: input.issuedAt.toISOString(),
    ...(input.demo ? { demoMark: DEMO_MARK } : {}),
    blocks: [
      {
        kind: 'head',
        superior: 'BẢO HIỂM XÃ HỘI VIỆT NAM',
        issuer: issuerLines(input.agencyName),
        number: `Số: ${input.number}`,
        place: `${input.areaName}, ${dayWords(input.issuedAt)}`,
      },
      { kind: 'space', mm: 6 },
      { kind: 'title', lines: ['THẺ BẢO HIỂM Y TẾ'] },
      { kind: 'space', mm: 4 },
      {
        kind: 'facts',
        rows: [
          [{ label: 'Họ và tên', value: bold((child.name ?? '').toUpperCase()) }],
          [
            { label: 'Ngày sinh', value: born ? formatDate(born) : '' },
            { label: 'Giới tính', value: SEX[child.sex ?? ''] ?? '' },
          ],
          [{ label: 'Mã số bảo hiểm xã hội', value: bold(String(outcomes.insurance?.number ?? '-----')) }],
          [{ label: 'Giấy khai sinh số', value: certificate?.number ?? '-----' }],
          [{ label: 'Đối tượng', value: GROUP[insurance.group ?? ''] ?? '' }],
          [{ label: 'Nơi đăng ký khám bệnh, chữa bệnh ban đầu', value: insurance.hospital ?? '' }],
          [
            { label: 'Có giá trị từ ngày', value: born ? formatDate(born) : '' },
            { label: 'Đến trước ngày', value: born ? formatDate(sixthBirthday(born)) : '' },
          ],
        ],
      },
      { kind: 'space', mm: 4 },
      {
        kind: 'signatures',
        gapMm: 37,
        columns: [{ title: signerLines(input.signerTitle), name: input.signerName, anchor: 'person' }],
      },
      {
        kind: 'qr',
        content: input.verifyUrl,
        alt: `Mã QR kiểm tra thẻ số ${input.number}`,
        lines: [electronicForm(input.demo), 'Quét mã để kiểm tra người ký và tình trạng của thẻ này.'],
      },
    ],
  };
}

export const insuranceCard: ResultTemplate = {
  procedure: '2.002621',
  kind: 'insurance-card',
  prints: ['tasks.insurance.number'],
  title: 'Thẻ bảo hiểm y tế',
  paper,
};
