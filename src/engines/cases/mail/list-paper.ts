import { findAgency } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { renderPaper, type Text } from '#platform/pdf';
import { deskHead } from '../hand-over/hand-over-slip.ts';
import type { SlipDeps } from '../slips/about-dossier.ts';
import { agencyPaper } from '../slips/agency-paper.ts';
import { type Mailing, type MailList, mailingsOf } from './mailing.ts';

type OnList = Pick<Mailing, 'takenOffAt' | 'takenOffWhy'>;

/** A letter that was taken off its list stands there struck. */
const struck = ({ takenOffAt }: OnList) => (takenOffAt ? { strike: true as const } : {});
const lineText = (m: OnList, text: string): Text => (m.takenOffAt ? [{ text, ...struck(m) }] : text);
const offWords = ({ takenOffAt, takenOffWhy }: OnList): string =>
  takenOffAt ? ['Đã gỡ khỏi bảng kê', takenOffWhy].filter(Boolean).join(': ') : '';

/**
 * Bảng kê bàn giao bưu gửi on A4: the letters of a list, signed by who hands them over and by who takes them. Vietnamese only: it is
 * a paper of the state.
 */
export async function mailListPaper(q: Queryable, deps: SlipDeps, list: MailList): Promise<Buffer> {
  const at = list.madeAt;
  const desk = await deskHead(q, list.agencyId, at);
  const office = await findAgency(q, list.agencyId, localDate(at));
  const letters = await mailingsOf(q, list.id);
  const { file, head } = agencyPaper({
    ...desk,
    number: `Số: ${list.number}/${list.year}`,
    at,
    demo: deps.site.demo,
  });
  const { pdf } = await renderPaper({
    size: 'A4',
    fontSize: 10,
    title: `Bảng kê bàn giao kết quả số ${list.number}/${list.year}`,
    footer: 'Lập thành 02 bản: cơ quan giao giữ 01 bản, doanh nghiệp bưu chính giữ 01 bản.',
    ...file,
    blocks: [
      head,
      {
        kind: 'title',
        lines: ['BẢNG KÊ BÀN GIAO KẾT QUẢ', 'CHO DOANH NGHIỆP BƯU CHÍNH'],
      },
      {
        kind: 'paragraph',
        text: `${office?.name ?? desk.issuer} bàn giao ${list.letters} bưu gửi ngày ${formatDate(at)}:`,
      },
      {
        kind: 'table',
        columns: [
          { header: 'TT', width: 1, align: 'center' },
          { header: 'Mã hồ sơ', width: 6.5 },
          { header: 'Người nhận, địa chỉ', width: 7 },
          { header: 'Mã bưu gửi', width: 4.5 },
          { header: 'Ghi chú', width: 3.5 },
        ],
        rows: letters.map((m, i) => [
          String(i + 1),
          lineText(m, m.code),
          [
            { text: m.recipient, bold: true as const, ...struck(m) },
            ...(m.address ? [{ text: `\n${m.address}`, ...struck(m) }] : []),
          ],
          lineText(m, m.trackingNumber ?? ''),
          offWords(m),
        ]),
      },
      {
        kind: 'signatures',
        gapMm: 22,
        columns: [
          { title: ['NGƯỜI GIAO'], note: '(Ký và ghi rõ họ tên)', name: list.madeByName },
          { title: ['NGƯỜI NHẬN', '(doanh nghiệp bưu chính)'], note: '(Ký và ghi rõ họ tên)' },
        ],
      },
    ],
  });
  return Buffer.from(pdf);
}
