import {
  agencyPaper,
  type CaseDeps,
  type Dossier,
  dayWords,
  headName,
  namesOn,
  signerLines,
  titleOf,
} from '#engines/cases';
import type { Queryable } from '#platform/db';
import { type Block, type PaperDefinition, renderPaper } from '#platform/pdf';
import { storyOf } from './data/story.ts';
import { settlingAgency } from './settling-agency.ts';
import type { Complaint } from './types.ts';

const TIMES = { 1: 'lần đầu', 2: 'lần hai' } as const;

const paragraph = (text: string): Block => ({ kind: 'paragraph', indent: true, align: 'justify', text });

const lines = (text: string): Block[] =>
  text
    .split('\n')
    .filter(line => line.trim())
    .map(line => paragraph(line.trim()));

/** What somebody wrote, as the reader may read it. */
type Shown = (text: string) => string;

/** What is said of a complaint that was taken on, to be settled by `due`, or was not. */
function bodyOf(c: Complaint, agencyName: string, due: Date | null, shown: Shown): Block[] {
  const about = `${c.ground.title} số ${c.ground.number} ký ${dayWords(c.ground.at)}`;
  const got = `Ngày ${dayWords(c.receivedAt).replace(/^ngày /, '')}, ${agencyName} nhận đơn khiếu nại số ${c.number} của ${c.name} về ${about}.`;
  if (c.status === 'declined')
    return [
      paragraph(got),
      paragraph(`${agencyName} không thụ lý giải quyết đơn khiếu nại này. Lý do:`),
      ...lines(shown(c.declinedReason ?? '')),
      paragraph(
        `Khi đủ điều kiện, ${c.name} có thể nộp lại đơn; nếu không đồng ý, có quyền khởi kiện tại Tòa án theo quy định của pháp luật về tố tụng hành chính.`,
      ),
    ];
  return [
    paragraph(got),
    paragraph(
      `Đơn đủ điều kiện thụ lý theo Luật Khiếu nại. ${agencyName} đã thụ lý giải quyết và trả lời bằng văn bản chậm nhất ${due ? dayWords(due) : ''}.`,
    ),
  ];
}

/**
 * The notice that a complaint was taken on, or was not and why (articles 27, 36), as PDF: drawn when it is asked for, to be signed by hand
 * where it goes out on paper. Undefined while neither has happened.
 */
export async function noticeOf(
  q: Queryable,
  { site, ledger }: Pick<CaseDeps, 'site' | 'ledger'>,
  { complaint: c, dossier }: { complaint: Complaint; dossier: Dossier },
  shown: Shown = text => text,
): Promise<Buffer | undefined> {
  const act = (await storyOf(q, ledger, c)).find(h => h.kind === 'taken-on' || h.kind === 'declined');
  if (!act) return undefined;
  const agencyId = await settlingAgency(q, c, act.at);
  const { agency, areaName, superior } = await namesOn(q, dossier, agencyId, act.at);
  const what = act.kind === 'declined' ? 'không thụ lý' : 'thụ lý';
  const subtitle = `Về việc ${what} giải quyết khiếu nại ${TIMES[c.level]}`;
  const title = (await titleOf(q, { accountId: act.actor, postId: act.postId }, act.at)) || 'Người thụ lý';
  const url = `${site.baseUrl}/khieu-nai/${c.id}`;
  const { file, head } = agencyPaper({
    issuer: agency.name,
    superior: superior && headName(superior),
    number: `Số: ${c.number}/TB-KN`,
    place: areaName,
    at: act.at,
    demo: site.demo,
  });
  const paper: PaperDefinition = {
    size: 'A4',
    title: `Thông báo ${what} khiếu nại số ${c.number}`,
    ...file,
    blocks: [
      head,
      { kind: 'title', lines: ['THÔNG BÁO'], subtitle },
      { kind: 'paragraph', align: 'center', text: `Kính gửi: ${c.name}` },
      ...bodyOf(c, agency.name, act.dueAt, shown),
      {
        kind: 'signatures',
        gapMm: 25,
        columns: [
          {
            title: signerLines(title),
            note: '(Ký và ghi rõ họ tên)',
            ...(act.who ? { name: act.who } : {}),
          },
        ],
        recipients: ['Như trên;', 'Lưu: VT, hồ sơ khiếu nại.'],
      },
      {
        kind: 'qr',
        content: url,
        alt: `Mã QR theo dõi khiếu nại số ${c.number}`,
        lines: ['Quét mã để theo dõi khiếu nại.', url],
      },
    ],
  };
  return Buffer.from((await renderPaper(paper)).pdf);
}
