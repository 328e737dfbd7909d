import { agencyPaper } from '#engines/cases';
import {
  amountInWords,
  getObligation,
  isLineOf,
  moneyOf,
  type Obligation,
  type Refund,
  receiptsOf,
} from '#engines/payments';
import { formatDate, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Site } from '#platform/env';
import { type PaperDefinition, renderPaper } from '#platform/pdf';
import { formatMoney } from '#ui';
import { type DeskFacts, headOfDesk, receiptNumber } from './receipt-paper.ts';

/** Whether there is a paper to sign: money that goes back in cash, once somebody has approved it. */
export const hasRefundPaper = ({ way, approved }: Pick<Refund, 'way' | 'approved'>): boolean =>
  way === 'cash' && approved === true;

/** What stands on the paper beside the refund's own row. */
export type RefundFacts = DeskFacts & {
  of: Pick<Obligation, 'name' | 'reference'> | null;
  /** By which receipts and transfers the money had come in. */
  paidBy: readonly string[];
  approver: string;
  /** Who has paid it out; empty before. */
  payer: string;
  /** The day that the paper names: when it was paid, else when it is printed. */
  at: Date;
};

const SIGNED = '(Ký và ghi rõ họ tên)';

/** What the payee signs when money goes back in cash, on A5. Vietnamese only: it is a voucher of the state. It bears no number: none is kept for it. */
function refundPaper(refund: Refund, facts: RefundFacts): PaperDefinition {
  const { at, of } = facts;
  const { file, head } = agencyPaper({
    issuer: facts.unit,
    printed: facts.printed,
    superior: facts.superior,
    place: facts.place,
    at,
    demo: facts.demo,
  });
  const decided = refund.decidedAt ? `${facts.approver}, ngày ${formatDate(refund.decidedAt)}` : '';
  return {
    size: 'A5',
    onePage: true,
    fontSize: 8.8,
    title: `Giấy nhận tiền hoàn trả: ${refund.payee.name}`,
    footer: 'Lập thành 02 liên: giao người nhận tiền, lưu tại nơi chi.',
    ...file,
    blocks: [
      head,
      { kind: 'title', lines: ['GIẤY NHẬN TIỀN HOÀN TRẢ'], subtitle: 'Hoàn trả phí, lệ phí bằng tiền mặt' },
      {
        kind: 'facts',
        rows: [
          [{ label: 'Họ và tên người nhận tiền', value: [{ text: refund.payee.name, bold: true }] }],
          ...(of
            ? [[{ label: 'Mã hồ sơ', value: of.reference }], [{ label: 'Hoàn của khoản', value: of.name }]]
            : []),
          ...(facts.paidBy.length ? [[{ label: 'Đã nộp theo', value: facts.paidBy.join('; ') }]] : []),
          [{ label: 'Lý do hoàn', value: refund.reason }],
          [{ label: 'Người duyệt hoàn', value: decided }],
        ],
      },
      {
        kind: 'box',
        text: ['Số tiền hoàn trả: ', { text: formatMoney(refund.amount), bold: true }],
      },
      {
        kind: 'facts',
        rows: [[{ label: 'Viết bằng chữ', value: [{ text: amountInWords(refund.amount), italic: true }] }]],
      },
      { kind: 'paragraph', text: 'Người nhận tiền xác nhận đã nhận đủ số tiền ghi trên.' },
      {
        kind: 'signatures',
        gapMm: 16,
        columns: [
          { title: ['NGƯỜI NHẬN TIỀN'], note: SIGNED, name: refund.payee.name },
          { title: ['NGƯỜI CHI TIỀN'], note: SIGNED, ...(facts.payer ? { name: facts.payer } : {}) },
        ],
      },
    ],
  };
}

/** How the money of an obligation's subject had come in: receipts that name it and stand, and transfers. */
async function paidBy(q: Queryable, o: Obligation): Promise<string[]> {
  const subject = { kind: o.subjectKind, id: o.subjectId };
  const receipts = (await receiptsOf(q, subject)).filter(
    r => !r.cancelledAt && r.items.some(i => isLineOf(i.name, o)),
  );
  const transfers = await moneyOf(q, subject);
  return [
    ...receipts.map(r => `Phiếu thu số ${receiptNumber(r)} ngày ${formatDate(r.receivedAt)}`),
    ...transfers.map(m => `chuyển khoản ${m.bankRef} ngày ${formatDate(m.bookedAt)}`),
  ];
}

/** The paper of a refund in cash as PDF, with the names of its day; the same before and after it is paid, but for who paid it and when. */
export async function refundPdf(
  q: Queryable,
  site: Site,
  refund: Refund,
  { approver, payer, now }: { approver: string; payer: string; now: Date },
): Promise<Buffer> {
  const at = refund.paidAt ?? now;
  const of = refund.obligationId ? await getObligation(q, refund.obligationId) : null;
  const head = await headOfDesk(q, site, refund.agencyId, localDate(at));
  const facts = { ...head, of, paidBy: of ? await paidBy(q, of) : [], approver, payer, at };
  const { pdf } = await renderPaper(refundPaper(refund, facts));
  return Buffer.from(pdf);
}
