import { agencyAsOf } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { renderPaper } from '#platform/pdf';
import { listResults } from '../read/dossier.ts';
import { headOf, moment, type SlipDeps } from '../slips/about-dossier.ts';
import { DEMO_MARK, dayWords, issuerLines, whole, withoutPlace } from '../slips/words.ts';
import type { Dossier } from '../types.ts';

/** Who is named on the slip; nobody yet: dots to be filled in by hand. */
export type SlipPeople = { recipient: string | null; relation: string | null; clerk: string };

const DOTS = '……………………………………………';

/** The head of a paper of a desk: below the committee whose centre it is. */
export async function deskHead(q: Queryable, agencyId: string, at: Date) {
  const head = await headOf(q, agencyId, at);
  const date = localDate(at);
  const { parentId } = await agencyAsOf(q, agencyId, date);
  const above = parentId ? await agencyAsOf(q, parentId, date) : null;
  const committee = above?.level === 'commune' ? (above.shortName ?? above.name).toUpperCase() : null;
  return { ...head, superior: committee ?? head.superior };
}

/**
 * Phiếu giao nhận kết quả on A5: what is handed over, signed by hand by who takes it. Printed before the hand-over; Vietnamese only: it is
 * a paper of the state.
 */
export async function handOverSlipOf(
  q: Queryable,
  deps: SlipDeps,
  dossier: Dossier,
  agencyId: string,
  people: SlipPeople,
  at: Date,
): Promise<Buffer> {
  const head = await deskHead(q, agencyId, at);
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  const results = (await listResults(q, dossier.id)).filter(r => r.status === 'valid');
  const { pdf } = await renderPaper({
    size: 'A5',
    onePage: true,
    title: `Phiếu giao nhận kết quả ${dossier.code}`,
    author: head.issuer,
    createdAt: at.toISOString(),
    footer: 'Lưu tại Bộ phận Một cửa.',
    ...(deps.site.demo ? { demoMark: DEMO_MARK } : {}),
    blocks: [
      {
        kind: 'head',
        ...(head.superior ? { superior: head.superior } : {}),
        issuer: issuerLines(withoutPlace(head.issuer, head.superior)),
        number: `Số: ${dossier.code}`,
        place: `${head.place}, ${dayWords(at)}`,
      },
      { kind: 'title', lines: ['PHIẾU GIAO NHẬN KẾT QUẢ'] },
      {
        kind: 'facts',
        rows: [
          [{ label: 'Người nộp hồ sơ', value: [{ text: whole(dossier.applicantName), bold: true }] }],
          [{ label: 'Thủ tục', value: version.name }],
          [{ label: 'Nhận hồ sơ', value: moment(dossier.receivedAt) }],
        ],
      },
      { kind: 'paragraph', text: 'Kết quả bàn giao gồm:' },
      {
        kind: 'list',
        ordered: true,
        items: results.length ? results.map(r => `${r.title}, số ${r.number}`) : [DOTS],
      },
      {
        kind: 'facts',
        rows: [
          [{ label: 'Người nhận', value: people.recipient ?? DOTS }],
          [{ label: 'Số định danh', value: DOTS }],
          [{ label: 'Quan hệ, giấy ủy quyền (nếu nhận thay)', value: people.relation ?? DOTS }],
        ],
      },
      { kind: 'paragraph', text: 'Người nhận đã xem kết quả, thông tin đúng và nhận đủ.' },
      {
        kind: 'signatures',
        gapMm: 18,
        columns: [
          {
            title: ['NGƯỜI NHẬN'],
            note: '(Ký và ghi rõ họ tên)',
            ...(people.recipient ? { name: people.recipient } : {}),
          },
          { title: ['NGƯỜI TRẢ KẾT QUẢ'], note: '(Ký và ghi rõ họ tên)', name: people.clerk },
        ],
      },
    ],
  });
  return Buffer.from(pdf);
}
