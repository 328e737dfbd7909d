import { type AnswerWords, type Form, type FormData, said } from '#engines/forms';
import { due, type KeptStep, limitText, stepTexts, unfolded } from '#engines/worktime';
import { formatDate, formatDateTime, localParts } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Translate, Translations } from '#platform/i18n';
import { renderPaper } from '#platform/pdf';
import { capital } from '#ui';
import { calendarOf } from '../acts/deadline.ts';
import { usesOf } from '../acts/uses.ts';
import { listCorrections } from '../correction/answers-correction.ts';
import type { CaseDeps } from '../deps.ts';
import { handedIn, receptionOf } from '../intake/reception.ts';
import { postalAddress } from '../mail/address.ts';
import { chosenCentre } from '../process/chosen-centre.ts';
import { loadProcedure } from '../process/load.ts';
import { whoHasToBeThere } from '../process/signed-there.ts';
import { listPapers, listPauses } from '../read/dossier.ts';
import { ledgerMark } from '../read/evidence.ts';
import type { Dossier } from '../types.ts';
import { factsAbout, moment, receptionHead, trackingCode } from './about-dossier.ts';
import { drawSlip } from './draw.ts';
import { feesSaid } from './fees-said.ts';
import { papersReceived } from './papers-received.ts';
import { slipTextAt } from './slip-texts.ts';
import { whereToAsk } from './where-to-ask.ts';
import { clockWords, whole } from './words.ts';

const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];
const SIGNED = '(Ký và ghi rõ họ tên)';

/** `trước 17 giờ 00 phút, thứ Hai ngày 30/11/2026` */
const dueWords = (at: Date): string =>
  `trước ${clockWords(at)}, ${WEEKDAYS[localParts(at).weekday]} ngày ${formatDate(at)}`;

const DELIVERY: Record<string, string> = {
  electronic: 'Bản điện tử, trong tài khoản của người nộp',
  counter: 'Bản giấy tại Trung tâm Phục vụ hành chính công',
  post: 'Bản giấy qua dịch vụ bưu chính công ích',
};

/** How the result is to come: by post where to, at which centre when one was chosen, and who has to be there where two sign for it. */
function deliveryWords(form: Form, data: FormData, centre: string | undefined): AnswerWords {
  const who = said(whoHasToBeThere(form), 'vi');
  const where = whereWords(form, data, centre);
  return who ? `${where}. ${who}` : where;
}

function whereWords(form: Form, data: FormData, centre: string | undefined): string {
  const way = usesOf(form, data).delivery ?? 'electronic';
  const words = DELIVERY[way] ?? DELIVERY.electronic!;
  const address = way === 'post' ? postalAddress(form, data) : '';
  if (centre) return `Bản giấy tại ${centre}`;
  return address ? `${words}, đến: ${address}` : words;
}

/** The clock waited for money from the moment of reception on: nothing could be promised then. */
const waitedForMoney = async (q: Queryable, { id, receivedAt }: Dossier): Promise<boolean> =>
  (await listPauses(q, id)).some(p => p.kind === 'payment' && p.from.getTime() === receivedAt.getTime());

/** The due time as it was first given, and its days in one line. */
async function firstDue(q: Queryable, dossier: Dossier, t: Translate): Promise<{ due: string; why: string }> {
  const kept = await q.maybe<{ at: Date; steps: KeptStep[] }>(
    'SELECT promised_at AS "at", coalesce(promised_steps, due_steps) AS steps FROM cases.dossier WHERE id = $1 AND promised_at IS NOT NULL',
    [dossier.id],
  );
  const promised = kept && { at: kept.at, steps: unfolded(kept.steps) };
  // Dossiers from before the promise was kept: counted as it would be now.
  const { at, steps } = promised ?? due(dossier.receivedAt, dossier.timeLimit, await calendarOf(q, dossier));
  const days = steps.map(step => `${formatDate(step.date).slice(0, 5)}: ${stepTexts(step, t).join(', ')}`);
  const shown = days.length > 8 ? [...days.slice(0, 3), '…', ...days.slice(-2)] : days;
  return { due: dueWords(at), why: t('cases.receipt.why', { days: shown.join('; ') }) };
}

/** Who holds an older print sees which of the two is right. */
async function correctedNote(q: Queryable, { id }: Dossier, t: Translate): Promise<string[]> {
  const made = (await listCorrections(q, id)).filter(c => !c.undone);
  const last = made.at(-1);
  if (!last) return [];
  const fields = [...new Set(made.flatMap(c => c.changes.map(change => change.label)))].join(', ');
  return [t('cases.receipt.corrected', { at: formatDateTime(last.at), fields })];
}

/**
 * The receipt (form 01) of a dossier as PDF: always what was given at reception, however often it is downloaded, but for what a clerk had
 * typed wrong, and for its fees, which are said as they stand; due time and explanation are those of that moment.
 */
export async function receiptOf(
  q: Queryable,
  deps: Pick<CaseDeps, 'site' | 'receiptKey' | 'ledger'>,
  texts: Translations,
  dossier: Dossier,
): Promise<Buffer> {
  const t = texts.of('vi');
  const { version, form, graph } = await loadProcedure(q, dossier);
  const head = await receptionHead(q, dossier.receivedBy, dossier.receivedAt);
  const papers = (await listPapers(q, dossier.id)).filter(
    p => p.receivedAt.getTime() === dossier.receivedAt.getTime(),
  );
  const reception = await receptionOf(q, dossier.id);
  const offline = reception?.offline;
  const given = reception ? await handedIn(q, dossier.id) : [];
  const promised = (await waitedForMoney(q, dossier))
    ? { due: t('cases.receipt.due-paid'), why: t('cases.receipt.why-paid') }
    : await firstDue(q, dossier, t);
  const asks = [...graph.nodes.values()].some(
    n => n.stopsClock && n.recipient && n.recipient !== 'applicant',
  );
  const why = asks ? `${promised.why} ${t('cases.receipt.why-asked')}` : promised.why;
  const { code } = dossier;
  const delegate = reception?.delegate?.name;
  const received = { issuer: head.issuer, number: code, at: dossier.receivedAt };
  const facts = new Map<string, AnswerWords>([
    ...(await factsAbout(q, deps, dossier, received)),
    ['giay-to', ['Tờ khai điện tử', ...papersReceived({ form, version, dossier, papers, given })]],
    ...(offline
      ? ([
          ['ngay-tiep-nhan', `${moment(dossier.receivedAt)} (biên nhận tạm số ${offline.provisional})`],
        ] as const)
      : []),
    ['nop-thay', delegate ? `, do ${whole(delegate)} nộp thay` : ''],
    ['thoi-han', capital(limitText(dossier.timeLimit, t))],
    ['phi-le-phi', await feesSaid(q, t, version, dossier)],
    ['hen-tra', promised.due],
    ['vi-sao', why],
    [
      'noi-tra',
      deliveryWords(form, dossier.data, (await chosenCentre(q, form, dossier, dossier.receivedAt))?.name),
    ],
    ['quyen-so', String(localParts(dossier.receivedAt).year)],
    ['so-thu-tu', code.split('-').slice(1).join('-')],
  ]);
  const mark = await ledgerMark(q, deps.ledger, dossier);
  const tracked = trackingCode(deps, dossier, 'Quét mã để xem hồ sơ đang ở đâu và kiểm tra giấy này.');
  const { pdf } = await renderPaper(
    drawSlip(await slipTextAt(q, 'receipt', dossier.receivedAt), {
      kind: 'receipt',
      number: `Số: ${code}`,
      ...head,
      at: dossier.receivedAt,
      facts,
      // Beside the code there is room: the slip stays one sheet.
      qr: tracked && { ...tracked, lines: [...tracked.lines, ...(await correctedNote(q, dossier, t))] },
      notes: await whereToAsk(q, dossier, t),
      signatures: [
        { title: ['NGƯỜI NỘP HỒ SƠ'], note: SIGNED, name: delegate ?? dossier.applicantName },
        {
          title: ['NGƯỜI TIẾP NHẬN HỒ SƠ'],
          note: SIGNED,
          name: reception?.clerkName ?? 'Tiếp nhận trực tuyến',
        },
      ],
      ...(mark && { mark: `Dấu sổ ghi ${mark.leaf}\nSổ ghi ${mark.log}` }),
      demo: deps.site.demo,
    }),
  );
  return Buffer.from(pdf);
}
