import { agencyPaper, type CaseDeps, clockWords, deskHead } from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { renderPaper } from '#platform/pdf';
import { listPapers } from './data/read.ts';
import { storyOf } from './data/story.ts';
import { headOf } from './head-of.ts';
import { byReceiptPath } from './pages/by-receipt.ts';
import type { Complaint } from './types.ts';

const TITLES = { 1: 'ĐƠN KHIẾU NẠI LẦN ĐẦU', 2: 'ĐƠN KHIẾU NẠI LẦN HAI' } as const;
const SIGNED = '(Ký và ghi rõ họ tên)';

const moment = (at: Date): string => `${clockWords(at)}, ngày ${formatDate(at)}`;

/**
 * Giấy biên nhận đơn khiếu nại on A5, for who brought a complaint to a counter: what was handed in and until when it is said whether it is
 * taken on (articles 27, 36). Always as it was then; Vietnamese only: it is a paper of the state. Undefined where nobody at a counter took it in.
 */
export async function receiptOfComplaint(
  q: Queryable,
  { site, ledger }: Pick<CaseDeps, 'site' | 'ledger'>,
  c: Complaint,
  shown = (text: string): string => text,
): Promise<Buffer | undefined> {
  if (c.channel !== 'counter') return undefined;
  const taken = (await storyOf(q, ledger, c)).find(h => h.kind === 'submitted');
  const nameOf = async (id: string, at: Date) => (await findAgency(q, id, localDate(at)))?.name ?? '';
  const at = c.receivedAt;
  const papers = await listPapers(q, c.id);
  const { file, head } = agencyPaper({
    ...(await deskHead(q, taken?.agencyId ?? c.agencyId, at)),
    number: `Số đơn: ${c.number}`,
    at,
    demo: site.demo,
  });
  const { article, law } = c.takeOnLimit;
  const { title, number, agencyId } = c.ground;
  const fact = (label: string, value: string) => [{ label, value }];
  const { pdf } = await renderPaper({
    size: 'A5',
    title: `Giấy biên nhận đơn khiếu nại số ${c.number}`,
    footer: 'Lập thành 02 bản: người nộp đơn giữ 01 bản, nơi nhận đơn giữ 01 bản.',
    ...file,
    blocks: [
      head,
      { kind: 'title', lines: ['GIẤY BIÊN NHẬN', TITLES[c.level]] },
      {
        kind: 'facts',
        rows: [
          [{ label: 'Người khiếu nại', value: [{ text: c.name, bold: true }] }],
          ...(c.delegate
            ? [fact('Người thực hiện thay', shown(`${c.delegate.name}, ${c.delegate.relation}`))]
            : []),
          fact('Khiếu nại về', `${title} số ${number} ngày ${formatDate(c.ground.at)}`),
          fact('Cơ quan đã quyết định', await nameOf(agencyId, c.ground.at)),
          fact('Thuộc hồ sơ', c.dossierCode),
          fact('Nhận đơn lúc', moment(at)),
          fact('Người giải quyết', headOf(await nameOf(c.agencyId, at))),
          fact('Trả lời về việc thụ lý', `chậm nhất ${moment(c.takeOnDue)} (${article} ${law})`),
        ],
      },
      { kind: 'paragraph', text: 'Đã nhận:' },
      { kind: 'list', ordered: true, items: ['Đơn khiếu nại', ...papers.map(p => shown(p.filename))] },
      {
        kind: 'qr',
        content: `${site.baseUrl}${byReceiptPath(c)}`,
        alt: `Mã QR tra cứu khiếu nại số ${c.number}`,
        lines: [
          'Quét mã để xem khiếu nại đang ở đâu.',
          ...(c.phone
            ? [`Hoặc tra cứu bằng số điện thoại: ${site.baseUrl}/tra-cuu?ma=${c.dossierCode}`]
            : []),
        ],
      },
      {
        kind: 'signatures',
        gapMm: 16,
        columns: [
          { title: ['NGƯỜI NỘP ĐƠN'], note: SIGNED, name: c.delegate?.name ?? c.name },
          { title: ['NGƯỜI NHẬN ĐƠN'], note: SIGNED, ...(taken?.who ? { name: taken.who } : {}) },
        ],
      },
    ],
  });
  return Buffer.from(pdf);
}
