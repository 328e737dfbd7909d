import { getProcedureVersion } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { renderPaper } from '#platform/pdf';
import type { CaseDeps } from '../deps.ts';
import { deskHead } from '../hand-over/hand-over-slip.ts';
import { listSupplementRequests } from '../read/dossier.ts';
import { moment, type SlipDeps } from '../slips/about-dossier.ts';
import { agencyPaper } from '../slips/agency-paper.ts';
import { onDeskWords, whole } from '../slips/words.ts';
import type { Dossier } from '../types.ts';
import type { Brought, BroughtPaper } from './brought.ts';

const paperLine = ({ name, originals, copies, scans }: BroughtPaper): string => {
  const counted = [
    onDeskWords({ originals, copies, held: false }),
    ...(scans ? [`${String(scans).padStart(2, '0')} tệp điện tử`] : []),
  ].filter(Boolean);
  return `${name}: ${counted.join(', ')}`;
};

/** The request that was answered with it: the last one asked before. */
async function askedBefore(q: Queryable, dossier: Dossier, { at }: Brought) {
  const before = (await listSupplementRequests(q, dossier.id)).filter(s => s.askedAt <= at && !s.undoneAt);
  return before.sort((a, b) => +b.askedAt - +a.askedAt)[0];
}

/** When the result is promised for since the clock runs again, as it was counted then; undefined while it waits for something else, and once closed. */
async function dueSince(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossier: Dossier,
  { entryId }: Brought,
): Promise<Date | undefined> {
  if (dossier.paused || dossier.closedAt) return undefined;
  const told = await ledger.history(q, `dossier:${dossier.id}`, ['case.supplemented']);
  const due = told.find(entry => entry.id === entryId)?.body.dueAt;
  return typeof due === 'string' ? new Date(due) : undefined;
}

/** Why it was asked to be taken back, as it was typed then; nothing where nothing was. */
async function reasonOf(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossier: Dossier,
  { entryId }: Brought,
): Promise<string> {
  const told = await ledger.history(q, `dossier:${dossier.id}`, ['case.withdrawn']);
  return String(told.find(entry => entry.id === entryId)?.personal.reason ?? '');
}

/**
 * Giấy xác nhận on A5 of what was taken in at a counter for a dossier that runs: papers that had been asked for, or the request to take it
 * back. Signed by both; Vietnamese only: it is a paper of the state.
 */
export async function broughtSlipOf(
  q: Queryable,
  deps: SlipDeps & Pick<CaseDeps, 'ledger'>,
  dossier: Dossier,
  brought: Brought,
): Promise<Buffer> {
  const { who, papers, at, kind } = brought;
  const desk = await deskHead(q, brought.agencyId, at);
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  const supplement = kind === 'supplement';
  const asked = supplement ? await askedBefore(q, dossier, brought) : undefined;
  const due = supplement && !brought.undone && (await dueSince(q, deps.ledger, dossier, brought));
  const reason = supplement ? '' : await reasonOf(q, deps.ledger, dossier, brought);
  const title = supplement ? 'GIẤY TIẾP NHẬN GIẤY TỜ BỔ SUNG' : 'GIẤY XÁC NHẬN RÚT HỒ SƠ';
  const { file, head } = agencyPaper({ ...desk, number: `Số: ${dossier.code}`, at, demo: deps.site.demo });
  const { pdf } = await renderPaper({
    size: 'A5',
    onePage: true,
    title: `${supplement ? 'Giấy tiếp nhận giấy tờ bổ sung' : 'Giấy xác nhận rút hồ sơ'} ${dossier.code}`,
    footer: 'Bản in cho người nộp; một bản lưu tại Bộ phận Một cửa.',
    ...file,
    blocks: [
      head,
      { kind: 'title', lines: [title] },
      ...(brought.undone
        ? [
            {
              kind: 'paragraph' as const,
              text: `Việc ${supplement ? 'tiếp nhận' : 'rút hồ sơ'} này đã được hủy, giấy không còn giá trị.`,
            },
          ]
        : []),
      {
        kind: 'facts',
        rows: [
          [{ label: 'Người nộp hồ sơ', value: [{ text: whole(dossier.applicantName), bold: true }] }],
          [{ label: 'Thủ tục', value: version.name }],
          [{ label: supplement ? 'Người đến nộp' : 'Người đến rút hồ sơ', value: whole(who.name) }],
          ...(who.relation ? [[{ label: 'Quan hệ, giấy ủy quyền', value: who.relation }]] : []),
          [{ label: supplement ? 'Tiếp nhận lúc' : 'Rút hồ sơ lúc', value: moment(at) }],
          ...(reason ? [[{ label: 'Lý do', value: reason }]] : []),
          ...(asked ? [[{ label: 'Theo Phiếu yêu cầu số', value: `${asked.number}/${asked.year}` }]] : []),
        ],
      },
      ...(papers.length
        ? [
            { kind: 'paragraph' as const, text: supplement ? 'Giấy tờ đã nhận:' : 'Đã nhận:' },
            { kind: 'list' as const, ordered: true, items: papers.map(paperLine) },
          ]
        : []),
      {
        kind: 'paragraph',
        text: supplement
          ? `Thời hạn giải quyết được tính tiếp từ lúc này.${due ? ` Hẹn trả kết quả trước ${moment(due)}.` : ''}`
          : 'Hồ sơ dừng giải quyết theo yêu cầu của người nộp. Khi cần, nộp hồ sơ mới.',
      },
      {
        kind: 'signatures',
        gapMm: 14,
        columns: [
          { title: ['NGƯỜI NỘP'], note: '(Ký và ghi rõ họ tên)', name: who.name },
          { title: ['NGƯỜI TIẾP NHẬN'], note: '(Ký và ghi rõ họ tên)', name: brought.clerkName },
        ],
      },
    ],
  });
  return Buffer.from(pdf);
}
