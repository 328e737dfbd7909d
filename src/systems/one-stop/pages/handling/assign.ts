import { actorGiving, assign, assignable, assignees, casesService } from '#engines/cases';
import { findTask } from '#engines/work';
import { NotFound } from '#platform/errors';
import { textField as posted } from '#platform/http';
import { doneAt, errorOf, html, radios, textArea, typedOr } from '#ui';
import { allAwayLook, awayHints, awayLook } from './given-away.ts';
import { DOSSIER, handlingRoutes, loadFor, pathOf } from './load.ts';

const POST = 'vi-tri';
const NOTE = 'ghi-chu';
/** Anybody of the agency who may do the step. */
const ALL = 'tat-ca';

/** Gives an open step to one post of its agency, or back to all who may do it. */
export const assignRoutes = handlingRoutes({
  path: `${DOSSIER}/giao/:task`,
  load: async ctx => {
    const loaded = await loadFor(ctx, 'assign');
    const able = assignable(loaded.asker, loaded.facts).find(t => t.taskId === ctx.req.params.task);
    const task = able && (await findTask(ctx.db, able.taskId));
    if (!task || !able) throw NotFound();
    const posts = await assignees(ctx.db, loaded.dossier, task, ctx.clock.now());
    const away = await awayHints(
      ctx,
      posts.map(p => p.postId),
      [task],
    );
    return { ...loaded, able, task, posts, away };
  },
  title: (ctx, { task }) => ctx.t('one-stop.assign.title', { step: task.title.step }),
  fields: (ctx, { task, posts, away }, errors) => {
    const { t } = ctx;
    return html`${radios(t, {
      name: POST,
      label: t('one-stop.assign.post'),
      value: typedOr(ctx, POST, task.postId ?? ALL),
      error: errorOf(errors, POST),
      options: [
        { value: ALL, label: t('one-stop.assign.all'), hint: t('one-stop.assign.all-hint') },
        ...posts.map(p => ({
          value: p.postId,
          label: p.holders.map(h => h.name).join(', '),
          hint: [t.lang === 'vi' ? p.titleVi : p.titleEn, away.get(p.postId)].filter(Boolean).join('; '),
        })),
      ],
    })}${textArea(t, { name: NOTE, label: t('one-stop.assign.note'), optional: true, value: typedOr(ctx, NOTE), rows: 2 })}`;
  },
  button: 'one-stop.assign.button',
  look: async (ctx, { task, posts }) => {
    const chosen = posted(ctx.req.body, POST);
    if (chosen === ALL) return allAwayLook(ctx, task);
    const given = chosen !== task.postId && posts.some(p => p.postId === chosen);
    return given ? awayLook(ctx, chosen, task) : null;
  },
  submit: async (ctx, { dossier, facts, able, task }) => {
    const chosen = posted(ctx.req.body, POST);
    if (!chosen) return [{ path: POST, message: ctx.t('one-stop.assign.post-missing') }];
    const actor = actorGiving(ctx.visitor!, ctx.clock.now(), facts, able);
    const giving = {
      dossierId: dossier.id,
      taskId: task.id,
      postId: chosen === ALL ? null : chosen,
      note: posted(ctx.req.body, NOTE),
    };
    if (giving.postId === task.postId) return doneAt(pathOf(dossier), 'assign-unchanged');
    await ctx.db.tx(tx => assign(tx, ctx.get(casesService), giving, actor));
    return doneAt(pathOf(dossier), chosen === ALL ? 'handed-back' : 'assigned');
  },
  otherwise: POST,
});
