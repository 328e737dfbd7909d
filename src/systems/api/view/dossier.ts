import { Type } from 'typebox';
import {
  DOSSIER_CHANNELS,
  firstIssueIn,
  heldAmong,
  nationalCode,
  paperStandsIn,
  type Result,
  type ResultAct,
  resultEndIn,
  type Story,
  statusText,
} from '#engines/cases';
import { agencyAsOf } from '#engines/organisation';
import { deadlineText, limitText, stepTexts } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';
import type { HistoryEntry } from '#platform/ledger';
import { BASE } from '../scopes.ts';
import { AgencyShape, Day, Id, LimitShape, Moment, OrNull, Shape, Word } from './schemas.ts';

export const STATUSES = [
  'received',
  'processing',
  'supplementing',
  'awaiting-payment',
  'completed',
  'returned',
  'refused',
  'declined',
  'withdrawn',
  'stopped',
] as const;

const national = Type.Integer({ minimum: 1, maximum: 10, description: 'api.field.national-status' });

const DueShape = Shape({
  at: Moment('api.field.due-at'),
  first: Moment('api.field.due-first'),
  limit: LimitShape,
  limitText: Type.String(),
  state: OrNull({
    type: 'string',
    enum: ['ok', 'soon', 'late', 'paused', null],
    description: 'api.field.due-state',
  }),
  stateText: OrNull({ type: 'string' }),
  minutesLeft: OrNull({ type: 'integer', description: 'api.field.minutes-left' }),
  days: Type.Array(
    Shape({
      date: Day(),
      kind: Word(['received', 'deferred', 'off', 'paused', 'counted']),
      ordinal: OrNull({ type: 'integer', description: 'api.field.ordinal' }),
      words: Type.String(),
    }),
    { description: 'api.field.days' },
  ),
});

/** How a result that holds no more was ended, and what took its place. */
export const EndedShape = Shape({
  how: Word(['correction', 'reissue', 'revocation', 'annulment']),
  at: Moment(),
  newId: OrNull({ type: 'string', format: 'uuid' }),
  newNumber: OrNull({ type: 'string' }),
  decision: OrNull({ type: 'string' }),
});

/** The same, of an act; null while the result holds. */
export const endedView = (act: ResultAct | undefined) =>
  act
    ? {
        how: act.kind,
        at: act.at,
        newId: act.newResultId,
        newNumber: act.newNumber,
        decision: act.number,
      }
    : null;

const HappeningShape = Shape({
  event: Type.String({ description: 'api.field.event' }),
  at: Moment(),
  status: Word(STATUSES),
  dueAt: Moment(),
  agency: OrNull({ type: 'string' }),
  entry: Id('api.field.entry'),
  position: OrNull({ type: 'integer', description: 'api.field.position' }),
});

export const DossierShape = Shape({
  code: Type.String(),
  procedure: Type.String(),
  channel: Word(DOSSIER_CHANNELS),
  status: Word(STATUSES),
  statusText: Type.String(),
  nationalStatus: national,
  agency: AgencyShape,
  receivedBy: AgencyShape,
  receivedAt: Moment(),
  closedAt: OrNull({ type: 'string', format: 'date-time' }),
  due: DueShape,
  supplements: Type.Array(
    Shape({
      number: Type.String(),
      askedAt: Moment(),
      what: Type.String({ description: 'api.field.supplement-what' }),
      answeredAt: OrNull({ type: 'string', format: 'date-time' }),
    }),
  ),
  results: Type.Array(
    Shape({
      id: Id(),
      kind: Type.String(),
      number: Type.String(),
      title: Type.String(),
      issuedAt: Moment(),
      firstIssuedAt: Moment('api.field.first-issued'),
      status: Word(['valid', 'replaced', 'revoked', 'withdrawn']),
      ended: Type.Union([EndedShape, Type.Null()], { description: 'api.field.ended' }),
      sha256: OrNull({ type: 'string', pattern: '^[0-9a-f]{64}$', description: 'api.field.sha256' }),
      href: Type.String(),
    }),
  ),
  history: Type.Array(HappeningShape),
  receipt: Type.String({ description: 'api.field.receipt' }),
});

export const agencyView = async (q: Queryable, id: string, at: Date) => {
  const { identifier, name } = await agencyAsOf(q, id, localDate(at));
  return { identifier, name };
};

export const dossierPath = (code: string): string => `${BASE}/dossiers/${encodeURIComponent(code)}`;

function dueView({ dossier, explanation, deadline, calendar }: Story, t: Translate) {
  return {
    at: dossier.dueAt,
    first: explanation.original,
    limit: dossier.timeLimit,
    limitText: limitText(dossier.timeLimit, t),
    state: deadline?.state ?? null,
    stateText: deadline ? deadlineText(deadline, calendar, t) : null,
    minutesLeft: deadline?.minutes ?? null,
    days: explanation.days.map(step => ({
      date: step.date,
      kind: step.kind,
      ordinal: step.ordinal ?? null,
      words: stepTexts(step, t).join('. '),
    })),
  };
}

const shown = ({ id, kind, number, title, issuedAt, status, sha256 }: Result) => ({
  ...{ id, kind, number, title, issuedAt, status, sha256 },
});

/** A dossier as another program may know it: where it stands and why; what was filled in stays here. */
export async function dossierView(
  q: Queryable,
  story: Story,
  entries: readonly HistoryEntry[],
  t: Translate,
  /** What somebody wrote, as the program may read it. */
  wording: (text: string) => string,
): Promise<Record<string, unknown>> {
  const { dossier } = story;
  // The story names the agencies; it has the newest first.
  const told = story.happenings.toReversed();
  const held = (await heldAmong(q, [dossier.id])).has(dossier.id);
  return {
    code: dossier.code,
    procedure: dossier.procedureCode,
    channel: dossier.channel,
    status: dossier.status,
    statusText: t(statusText(dossier.status, resultEndIn(story), held, paperStandsIn(story))),
    nationalStatus: await nationalCode(q, dossier.status),
    agency: await agencyView(q, dossier.agencyId, dossier.receivedAt),
    receivedBy: await agencyView(q, dossier.receivedBy, dossier.receivedAt),
    receivedAt: dossier.receivedAt,
    closedAt: dossier.closedAt,
    due: dueView(story, t),
    supplements: story.supplements
      .filter(s => !s.undoneAt)
      .map(s => ({
        number: `${s.number}/${s.year}`,
        askedAt: s.askedAt,
        what: wording(s.what),
        answeredAt: s.answeredAt,
      })),
    results: story.results.map(result => ({
      ...shown(result),
      firstIssuedAt: firstIssueIn(story, result).issuedAt,
      ended: endedView(story.resultActs.find(a => a.resultId === result.id)),
      href: `${dossierPath(dossier.code)}/results/${result.id}`,
    })),
    history: entries
      .filter(e => e.kind.startsWith('case.'))
      .map((e, i) => ({
        event: e.kind.slice('case.'.length),
        at: e.at,
        status: e.body.status,
        dueAt: e.body.dueAt,
        agency: told[i]?.agency ?? null,
        entry: e.id,
        position: e.position,
      })),
    receipt: `${dossierPath(dossier.code)}/receipt`,
  };
}
