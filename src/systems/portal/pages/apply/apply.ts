import { draftCode, dropDraft, getDraft, startDraftFor } from '#engines/cases';
import { type FormData, type FormPage, faultyPages, itemsOf, onlinePages, said } from '#engines/forms';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import { button, citizenPage, csrfField, details, html, type TaskPart, taskList, vietnamese } from '#ui';
import { accountCloses, closesNote, keptUntil } from './account-closes.ts';
import { choose, forWhom } from './apply-for.ts';
import { itemRoutes } from './apply-item.ts';
import { stepRoutes } from './apply-step.ts';
import { termsNote } from './changed-terms.ts';
import { base, draftAhead, elsewhere, open } from './open-draft.ts';
import { renewRoutes } from './renew-draft.ts';
import { RESUME } from './resume-draft.ts';

/** Begins, or goes on with what was begun: one unfinished application for a procedure at a time. */
async function begin(ctx: Ctx): Promise<Answer> {
  const draft = await ctx.db.tx(tx => startDraftFor(tx, ctx, ctx.req.params.code ?? ''));
  return redirect(base(draft));
}

/** The parts of the application: what is done, what must be mended, what is next. */
async function parts(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const opened = await open(ctx);
  const { draft, form, name, code } = opened;
  const other = await elsewhere(ctx, draft);
  if (other) return redirect(other);
  const shown = onlinePages(form, draft.data as FormData);
  const faulty = faultyPages(form, draft.data as FormData, localDate(ctx.clock.now()));
  const done = (p: FormPage) => draft.pagesDone.includes(p.id) && !faulty.get(p.id);
  // Of a list something is kept item by item before anybody says that these are all.
  const begun = (p: FormPage) =>
    p.group ? itemsOf(draft.data as FormData, p.group).length > 0 : p.id in draft.pageRevisions;
  const rows: TaskPart[] = shown.map(p => ({
    label: said(p.title, t.lang),
    href: `${base(draft)}/${p.id}`,
    ...(done(p)
      ? { state: 'done' as const }
      : draft.pagesDone.includes(p.id)
        ? { state: 'fix' as const, errors: faulty.get(p.id) ?? 1 }
        : { state: begun(p) ? ('begun' as const) : ('todo' as const) }),
  }));
  const ready = shown.every(done);
  rows.push({
    label: t('portal.apply.check'),
    href: `${base(draft)}/kiem-tra`,
    state: ready ? 'todo' : 'locked',
  });
  const next = shown.find(p => !done(p));
  const finished = shown.filter(done).length;
  const closes = await accountCloses(ctx);
  return page(
    citizenPage(
      ctx,
      {
        title: name,
        crumbs: [
          { href: '/', label: t('portal.home.title') },
          { href: '/ho-so', label: t('portal.mine.title') },
        ],
      },
      html`<h1>${vietnamese(t, name)}</h1>
${closesNote(ctx, closes)}${termsNote(ctx, opened)}${await forWhom(ctx, opened)}
<p>${t('portal.apply.progress', { done: finished, all: shown.length, until: keptUntil(draft.expiresAt, closes) })}</p>
<p class="q">${t('portal.apply.code', { code: draftCode(draft) })} <a href="${RESUME}">${t('portal.apply.code-how')}</a></p>
${taskList(t, rows)}
<p>${
        next
          ? button({
              label: t('portal.apply.go-on', { part: said(next.title, t.lang) }),
              href: `${base(draft)}/${next.id}`,
            })
          : button({ label: t('portal.apply.check'), href: `${base(draft)}/kiem-tra` })
      }</p>
<p><a href="/thu-tuc/${code}">${t('portal.apply.procedure')}</a></p>
${details(
  { summary: t('portal.apply.drop') },
  html`<p>${t('portal.apply.drop-about')}</p>
<form method="post" action="${base(draft)}/bo">${csrfField(ctx)}<p>${button({ label: t('portal.apply.drop-now'), alt: true })}</p></form>`,
)}`,
    ),
  );
}

/** Throws it away; also what was filled in for another whose mandate is over. */
async function drop(ctx: Ctx): Promise<Answer> {
  const { accountId } = ctx.visitor!;
  const draft = await getDraft(ctx.db, accountId, ctx.req.params.draft ?? '', ctx.clock.now());
  await ctx.db.tx(tx => dropDraft(tx, draft));
  return redirect('/ho-so');
}

export const applyRoutes: readonly Route[] = [
  { method: 'POST', path: '/thu-tuc/:code/nop', rule: 'citizen', handler: begin },
  // Where signing in leads back to after the button was pressed without a session. It may be asked for again: there is
  // one unfinished draft of a procedure, and this finds it.
  { method: 'GET', path: '/thu-tuc/:code/nop', rule: 'citizen', handler: begin },
  { method: 'GET', path: '/nop/:draft', rule: 'citizen', handler: parts, ahead: draftAhead },
  { method: 'POST', path: '/nop/:draft/bo', rule: 'citizen', handler: drop },
  { method: 'POST', path: '/nop/:draft/cho', rule: 'citizen', handler: choose },
  ...renewRoutes,
  ...stepRoutes,
  ...itemRoutes,
];
