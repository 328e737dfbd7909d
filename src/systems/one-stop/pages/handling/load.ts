import {
  type Action,
  ActNotAllowedNow,
  type Actor,
  type Asker,
  actorAt,
  actorOn,
  actsFrom,
  type Dossier,
  type DossierFacts,
  keepsDesk,
  mayAct,
  readFor,
  type Told,
  toldOf,
  wasHis,
} from '#engines/cases';
import { keptTyped } from '#engines/identity';
import { TaskDone } from '#engines/work';
import { isAppError, NotAllowed } from '#platform/errors';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import {
  type Errors,
  errorSummary,
  type FormPage,
  formPageRoutes,
  type Html,
  html,
  staffPage,
  wholeCodes,
} from '#ui';
import { changedWords, toldChanged } from '../changed-words.ts';
import { orTellWhoCameFirst } from '../overtaken.ts';
import { markOf, markSent, seenField } from '../seen.ts';

/** A dossier for one who may do `action` with it, and what his rights to it are. */
export type LoadedDossier = {
  dossier: Dossier;
  facts: DossierFacts;
  asker: Asker;
  /** Whether anybody hears of what is done. */
  told: Told;
  /** Where one goes back to, where that is not the dossier's page. */
  back?: string;
};

export const DOSSIER = '/can-bo/ho-so/:id';
export const pathOf = (dossier: Pick<Dossier, 'id'>): string => `/can-bo/ho-so/${dossier.id}`;

/** What the dossier's status has to allow, and what is done in the course of a step. */
const BY_STATUS: ReadonlySet<string> = new Set(['stop', 'transfer', 'apologise', 'consult']);
const IN_A_STEP: ReadonlySet<Action> = new Set(['transfer', 'consult', 'assign']);

type Read = Pick<LoadedDossier, 'dossier' | 'facts' | 'asker'>;

/** Before a form is shown that was for the visitor, or is but for how the dossier stands. Throws ACT_NOT_ALLOWED_NOW, TASK_DONE. */
async function mustBeInTime({ db }: Ctx, action: Action, { dossier, facts, asker }: Read): Promise<void> {
  const may = mayAct(asker, action, facts);
  if (!may && !wasHis(asker, facts)) return;
  if (BY_STATUS.has(action) && !(await actsFrom(db, dossier.status)).some(act => act === action))
    throw ActNotAllowedNow({ code: dossier.code });
  if (!may && IN_A_STEP.has(action)) throw TaskDone();
}

/** What was read of a dossier, with whether anybody hears of what is done. */
export const loadedOf = async ({ db }: Ctx, { dossier, facts, asker }: Read): Promise<LoadedDossier> => ({
  dossier,
  facts,
  asker,
  told: await toldOf(db, dossier),
});

/**
 * The dossier of the address. Throws NotFound, NotAllowed; where a form is asked for that comes too late, as `mustBeInTime`. What is sent
 * is judged by the act, under its lock.
 */
export async function loadFor(ctx: Ctx, action: Action): Promise<LoadedDossier> {
  const read = await readFor(ctx.db, ctx.visitor, ctx.req.params.id ?? '', ctx.clock.now());
  if (ctx.req.method === 'GET') await mustBeInTime(ctx, action, read);
  if (!mayAct(read.asker, action, read.facts)) throw NotAllowed();
  return loadedOf(ctx, read);
}

/** The visitor in the post through which the step is his that lies before him, or waits. Throws NotAllowed. */
export function deskActorOf(ctx: Ctx, { facts, asker }: Pick<LoadedDossier, 'facts' | 'asker'>): Actor {
  const [task] = keepsDesk(asker, facts);
  if (!task) throw NotAllowed();
  return actorOn(ctx.visitor!, ctx.clock.now(), facts, task);
}

/** The visitor in the post through which he leads the agency that decides. */
export const leaderOf = (ctx: Ctx, { facts }: LoadedDossier): Actor =>
  actorAt(ctx.visitor!, ctx.clock.now(), { ...facts, places: [facts.decidedBy] }, 'dossier.decide');

const frame = (
  ctx: Ctx,
  { dossier, back }: LoadedDossier,
  view: { title: string; errors: Errors },
  main: Html,
): Answer =>
  page(
    staffPage(
      ctx,
      { title: view.title, wide: true, error: view.errors.length > 0 },
      html`<p><a href="${back ?? pathOf(dossier)}">‹ ${wholeCodes(ctx.t('one-stop.dossier.of', { person: dossier.ownerName, code: dossier.code }))}</a></p>
${errorSummary(ctx.t, view.errors)}
<h1>${view.title}</h1>
${main}`,
    ),
    { status: view.errors.length ? 422 : 200 },
  );

/**
 * The two routes of a form about one dossier: it is shown; it is sent, and shown again where something is wrong. What is shown before it is done
 * has an address.
 */
export function handlingRoutes<T extends LoadedDossier>(
  form: Omit<FormPage<T>, 'permission'>,
  permission = 'dossier.read',
): [Route, Route] {
  const submit = (ctx: Ctx, loaded: NoInfer<T>) => orTellWhoCameFirst(ctx, () => form.submit(ctx, loaded));
  const kept = form.look ? { kept: keptTyped } : {};
  const [show, send] = formPageRoutes<T>({ ...kept, ...form, permission, submit }, frame);
  const told = (route: Route): Route => ({
    ...route,
    handler: ctx => orTellWhoCameFirst(ctx, async () => route.handler(ctx)),
  });
  return [told(show), told(send)];
}

/**
 * As `handlingRoutes`, of what decides about a dossier: the form says what of it was shown (`ifStillSeen`), and where that has changed since it comes
 * again with who changed what, also beside what else has to be mended: it carries the mark of what is shown now.
 */
export const decidingRoutes = <T extends LoadedDossier>(
  form: Omit<FormPage<T>, 'permission'>,
): [Route, Route] =>
  handlingRoutes<T>({
    ...form,
    fields: async (ctx, loaded, errors) =>
      html`${seenField(await markOf(ctx, loaded.dossier))}${await form.fields(ctx, loaded, errors)}`,
    submit: async (ctx, loaded) => {
      try {
        const done = await form.submit(ctx, loaded);
        if (!Array.isArray(done) || !done.length) return done;
        const changed = await toldChanged(ctx, loaded.dossier);
        return changed ? [...done, { path: form.otherwise, message: changed }] : done;
      } catch (error) {
        if (!isAppError(error) || error.code !== 'DOSSIER_CHANGED') throw error;
        return [{ path: form.otherwise, message: await changedWords(ctx, loaded.dossier, markSent(ctx)) }];
      }
    },
  });
