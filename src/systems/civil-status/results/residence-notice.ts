import {
  DEMO_MARK,
  dayWords,
  electronicForm,
  headName,
  issuerLines,
  type ResultInput,
  type ResultTemplate,
  signerLines,
} from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { PaperDefinition, Text } from '#platform/pdf';
import { numberOfChild } from './child-number.ts';

type Answers = Record<string, string | undefined>;

const part = (data: Record<string, unknown>, name: string): Answers => (data[name] ?? {}) as Answers;
const bold = (value: string): Text => [{ text: value, bold: true }];
const SEX: Record<string, string> = { male: 'Nam', female: 'Nữ' };
const RELATION: Record<string, string> = { child: 'Con', grandchild: 'Cháu', other: 'Quan hệ khác' };

/** Thông báo kết quả đăng ký thường trú: Law on Residence 68/2020/QH14, article 22. Vietnamese only. */
function paper(input: ResultInput): PaperDefinition {
  const { data } = input.dossier;
  const child = part(data, 'child');
  const residence = part(data, 'residence');
  const certificate = input.earlier.find(r => r.kind === 'birth-certificate');
  return {
    size: 'A4',
    onePage: true,
    title: 'Thông báo kết quả đăng ký thường trú',
    author: input.agencyName,
    createdAt: input.issuedAt.toISOString(),
    ...(input.demo ? { demoMark: DEMO_MARK } : {}),
    blocks: [
      {
        kind: 'head',
        ...(input.superior ? { superior: headName(input.superior) } : {}),
        issuer: issuerLines(input.agencyName),
        number: `Số: ${input.number}`,
        place: `${input.areaName}, ${dayWords(input.issuedAt)}`,
      },
      { kind: 'space', mm: 6 },
      { kind: 'title', lines: ['THÔNG BÁO', 'KẾT QUẢ ĐĂNG KÝ THƯỜNG TRÚ'] },
      { kind: 'space', mm: 4 },
      { kind: 'paragraph', text: `${input.agencyName} thông báo đã đăng ký thường trú cho:` },
      {
        kind: 'facts',
        rows: [
          [{ label: 'Họ, chữ đệm, tên', value: bold((child.name ?? '').toUpperCase()) }],
          [
            { label: 'Ngày, tháng, năm sinh', value: child.birthDate ? formatDate(child.birthDate) : '' },
            { label: 'Giới tính', value: SEX[child.sex ?? ''] ?? '' },
          ],
          ...numberOfChild(input),
          [{ label: 'Giấy khai sinh số', value: certificate?.number ?? '-----' }],
          [{ label: 'Nơi thường trú', value: residence.address ?? '' }],
          [
            { label: 'Chủ hộ', value: residence.head ?? '' },
            { label: 'Quan hệ với chủ hộ', value: RELATION[residence.relation ?? ''] ?? '' },
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
        alt: `Mã QR kiểm tra Thông báo số ${input.number}`,
        lines: [electronicForm(input.demo), 'Quét mã để kiểm tra người ký và tình trạng của giấy này.'],
      },
    ],
  };
}

export const residenceNotice: ResultTemplate = {
  procedure: '2.002621',
  kind: 'residence-notice',
  prints: ['tasks.verify.number'],
  number: '{{so}}/TB-{{co-quan}}',
  title: 'Thông báo kết quả đăng ký thường trú',
  paper,
};
