import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '#platform/db';
import { type Ctx, textField as posted } from '#platform/http';
import { csrfField, defineAsset, type Html, html, minifyCss, ONCE, radios, typedOr, vietnamese } from '#ui';
import { listPriorities } from '../queue/groups.ts';
import { waitingBy } from '../queue/read.ts';
import type { FieldGroup } from '../queue/types.ts';

/** The style sheet of the buttons on a page that is no kiosk's. */
export const GIVE_CSS = defineAsset(
  'hall-give.css',
  minifyCss(readFileSync(path.join(import.meta.dirname, 'give.css'), 'utf8')),
);

export const GROUP = 'nhom';
const PRIORITY = 'uu-tien';
/** Which page of the groups a press asks for. */
const PAGE = 'trang';

/** The page of groups that was pressed for; undefined where a group was. */
export const turnedTo = ({ req }: Ctx): number | undefined => {
  const page = posted(req.body, PAGE);
  return /^\d{1,2}$/.test(page) && !posted(req.body, GROUP) ? Number(page) : undefined;
};

/** What somebody who takes a number himself has pressed. */
export const wishOf = ({ req }: Ctx): { letter: string; priority: string | null } => ({
  letter: posted(req.body, GROUP),
  priority: posted(req.body, PRIORITY) || null,
});

/** So many buttons are large; more share the glass in columns. */
const FEW = 4;
/** So many fit on the glass. */
const MOST = 10;

/** The groups of one page of a kiosk: all where they fit, else two fewer than that, with the ways to the others. */
function pageOf(groups: readonly FieldGroup[], asked: number) {
  const size = groups.length > MOST ? MOST - 2 : MOST;
  const last = Math.max(1, Math.ceil(groups.length / size));
  const page = Math.min(Math.max(1, asked), last);
  return {
    shown: groups.slice((page - 1) * size, page * size),
    previous: page > 1 ? page - 1 : undefined,
    next: page < last ? page + 1 : undefined,
  };
}

/** A button for each group with how many wait for it, where `GIVE_CSS` is loaded. */
export const groupButtons = (
  { t }: Ctx,
  groups: readonly FieldGroup[],
  waiting: ReadonlyMap<string, number>,
): Html =>
  html`<p class="give">${groups.map(
    g =>
      html`<button class="btn alt" name="${GROUP}" value="${g.letter}"><span>${g.letter} · ${vietnamese(t, g.name)} <small>${t('hall.self.waiting', { count: waiting.get(g.letter) ?? 0 })}</small></span></button>`,
  )}</p>`;

/** The form in which somebody takes a number himself: one press, a button for each group, `big` on a kiosk. Nothing is asked about him but whether he has priority. */
export async function giveForm(
  ctx: Ctx,
  view: { action: string; agencyId: string; groups: readonly FieldGroup[]; big?: boolean; page?: number },
): Promise<Html> {
  const { t, db } = ctx;
  const waiting = await waitingBy(db, view.agencyId, ctx.clock.now());
  const priorities = await listPriorities(db);
  const count = (g: FieldGroup) => waiting.get(g.letter) ?? 0;
  const bigButton = (g: FieldGroup) =>
    html`<button class="btn" name="${GROUP}" value="${g.letter}"><b>${g.letter}</b> <span>${vietnamese(t, g.name)} <small>${t('hall.self.waiting', { count: count(g) })}</small></span></button>
`;
  const { shown, previous, next } = view.big ? pageOf(view.groups, view.page ?? 1) : { shown: view.groups };
  const turn = (page: number | undefined, key: string) =>
    page !== undefined && html`<button class="btn alt" name="${PAGE}" value="${page}">${t(key)}</button>`;
  const turns =
    (previous || next) &&
    html`<p class="turn">${turn(previous, 'hall.self.previous')}${turn(next, 'hall.self.next')}</p>`;
  return html`<form class="self" method="post" action="${view.action}" novalidate>${csrfField(ctx)}<input type="hidden" name="${ONCE}" value="${newId()}">
${radios(t, {
  name: PRIORITY,
  label: t('hall.self.priority'),
  hint: t('hall.self.priority-hint'),
  value: typedOr(ctx, PRIORITY),
  options: ['', ...priorities].map(code => ({ value: code, label: t(`hall.priority.${code || 'none'}`) })),
})}
<h2>${t('hall.self.group')}</h2>
${view.big ? html`<p class="give${view.groups.length > FEW ? ' many' : ''}">${shown.map(bigButton)}</p>${turns}` : groupButtons(ctx, view.groups, waiting)}</form>`;
}
