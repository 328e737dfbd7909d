import { actOf } from '#engines/identity';
import type { Act } from '#engines/organisation';
import type { ProcedureVersion } from '#engines/procedures';
import type { Queryable, Tx } from '#platform/db';
import { isAppError, NotFound } from '#platform/errors';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { button, codeArea, doneAt, errorOf, type FieldError, type Html, html, note, typedOr, url } from '#ui';
import { conflictBox, isConflict, orConflict } from './conflict.ts';
import { tabRoutes } from './form-page.ts';
import { type LoadedDraft, loadDraft, mustEdit, ROOT } from './load.ts';
import { PART_PATHS, savedText } from './parts.ts';
import { doubtsBox, problemsBox, type ShownProblem } from './problems-box.ts';
import { designPage, tabPath } from './view.ts';

/** A part of a draft as its source and what the checker says of it. */
export type EditedSource = {
  revision: number;
  savedBy: string | null;
  savedAt: Date | null;
  standard: boolean;
  source: string;
  /** A sentence each, with the place where it is. */
  problems: readonly ShownProblem[];
  /** What may be meant so, a sentence each. */
  doubts?: readonly string[];
};

export type SourcePart = {
  part: 'form' | 'process';
  /** Below the tab, where an editor has the tab for itself. */
  below?: string;
  /** Above the source: what else there is for this part. */
  also?(ctx: Ctx, code: string): Html;
  load(q: Queryable, ctx: Ctx, draft: ProcedureVersion): Promise<EditedSource>;
  /** Saves the source; null: the standard one. */
  save(tx: Tx, draftId: string, source: string | null, revision: number, act: Act): Promise<unknown>;
};

const SOURCE = 'nguon';
const READ = 'da-doc';
const WHAT = 'viec';
type Loaded = LoadedDraft & { source: EditedSource; saved: Html };

/** The two routes of a tab on which a part of a draft is edited as its source: works without script, refuses nothing that is faulty, says what is. */
export function sourceRoutes({ part, below = '', also, load, save }: SourcePart): Route[] {
  const submit = async (ctx: Ctx, { code, draft }: Loaded): Promise<string | FieldError[]> => {
    const standard = posted(ctx.req.body, WHAT) === 'chuan';
    const typed = typeof ctx.req.body[SOURCE] === 'string' ? ctx.req.body[SOURCE] : '';
    const read = Number.parseInt(posted(ctx.req.body, READ), 10) || 0;
    const source = standard ? null : typed.replaceAll('\r\n', '\n');
    return orConflict(ctx, async () => {
      await ctx.db.tx(tx => save(tx, draft.id, source, read, actOf(ctx, 'procedure.edit')));
      return doneAt(tabPath(code, part), standard ? `${part}-standard` : 'draft-saved');
    });
  };
  const routes = tabRoutes<Loaded>({
    path: `${ROOT}/:code/${PART_PATHS[part]}${below}`,
    permission: 'procedure.edit',
    tab: part,
    saved: (_, { saved }) => saved,
    load: async ctx => {
      const loaded = await loadDraft(ctx);
      const source = await load(ctx.db, ctx, loaded.draft);
      return { ...loaded, source, saved: await savedText(ctx, loaded.code, part, source) };
    },
    about: (ctx, { code, source }) =>
      html`${also?.(ctx, code)}${source.standard && note(ctx.t(`procedure-design.${part}.is-standard`))}${problemsBox(ctx, part, source.problems)}${doubtsBox(ctx, source.doubts ?? [])}`,
    fields: async (ctx, { draft, source }, errors) => {
      const { t } = ctx;
      const raw = ctx.req.body[SOURCE];
      const read = typedOr(ctx, READ, String(source.revision));
      const revision = isConflict(errors) ? String(source.revision) : read;
      return html`${await conflictBox(ctx, errors, { draft, part, read: Number.parseInt(read, 10) || 0 })}<input type="hidden" name="${READ}" value="${revision}">
${codeArea(t, {
  name: SOURCE,
  label: t(`procedure-design.${part}.source`),
  hint: t(`procedure-design.${part}.source.hint`),
  rows: 30,
  error: errorOf(errors, SOURCE),
  value: ctx.req.method === 'POST' && typeof raw === 'string' ? raw : source.source,
})}`;
    },
    button: 'procedure-design.save',
    after: (ctx, { source }) =>
      !source.standard &&
      button({
        label: ctx.t(`procedure-design.${part}.use-standard`),
        alt: true,
        name: WHAT,
        value: 'chuan',
      }),
    submit,
    // Sent as multipart: JSON grows threefold when it is written into an address-like body. What is too long to be kept is taken in all the
    // same, so that it comes back with the reason; nobody types more than this.
    upload: { maxBytes: 0, maxFiles: 0, maxFieldBytes: 20_000_000 },
    otherwise: SOURCE,
  });
  return routes.map(route =>
    route.method === 'POST' ? { ...route, handler: orGivenBack(part, route.handler) } : route,
  );
}

/** Where there is no draft any more to save into (released or thrown away meanwhile), what was typed is shown with that, to be copied. */
const orGivenBack =
  (part: SourcePart['part'], handler: Route['handler']): Route['handler'] =>
  async ctx => {
    try {
      return await handler(ctx);
    } catch (error) {
      const typed = ctx.req.body[SOURCE];
      if (!isAppError(error) || error.code !== NotFound.code || typeof typed !== 'string') throw error;
      // To who may not write procedures nothing is told.
      await mustEdit(ctx);
      const { t } = ctx;
      const message = t('procedure-design.source.gone');
      const errors = [{ path: SOURCE, message }];
      return designPage(
        ctx,
        { title: t('procedure-design.source.gone-title'), errors },
        html`${codeArea(t, { name: SOURCE, label: t(`procedure-design.${part}.source`), rows: 30, value: typed, error: message })}
<p><a href="${url(ROOT)}">${t('procedure-design.source.to-procedure')}</a></p>`,
      );
    }
  };
