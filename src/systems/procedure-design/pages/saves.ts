import { actOf } from '#engines/identity';
import { getRevision, listRevisions, restoreRevision } from '#engines/procedures';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, queryText, type Route, redirect } from '#platform/http';
import { attempt, doneAt, type Errors, emptyState, html, postForm, scrollTable } from '#ui';
import { nameOf } from '../conflict.ts';
import { type LoadedDraft, loadDraft, ROOT } from '../load.ts';
import { type EditedPart, PART_PATHS, savesPath } from '../parts.ts';
import { designPage, procedureCrumbs, tabPath } from '../view.ts';

const TO = 'lan';
const READ = 'da-doc';

function partOf(ctx: Ctx): EditedPart {
  const found = Object.entries(PART_PATHS).find(([, path]) => path === ctx.req.params.part);
  if (!found) throw NotFound();
  return found[0] as EditedPart;
}

async function show(ctx: Ctx, loaded: LoadedDraft, part: EditedPart, errors: Errors = []): Promise<Answer> {
  const { t, db } = ctx;
  const { code, draft } = loaded;
  const saves = await listRevisions(db, draft.id, part);
  const asked = Number(queryText(ctx.req.query, TO));
  const looked = saves.some(s => s.revision === asked)
    ? await getRevision(db, draft.id, part, asked)
    : undefined;
  const newest = saves[0]?.revision ?? 0;
  const restore = (revision: number, label = t('procedure-design.saves.restore')) =>
    postForm(ctx, {
      action: savesPath(code, part),
      fields: html`<input type="hidden" name="${TO}-luu" value="${revision}"><input type="hidden" name="${READ}" value="${newest}">`,
      button: label,
      about: String(revision),
      alt: true,
    });
  const rows = await Promise.all(
    saves.map(async s => [
      html`<a href="${savesPath(code, part)}?${TO}=${s.revision}">${s.revision}</a>`,
      html`<span class="num nb">${formatDateTime(s.savedAt)}</span>`,
      await nameOf(ctx, s.savedBy),
      t(s.automatic ? 'procedure-design.saves.automatic' : 'procedure-design.saves.by-hand'),
      s.revision === newest ? t('procedure-design.saves.newest') : restore(s.revision),
    ]),
  );
  return designPage(
    ctx,
    {
      title: t('procedure-design.saves.title', { part: t(`procedure-design.tab.${part}`) }),
      crumbs: [
        ...procedureCrumbs(ctx, { ...loaded, version: draft }).slice(1),
        { href: tabPath(code, part), label: t(`procedure-design.tab.${part}`) },
      ],
      errors,
    },
    rows.length
      ? html`<p>${t('procedure-design.saves.about')}</p>
${scrollTable({
  caption: t('procedure-design.saves.caption'),
  captionHidden: true,
  columns: [
    { label: t('procedure-design.saves.number') },
    { label: t('procedure-design.saves.at') },
    { label: t('procedure-design.saves.who') },
    { label: t('procedure-design.saves.how') },
    { label: t('procedure-design.saves.back') },
  ],
  rows,
})}
${part !== 'legal' && restore(0, t('procedure-design.saves.restore-first'))}
${
  looked &&
  html`<section><h2>${t('procedure-design.saves.content', { number: looked.revision })}</h2><pre class="box"><code>${
    looked.content === null
      ? t(`procedure-design.${part}.is-standard`)
      : part === 'legal'
        ? JSON.stringify(JSON.parse(looked.content), null, 2)
        : looked.content
  }</code></pre></section>`
}`
      : emptyState({
          why: t('procedure-design.saves.none'),
          next: { href: tabPath(code, part), label: t('procedure-design.saves.open-part') },
        }),
  );
}

async function restore(ctx: Ctx): Promise<Answer> {
  const part = partOf(ctx);
  const loaded = await loadDraft(ctx);
  const { code, draft } = loaded;
  const revision = Number.parseInt(posted(ctx.req.body, `${TO}-luu`), 10) || 0;
  const read = Number.parseInt(posted(ctx.req.body, READ), 10) || 0;
  const from = { versionId: draft.id, part, revision };
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx => restoreRevision(tx, from, read, actOf(ctx, 'procedure.edit')));
      return redirect(doneAt(tabPath(code, part), 'restored'));
    },
    errors => show(ctx, loaded, part, errors),
    { otherwise: TO },
  );
}

const rule = { permission: 'procedure.edit' };
const path = `${ROOT}/:code/lan-luu/:part`;

export const savesRoutes: readonly Route[] = [
  { method: 'GET', path, rule, handler: async ctx => show(ctx, await loadDraft(ctx), partOf(ctx)) },
  { method: 'POST', path, rule, handler: restore },
];
