import type { AnswerWords } from '#engines/forms';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { renderPaper } from '#platform/pdf';
import { listApologiesOf, listSupplementRequests } from '../read/dossier.ts';
import { accountNames } from '../read/names.ts';
import { takenBack } from '../read/taken-back.ts';
import { titleOf } from '../results/signatory.ts';
import type { Dossier } from '../types.ts';
import { undoneEntries } from '../undo/read-acts.ts';
import { factsAbout, headOf, moment, receptionHead, type SlipDeps, trackingCode } from './about-dossier.ts';
import { drawSlip } from './draw.ts';
import type { SlipKind } from './kinds.ts';
import { slipTextAt } from './slip-texts.ts';
import { signerLines, supplementWays } from './words.ts';

/** A slip that was given with a dossier: forms 02 to 05. */
export type Letter = {
  kind: Extract<SlipKind, 'supplement' | 'refusal' | 'apology' | 'stop'>;
  /** Its own among the slips of the dossier; part of the address under which it is downloaded. */
  ref: string;
  /** `3/2026`, in the book of the agency that gave it. */
  number: string;
  at: Date;
  agencyId: string;
  by: string;
  post: string | null;
  /** The act with which it was given was taken back: it stays to be read, and holds no more. */
  void: boolean;
  /** Number of the decision on a complaint that annulled it; null where nobody did, or an official took it back. */
  annulledBy: string | null;
  /** What it says beside what every slip does. */
  facts: Readonly<Record<string, string>>;
};

const DECISIONS = {
  'case.refused': 'refusal',
  'case.result-declined': 'refusal',
  'case.stopped': 'stop',
} as const;

type Decision = { kind: string; body: Record<string, unknown> };

const NOT_IN_TIME = 'không trả được kết quả đúng hẹn';

// What the heading of the slip names by which reception is refused.
const RECEPTION = 'TIẾP NHẬN GIẢI QUYẾT';

/** Whether an entry says that reception was refused, not the handling of what had been received. */
export const ofReception = ({ kind, body }: Decision): boolean =>
  kind === 'case.refused' && body.status === 'refused';

/** What is refused: one result of several, the dossier once it was in hand, or its reception. */
const whatRefused = (entry: Decision): string =>
  entry.kind === 'case.result-declined'
    ? `không cấp ${entry.body.title} theo`
    : ofReception(entry)
      ? 'không tiếp nhận'
      : 'không giải quyết';

/** The slips that were given with a dossier, the oldest first. Refusals and stops stand in its story in the ledger alone. */
export async function listLetters(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossier: Dossier,
): Promise<Letter[]> {
  const letters: Letter[] = (await listSupplementRequests(q, dossier.id)).map(r => ({
    kind: 'supplement',
    ref: `bo-sung-${r.id}`,
    number: `${r.number}/${r.year}`,
    at: r.askedAt,
    agencyId: r.agencyId ?? dossier.agencyId,
    by: r.askedBy,
    post: null,
    void: r.undoneAt !== null,
    annulledBy: null,
    facts: { 'noi-dung': r.what, 'cach-bo-sung': supplementWays(dossier.applicantId !== null) },
  }));
  for (const apology of await listApologiesOf(q, dossier.id))
    letters.push({
      kind: 'apology',
      ref: `xin-loi${apology.undoneAt ? `-${apology.number}-${apology.year}` : ''}`,
      number: `${apology.number}/${apology.year}`,
      at: apology.givenAt,
      agencyId: apology.agencyId,
      by: apology.givenBy,
      post: apology.givenPost,
      void: apology.undoneAt !== null,
      annulledBy: null,
      facts: {
        'ly-do': apology.reason,
        // The words of the form are for who is late already.
        'viec-tre': apology.givenAt < apology.dueBefore ? `sẽ ${NOT_IN_TIME}` : NOT_IN_TIME,
        'hen-cu': moment(apology.dueBefore),
        'hen-moi': moment(apology.until),
      },
    });
  const undone = await undoneEntries(q, dossier.id);
  const kinds = [...Object.keys(DECISIONS), 'case.act-undone'];
  const history = await ledger.history(q, `dossier:${dossier.id}`, kinds);
  const back = takenBack(history);
  for (const entry of history.filter(e => e.kind in DECISIONS)) {
    const kind = DECISIONS[entry.kind as keyof typeof DECISIONS];
    letters.push({
      kind,
      ref: `${kind === 'refusal' ? 'tu-choi' : 'dung'}${undone.has(entry.id) || entry.kind === 'case.result-declined' ? `-${entry.id}` : ''}`,
      number: String(entry.body.number ?? ''),
      at: entry.at,
      agencyId: String(entry.body.issuer ?? dossier.agencyId),
      by: entry.actor,
      post: entry.post ?? null,
      void: undone.has(entry.id),
      annulledBy: back(entry)?.decision ?? null,
      facts: {
        'ly-do': String(entry.personal.reason ?? ''),
        'viec-tu-choi': whatRefused(entry),
        'loai-tu-choi': ofReception(entry) ? RECEPTION : 'GIẢI QUYẾT',
      },
    });
  }
  return letters.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A slip that was given, as PDF: the same whenever it is downloaded. */
export async function letterPdf(
  q: Queryable,
  deps: SlipDeps,
  dossier: Dossier,
  letter: Letter,
): Promise<Buffer> {
  const received = letter.agencyId === dossier.receivedBy && letter.agencyId !== dossier.agencyId;
  const head = await (received ? receptionHead : headOf)(q, letter.agencyId, letter.at);
  const about = await factsAbout(q, deps, dossier, { ...letter, issuer: head.issuer });
  const name = (await accountNames(q, [letter.by])).get(letter.by);
  // A request for papers is guided by whoever wrote it, reception is refused by who receives; the others answer for the office.
  const title =
    letter.kind === 'supplement'
      ? 'Người hướng dẫn'
      : letter.facts['loai-tu-choi'] === RECEPTION
        ? 'Người tiếp nhận hồ sơ'
        : (await titleOf(q, { accountId: letter.by, postId: letter.post }, letter.at)) ||
          'Thủ trưởng cơ quan';
  const facts = new Map<string, AnswerWords>([...about, ...Object.entries(letter.facts)]);
  const text = await slipTextAt(q, letter.kind, letter.at);
  const { pdf } = await renderPaper(
    drawSlip(text, {
      kind: letter.kind,
      number: `Số: ${letter.number}${letter.void ? ' (ĐÃ HỦY)' : ''}`,
      ...head,
      at: letter.at,
      facts,
      qr: trackingCode(deps, dossier),
      signatures: [{ title: signerLines(title), note: '(Ký và ghi rõ họ tên)', ...(name && { name }) }],
      demo: deps.site.demo,
    }),
  );
  return Buffer.from(pdf);
}
