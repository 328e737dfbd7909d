import {
  dossiersCalledBy,
  dossiersOfPaper,
  ESCALATION_REF,
  inStatus,
  paperNumberIn,
  reachOfInbox,
  type Status,
} from '#engines/cases';
import { vaultService } from '#engines/identity';
import type { InboxFilter, InboxKey, InboxPage, Reach } from '#engines/work';
import { type Calendar, loadCalendar, soonBefore } from '#engines/worktime';
import { localDate, localInstant } from '#platform/clock';
import { type Ctx, queryText } from '#platform/http';
import { procedureAsked, wordsAsked } from '../words-asked.ts';

export const INBOX = '/can-bo';
/** All that is to do, also for one whose inbox opens with another view. */
export const EVERYTHING = `${INBOX}?xem=all`;

export const VIEWS = ['all', 'late', 'today', 'soon', 'waiting'] as const;
export type View = (typeof VIEWS)[number];

/** Where a dossier may stand while there is something to do with it; those of `WAITS` wait for the applicant. */
export const STATUSES = [
  'received',
  'processing',
  'completed',
  // With a new paper to hand over.
  'returned',
  'supplementing',
  'awaiting-payment',
] as const;
const WAITS: ReadonlySet<string> = new Set<Status>(['supplementing', 'awaiting-payment']);
/** To whom a step was given: to nobody in particular, or to the asker. */
export const GIVEN = ['chua', 'toi'] as const;

/** What an inbox can be asked for in its address, in the order in which it is kept. */
const NAMES = [
  'q',
  'xem',
  'trang-thai',
  'linh-vuc',
  'thu-tuc',
  'co-quan',
  'buoc',
  'giao',
  'cach-nop',
] as const;
export type Name = (typeof NAMES)[number];
/** What was asked for, as it was typed or chosen; what was not is left out. */
export type Typed = Partial<Record<Name, string>>;

const LONGEST = 200;
const MOST_WORDS = 6;

/** Whether it names a view that narrows the list; whatever else an address says is no filter. */
const isView = (said: string): boolean => said !== 'all' && VIEWS.some(view => view === said);

/** What of a query (of an address, of a saved view) an inbox understands. */
export function typedIn(query: Record<string, string | string[]>): Typed {
  const typed: Typed = {};
  for (const name of NAMES) {
    const value = queryText(query, name).slice(0, LONGEST);
    if (value && (name !== 'xem' || isView(value))) typed[name] = value;
  }
  return typed;
}

/** An address of the inbox, or of something of it (`path`), that asks for just this. */
export function addressOf(typed: Typed, more: Record<string, string> = {}, path = INBOX): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (typed[name]) query.set(name, typed[name]);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** What everything on the page is seen from: whose inbox, by which calendar, at which moment. */
export type Desk = { reach: readonly Reach[]; calendar: Calendar; now: Date; soon: Date };

export async function deskOf(ctx: Ctx): Promise<Desk> {
  const now = ctx.clock.now();
  const reach = await reachOfInbox(ctx.db, ctx.visitor!, now);
  const calendar = await loadCalendar(ctx.db, reach[0]?.agencyId ?? null, now);
  return { reach, calendar, now, soon: soonBefore(now, calendar) };
}

export const viewOf = (typed: Typed): View => VIEWS.find(v => v === typed.xem) ?? 'all';

/** Whether what waits for applicants is asked for. */
export const stateOf = (typed: Typed): InboxFilter['state'] =>
  viewOf(typed) === 'waiting' || WAITS.has(typed['trang-thai'] ?? '') ? 'suspended' : 'open';

export type Asked = { reach: readonly Reach[]; filter: InboxFilter };

/** What is asked of the inbox. A number of a person or a letter leads to its dossiers, the code of a procedure to its dossiers; other words are looked for in codes, names, matters and steps, and as the number of a paper. */
export async function askedOf(ctx: Ctx, desk: Desk, typed: Typed): Promise<Asked> {
  const view = viewOf(typed);
  const { now, soon } = desk;
  const found = await dossiersCalledBy(ctx.db, ctx.get(vaultService), typed.q ?? '');
  const asked = wordsAsked(typed.q ?? '', MOST_WORDS);
  const { procedure, none } = procedureAsked(asked.procedure, typed['thu-tuc']);
  const { words } = asked;
  const paper = paperNumberIn(typed.q ?? '');
  const status = STATUSES.find(s => s === typed['trang-thai']);
  const posts = [...new Set(desk.reach.flatMap(r => r.postId ?? []))];
  return {
    reach: typed['co-quan'] ? desk.reach.filter(r => r.agencyId === typed['co-quan']) : desk.reach,
    filter: {
      state: stateOf(typed),
      ...(view === 'late' && { dueBefore: now }),
      ...(view === 'today' && { dueFrom: now, dueBefore: localInstant(localDate(now), '23:59') }),
      ...(view === 'soon' && { dueFrom: now, dueBefore: soon }),
      ...(status && { about: inStatus(status) }),
      ...(typed['linh-vuc'] && { field: typed['linh-vuc'] }),
      ...(procedure && { procedure }),
      ...(typed.buoc && { step: typed.buoc }),
      ...(typed['cach-nop'] && { channel: typed['cach-nop'] }),
      // What a leader is only told of is no work that nobody took.
      ...(typed.giao === 'chua' && { posts: [], except: ESCALATION_REF }),
      // Who holds no post has nothing that was given to him.
      ...(typed.giao === 'toi' && (posts.length ? { posts } : { subjects: [] })),
      ...(none || asked.none
        ? { subjects: [] }
        : found.length
          ? { subjects: found }
          : words.length && { words, ...(paper && { orSubjects: bind => dossiersOfPaper(paper, bind) }) }),
    },
  };
}

/** A task's place in the order, as an address says it. */
export const keyText = ({ dueAt, id }: InboxKey): string => `${dueAt?.toISOString() ?? ''}~${id}`;

function readKey(text: string): InboxKey | undefined {
  const [due = '', id = ''] = text.split('~');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
  const dueAt = due ? new Date(due) : null;
  return dueAt && Number.isNaN(dueAt.getTime()) ? undefined : { dueAt, id };
}

/** Which page of the list the address asks for: after a task (`sau`), before one (`truoc`), or the first. */
export function pageAsked(ctx: Ctx, limit: number): InboxPage {
  const [after, before] = ['sau', 'truoc'].map(name => readKey(queryText(ctx.req.query, name)));
  if (after) return { limit, after };
  return before ? { limit, before } : { limit };
}
