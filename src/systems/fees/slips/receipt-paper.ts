import { agencyPaper, findDossier, loadProcedure, withoutPlace } from '#engines/cases';
import { findArea, getAgency } from '#engines/organisation';
import { amountInWords, type Receipt } from '#engines/payments';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Site } from '#platform/env';
import { type PaperDefinition, renderPaper } from '#platform/pdf';
import { formatMoney } from '#ui';

/** What stands on a receipt beside its own row, with names as they were on its day. */
export type ReceiptFacts = {
  superior: string | null;
  /** Its full name, and what is printed of it below the superior. */
  unit: string;
  printed: string;
  place: string;
  clerk: string;
  /** Name of the procedure whose fees are paid. */
  procedure: string | null;
  demo: boolean;
};

/** What stands on every paper of an office's money. */
export type DeskFacts = Omit<ReceiptFacts, 'clerk' | 'procedure'>;

/** Number of a receipt as it stands on pages, books and paper alike: `47/2026`. */
export const receiptNumber = ({ number, year }: Pick<Receipt, 'number' | 'year'>): string =>
  `${number}/${year}`;

/** What is paid, and for which procedure. */
const reasonOf = ({ items }: Receipt, procedure: string | null): string =>
  `${items.map(i => i.name).join('; ')}${procedure ? `. Thủ tục: ${procedure}` : ''}`;

/** Phiếu thu on A5. Vietnamese only: it is a voucher of the state. A cancelled one says so. */
function receiptPaper(receipt: Receipt, facts: ReceiptFacts): PaperDefinition {
  const number = receiptNumber(receipt);
  const rows: Array<Array<{ label: string; value: string | Array<{ text: string; bold: true }> }>> = [
    [{ label: 'Họ và tên người nộp tiền', value: [{ text: receipt.payer, bold: true }] }],
    [{ label: 'Mã hồ sơ', value: receipt.reference }],
    [{ label: 'Lý do nộp', value: reasonOf(receipt, facts.procedure) }],
  ];
  const { file, head } = agencyPaper({
    issuer: facts.unit,
    printed: facts.printed,
    superior: facts.superior,
    number: `Số: ${number}`,
    place: facts.place,
    at: receipt.receivedAt,
    demo: facts.demo,
  });
  return {
    size: 'A5',
    onePage: true,
    // A provincial centre's name on two lines.
    fontSize: 8.8,
    title: `Phiếu thu số ${number}`,
    footer: 'Lập thành 02 liên: giao người nộp tiền, lưu tại nơi thu.',
    ...file,
    blocks: [
      head,
      { kind: 'title', lines: ['PHIẾU THU'], subtitle: 'Thu phí, lệ phí bằng tiền mặt' },
      ...(receipt.cancelledAt
        ? [
            {
              kind: 'box' as const,
              text: [{ text: `ĐÃ HỦY. Lý do: ${receipt.cancelReason}`, bold: true as const }],
            },
          ]
        : []),
      { kind: 'facts', rows },
      {
        kind: 'table',
        columns: [
          { header: 'Khoản thu', width: 3 },
          { header: 'Số tiền', width: 1, align: 'right' },
        ],
        rows: [
          ...receipt.items.map(i => [i.name, formatMoney(i.amount)]),
          [[{ text: 'Cộng', bold: true }], [{ text: formatMoney(receipt.amount), bold: true }]],
        ],
      },
      {
        kind: 'facts',
        rows: [[{ label: 'Viết bằng chữ', value: [{ text: amountInWords(receipt.amount), italic: true }] }]],
      },
      {
        kind: 'signatures',
        gapMm: 16,
        columns: [
          { title: ['NGƯỜI NỘP TIỀN'], note: '(Ký và ghi rõ họ tên)', name: receipt.payer },
          { title: ['NGƯỜI THU TIỀN'], note: '(Ký và ghi rõ họ tên)', name: facts.clerk },
        ],
      },
    ],
  };
}

/** Under which head a paper of an office's money stands, with names as they were on the day. */
export async function headOfDesk(
  q: Queryable,
  site: Site,
  agencyId: string,
  day: string,
): Promise<DeskFacts> {
  const unit = await getAgency(q, agencyId, day);
  const above = unit.parentId ? await getAgency(q, unit.parentId, day) : null;
  const area = unit.areaId ? await findArea(q, unit.areaId, day) : undefined;
  const superior = above?.level === 'commune' ? (above.shortName ?? above.name).toUpperCase() : null;
  return {
    superior,
    unit: unit.name,
    printed: withoutPlace(unit.name, superior),
    place: area?.name ?? '',
    demo: site.demo,
  };
}

/** The receipt as PDF, with the names of its day. */
export async function receiptPdf(q: Queryable, site: Site, receipt: Receipt, clerk: string): Promise<Buffer> {
  const head = await headOfDesk(q, site, receipt.agencyId, localDate(receipt.receivedAt));
  const dossier = receipt.subjectKind === 'dossier' ? await findDossier(q, receipt.subjectId) : undefined;
  const procedure = dossier ? (await loadProcedure(q, dossier)).version.name : null;
  const { pdf } = await renderPaper(receiptPaper(receipt, { ...head, clerk, procedure }));
  return Buffer.from(pdf);
}
