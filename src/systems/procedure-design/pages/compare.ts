import { type DraftPart, type ProcedureVersion, wasInForce } from '#engines/procedures';
import { type Answer, type Ctx, queryText, type Route } from '#platform/http';
import { askForm, emptyState, type Html, html, selectField } from '#ui';
import { comparePart } from '../compare/parts.ts';
import { changeTable } from '../compare/rows.ts';
import { type LoadedProcedure, loadDraft, loadProcedure, ROOT } from '../load.ts';
import { stateText } from '../states.ts';
import { designPage, editorPage, procedureCrumbs } from '../view.ts';

const OLD = 'cu';
const NEW = 'moi';
const PARTS: readonly DraftPart[] = ['legal', 'form', 'process', 'result'];

/** The two versions that are compared: those asked for, else the draft (the newest) with the one in force (the one before). */
function chosen(ctx: Ctx, { versions, draft, inForce }: LoadedProcedure) {
  const asked = (name: string) => versions.find(v => v.number === Number(queryText(ctx.req.query, name)));
  const after = asked(NEW) ?? draft ?? versions[0];
  const others = versions.filter(v => v.id !== after?.id);
  const before =
    asked(OLD) ??
    (inForce?.id === after?.id ? undefined : inForce) ??
    others.find(v => wasInForce(v) && v.number < (after?.number ?? 0)) ??
    others[0];
  return { before, after };
}

const nameOf = ({ t }: Ctx, v: ProcedureVersion): string =>
  t('procedure-design.compare.version', { number: v.number, state: stateText(t, v) });

async function section(
  ctx: Ctx,
  part: DraftPart,
  before: ProcedureVersion,
  after: ProcedureVersion,
  others: readonly ProcedureVersion[],
): Promise<Html> {
  const { t } = ctx;
  const name = t(`procedure-design.tab.${part}`);
  const rows = await comparePart(ctx, part, before, after, others);
  const content = !rows
    ? html`<p class="q">${t('procedure-design.compare.unreadable')}</p>`
    : rows.length
      ? changeTable(ctx, rows, { caption: name, before: nameOf(ctx, before), after: nameOf(ctx, after) })
      : html`<p class="q">${t('procedure-design.compare.same')}</p>`;
  return html`<section><h2>${rows?.length ? t('procedure-design.compare.part', { part: name, count: rows.length }) : name}</h2>${content}</section>
`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await loadProcedure(ctx);
  const { before, after } = chosen(ctx, loaded);
  const choose = (name: string, version: ProcedureVersion | undefined) =>
    selectField(t, {
      name,
      label: t(`procedure-design.compare.${name === OLD ? 'old' : 'new'}`),
      value: version ? String(version.number) : '',
      options: loaded.versions.map(v => ({ value: String(v.number), label: nameOf(ctx, v) })),
    });
  const sections: Html[] = [];
  if (before && after)
    for (const part of PARTS) sections.push(await section(ctx, part, before, after, loaded.versions));
  const main =
    before && after
      ? html`${askForm(ctx.req.path, html`${choose(OLD, before)}${choose(NEW, after)}`, t('procedure-design.show'))}${sections}`
      : emptyState({ why: t('procedure-design.compare.alone') });
  const { draft } = loaded;
  if (draft && after?.id === draft.id) return editorPage(ctx, await loadDraft(ctx), { tab: 'compare' }, main);
  return designPage(
    ctx,
    {
      title: t('procedure-design.compare.title', { name: loaded.version.name }),
      crumbs: procedureCrumbs(ctx, loaded).slice(1),
    },
    main,
  );
}

export const compareRoutes: readonly Route[] = [
  { method: 'GET', path: `${ROOT}/:code/so-sanh`, rule: { permission: 'procedure.edit' }, handler: show },
];
