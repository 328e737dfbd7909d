import {
  askerOf,
  casesService,
  type Dossier,
  dossierFor,
  factsOf,
  isNewPaper,
  loadProcedure,
  storyOf,
  wasHis,
} from '#engines/cases';
import { findTask, type Task } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { type AppError, isAppError } from '#platform/errors';
import { type Answer, type Ctx, page } from '#platform/http';
import { html, staffPage, toldLate } from '#ui';
import { ASKED } from './answers-form.ts';
import { orDelegationOver } from './delegation-over.ts';
import { givenOn } from './given-on.ts';
import { GIVES } from './hand-over/gives.ts';
import { REFUSES } from './reason-form.ts';
import { SEEN, SHOWN } from './seen.ts';
import { deedWords } from './story-section.ts';
import { typedAnswers } from './typed-answers.ts';
import { endOf, undoneWords } from './what-ended.ts';

/** Refusals that say that another act came first. */
const TOO_LATE = new Set([
  'TASK_DONE',
  'TASK_SUSPENDED',
  'ACT_NOT_ALLOWED_NOW',
  'DOSSIER_CHANGED',
  'APOLOGY_ALREADY_GIVEN',
]);
/** What another did already, by the refusal that says so: that is told, not what happened last. */
const DONE_ONCE: Readonly<Record<string, string>> = { APOLOGY_ALREADY_GIVEN: 'apologised' };
/** The same, where the step was his before. */
const NO_MORE = new Set(['NOT_ALLOWED', 'NOT_FOUND']);

/** Fields of forms that nobody typed. */
const HIDDEN = new Set([
  '_csrf',
  'lan',
  'outcome',
  'cach',
  'vi-tri',
  'ky',
  'chu-ky',
  'chu-ky-hai',
  GIVES,
  ASKED,
  SEEN,
  SHOWN,
  REFUSES,
]);

/** What the visitor had typed, for him to copy, answers of the form under their labels; empty where that is nothing. */
async function typedBy(ctx: Ctx, dossier?: Dossier): Promise<string> {
  const { req } = ctx;
  const answers = dossier && (await typedAnswers(ctx, dossier));
  const fields = Object.entries(req.body).filter(([name]) => !HIDDEN.has(name) && !answers?.isAnswer(name));
  const words = fields.flatMap(([, value]) =>
    typeof value === 'string' && value.trim().length > 1 ? [value.trim()] : [],
  );
  return [...(answers?.lines ?? []), ...words].join('\n');
}

/** What became of the step, before who did it is said. */
function aboutOf({ t }: Ctx, error: AppError, task: Task | undefined): string {
  if (task?.state === 'cancelled')
    return t(isNewPaper(task) ? 'one-stop.overtaken.no-paper' : 'one-stop.overtaken.gone');
  return t(`error.${TOO_LATE.has(error.code) ? error.code : 'TASK_DONE'}.what`, error.params);
}

/**
 * Who did what last and when, after `about`; the visitor himself where it was he, in another window. A step that went with an act was done by
 * nobody. `task`: where it is one that he came for, what ended that; `code`: of the refusal, where it says what was done.
 */
async function whatHappened(
  ctx: Ctx,
  dossier: Dossier,
  about: string,
  { task, code = '' }: { task?: Task | undefined; code?: string },
): Promise<string> {
  const { t, db } = ctx;
  const story = await storyOf(db, ctx.get(casesService).ledger, dossier, ctx.clock.now());
  const by = story.happenings.filter(h => h.who !== null);
  const [latest] = by;
  const first = endOf(story, task) ?? by.find(h => h.kind === DONE_ONCE[code] && !h.undone) ?? latest;
  if (!first || !latest) return `${about}. ${t('one-stop.overtaken.somehow')}`;
  const { graph } = await loadProcedure(db, dossier);
  const told = (h: typeof first, key: 'overtaken' | 'seen') =>
    t(`one-stop.${key}.${h.actor === ctx.visitor?.accountId ? 'own' : 'by'}`, {
      who: h.who ?? '',
      deed: deedWords(ctx, story, graph, h),
      at: formatDateTime(h.at),
    });
  const last = (h: typeof first) =>
    h.kind === 'act-undone' ? undoneWords(ctx, story, graph, h) : told(h, 'overtaken');
  if (first.kind === 'act-undone' || latest.at <= first.at) return `${about}. ${last(first)}`;
  // What ended it, and what was done after that: only the last of all is said to be it.
  return `${about}. ${told(first, 'seen')}. ${last(latest)}`;
}

/** The page for one who comes second, or opens a form of what cannot be done any more: what the first one did (`words`), the way to the dossier as it is now, and what he had typed. */
export async function toldPage(
  ctx: Ctx,
  dossier: Dossier,
  words: string,
  said: { title: string; status: number; href?: string },
): Promise<Answer> {
  const { t } = ctx;
  const sent = ctx.req.method === 'POST';
  return page(
    staffPage(
      ctx,
      { title: said.title, wide: true, error: true },
      html`<p class="crumb"><a href="/can-bo">‹ ${t('one-stop.back')}</a></p>
<h1>${said.title}</h1>
${toldLate(t, {
  words,
  beside: sent && html`<p>${t('one-stop.overtaken.nothing-done')}</p>`,
  typed: await typedBy(ctx, dossier),
  open: { label: t('one-stop.overtaken.open'), href: said.href ?? `/can-bo/ho-so/${dossier.id}` },
})}`,
    ),
    { status: said.status },
  );
}

async function toldOfFirst(ctx: Ctx, dossier: Dossier, error: AppError, task?: Task): Promise<Answer> {
  const words = await whatHappened(ctx, dossier, aboutOf(ctx, error, task), { task, code: error.code });
  // Whoever only opens the form of it reads how it stands.
  const title = ctx.t(`one-stop.overtaken.${ctx.req.method === 'GET' ? 'over' : 'title'}`);
  return toldPage(ctx, dossier, words, { title, status: error.status });
}

/** What he reads whose step was given to another since his page was opened; undefined where it was not. */
async function toldGiven(ctx: Ctx, dossier: Dossier): Promise<Answer | undefined> {
  const words = ctx.req.method === 'POST' ? await givenOn(ctx, dossier) : undefined;
  const title = ctx.t('one-stop.overtaken.given-title');
  return words === undefined ? undefined : toldPage(ctx, dossier, words, { title, status: 409 });
}

/**
 * An act on the dossier of the address: where somebody else came first, whoever comes second reads who did what and when, and keeps what he
 * had typed; so does whose step was given to another since, and whoever stood in for a post until lately, when that ended. To others a refusal says no more than it did.
 */
export async function orTellWhoCameFirst<T>(ctx: Ctx, act: () => Promise<T>): Promise<T | Answer> {
  try {
    return await act();
  } catch (error) {
    if (!isAppError(error) || !(TOO_LATE.has(error.code) || NO_MORE.has(error.code))) throw error;
    if (NO_MORE.has(error.code) && ctx.req.method === 'GET') return orDelegationOver(ctx, error, '');
    const now = ctx.clock.now();
    const dossier = await dossierFor(ctx.db, ctx.visitor, ctx.req.params.id ?? '', 'read', now).catch(
      () => null,
    );
    if (!dossier) return orDelegationOver(ctx, error, await typedBy(ctx));
    // Of a step of the address what ended that one: not the last that happened.
    const { task = '' } = ctx.req.params;
    const step = task ? await findTask(ctx.db, task) : undefined;
    if (!NO_MORE.has(error.code)) return toldOfFirst(ctx, dossier, error, step);
    const given = await toldGiven(ctx, dossier);
    if (given) return given;
    return wasHis(askerOf(ctx.visitor), await factsOf(ctx.db, dossier, now))
      ? toldOfFirst(ctx, dossier, error)
      : orDelegationOver(ctx, error, await typedBy(ctx, dossier));
  }
}

/**
 * As `orTellWhoCameFirst`, of the task of the address alone: whose it was reads what ended it, or to whom it was given; to others `act` throws NotAllowed, and whoever
 * stood in for a post until lately reads that.
 */
export async function orTellWhatEnded<T>(ctx: Ctx, act: () => Promise<T>): Promise<T | Answer> {
  try {
    return await act();
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (!NO_MORE.has(error.code) && !TOO_LATE.has(error.code)) throw error;
    const { id = '', task = '' } = ctx.req.params;
    const found = dossierFor(ctx.db, ctx.visitor, id, 'read', ctx.clock.now());
    if (NO_MORE.has(error.code)) {
      const dossier = await found.catch(() => null);
      return (dossier && (await toldGiven(ctx, dossier))) ?? orDelegationOver(ctx, error, await typedBy(ctx));
    }
    const dossier = await found;
    return toldOfFirst(ctx, dossier, error, await findTask(ctx.db, task));
  }
}

/**
 * As `orTellWhoCameFirst`, of a dossier that somebody came with to a counter (`href`: its page there): whoever may not read it is told that another
 * came first, and not who. What he had typed he keeps.
 */
export async function orTellAtCounter<T>(
  ctx: Ctx,
  { dossier, href }: { dossier: Dossier; href: string },
  act: () => Promise<T>,
): Promise<T | Answer> {
  try {
    return await act();
  } catch (error) {
    if (!isAppError(error) || !TOO_LATE.has(error.code)) throw error;
    const about = aboutOf(ctx, error, undefined);
    const reads = await dossierFor(ctx.db, ctx.visitor, dossier.id, 'read', ctx.clock.now()).catch(
      () => null,
    );
    const words = reads ? await whatHappened(ctx, reads, about, {}) : `${about}.`;
    return toldPage(ctx, dossier, words, {
      title: ctx.t('one-stop.overtaken.title'),
      status: error.status,
      href,
    });
  }
}
