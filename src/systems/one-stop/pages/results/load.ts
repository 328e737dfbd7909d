import { type Actor, findActOn, type Result, type ResultAction, resultFor } from '#engines/cases';
import { findAccount, requireFresh, withStepUp } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { newId } from '#platform/db';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, textField } from '#platform/http';
import { type FieldError, type FormPage, html, note, ONCE } from '#ui';
import { changedWords, toldChanged } from '../changed-words.ts';
import { DOSSIER, handlingRoutes, type LoadedDossier, loadedOf, pathOf } from '../handling/load.ts';
import { toldPage } from '../overtaken.ts';
import { markOf, markSent, seenField } from '../seen.ts';
import { type SignsFor, signsFor } from '../signs-for.ts';

/** A result that the visitor may act on, the post through which he does, and for whom he would sign, by delegation. */
export type LoadedResult = LoadedDossier & { result: Result; actor: Actor; inPlaceOf: SignsFor | undefined };

export const RESULT = `${DOSSIER}/ket-qua/:result`;
export const resultPath = (result: Pick<Result, 'id' | 'dossierId'>): string =>
  `${pathOf({ id: result.dossierId })}/ket-qua/${result.id}`;

/** A signature binds the office: the second factor must have been shown so recently, in minutes; longer once the form is being filled in. */
const FRESH = { show: 15, send: 60 };

/** The result of the address. Throws NotFound, NotAllowed, STEP_UP_NEEDED. */
export async function loadResult(ctx: Ctx, action: ResultAction): Promise<LoadedResult> {
  const visitor = ctx.visitor!;
  const now = ctx.clock.now();
  const { id: dossierId = '', result: resultId = '' } = ctx.req.params;
  const found = await resultFor(ctx.db, visitor, { dossierId, resultId }, action, now);
  const minutes = ctx.req.method === 'GET' ? FRESH.show : FRESH.send;
  await requireFresh(ctx.db, visitor, minutes, now);
  const { result, actor } = found;
  return { ...(await loadedOf(ctx, found)), result, actor, inPlaceOf: await signsFor(ctx, actor) };
}

/** The id of the act that a form asks for: the same however often it is sent. */
export function actId(ctx: Ctx): string {
  const key = textField(ctx.req.body, ONCE);
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key) ? key : newId();
}

/** Who ended the result first, how, when, and which number took its place or decided it; undefined where no act says it. */
async function endedBefore(ctx: Ctx, { id, number }: Result): Promise<string | undefined> {
  const act = await findActOn(ctx.db, id);
  if (!act) return undefined;
  const own = act.by === ctx.visitor?.accountId;
  const who = own ? ctx.t('one-stop.ended.own') : ((await findAccount(ctx.db, act.by))?.name ?? '');
  const anew = act.newNumber ?? act.number ?? '';
  return ctx.t(`one-stop.ended.${act.kind}`, { number, who, at: formatDateTime(act.at), anew });
}

/** Whoever opens the form of a result that holds no more reads what became of it, beside what he had typed; undefined while it holds. */
async function toldEnded(ctx: Ctx, { dossier, result }: LoadedResult): Promise<Answer | undefined> {
  if (result.status === 'valid') return undefined;
  const [{ t }, { number }] = [ctx, result];
  const words =
    (await endedBefore(ctx, result)) ??
    t('ui.refusal', { what: t('error.RESULT_ENDED.what', { number }), todo: t('error.RESULT_ENDED.todo') });
  return toldPage(ctx, dossier, words, { title: t('one-stop.ended.title'), status: 200 });
}

/**
 * The two routes of a form that ends a result; the second factor is shown before it. Who signs by delegation reads for whom; who comes second
 * reads who was first, and who has an old page of what is drawn from the dossier (`draws`) who has changed it.
 */
export const resultRoutes = <T extends LoadedResult>(
  action: ResultAction,
  form: Omit<FormPage<T>, 'permission'>,
): Route[] => {
  const draws = action !== 'revoke';
  const guarded =
    <R>(act: (ctx: Ctx, loaded: T) => Promise<R>) =>
    async (ctx: Ctx, loaded: T): Promise<R | FieldError[]> => {
      const told = (message: string) => [{ path: form.otherwise, message }];
      try {
        const ended = loaded.result.status !== 'valid';
        const changed =
          draws && !ended
            ? await toldChanged(ctx, loaded.dossier, { result: loaded.result.kind })
            : undefined;
        return changed ? told(changed) : await act(ctx, loaded);
      } catch (error) {
        const code = isAppError(error) ? error.code : '';
        if (code === 'DOSSIER_CHANGED') return told(await changedWords(ctx, loaded.dossier, markSent(ctx)));
        const message = code === 'RESULT_ENDED' ? await endedBefore(ctx, loaded.result) : undefined;
        if (!message) throw error;
        return told(ctx.t('one-stop.ended.not-done', { words: message }));
      }
    };
  return handlingRoutes<T>(
    {
      ...form,
      opened: async (ctx, loaded) => (await form.opened?.(ctx, loaded)) ?? toldEnded(ctx, loaded),
      about: async (ctx, loaded) =>
        html`${await form.about?.(ctx, loaded)}${loaded.inPlaceOf && note(loaded.inPlaceOf.words)}`,
      fields: async (ctx, loaded, errors) =>
        html`${draws && seenField(await markOf(ctx, loaded.dossier, { result: loaded.result.kind }))}${await form.fields(ctx, loaded, errors)}`,
      ...(form.look ? { look: guarded(form.look) } : {}),
      submit: guarded(form.submit),
    },
    `result.${action}`,
  ).map(route => ({
    ...route,
    handler: withStepUp(route.handler, ctx => ctx.req.path),
  }));
};
