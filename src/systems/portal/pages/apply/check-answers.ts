import { casesService, DraftOutdated, findTwins, statusTextsOf, submitDraft } from '#engines/cases';
import { type Form, type FormData, onlinePages, renderAnswers, validateAll } from '#engines/forms';
import { localDate } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect, textField } from '#platform/http';
import { button, checkbox, citizenPage, csrfField, errorSummary, type FieldError, html, note } from '#ui';
import { exemptionList } from '../procedures/exemptions.ts';
import { doubtOf, feesText } from '../procedures/procedure-text.ts';
import { actingLine } from './apply-for.ts';
import { termsNote } from './changed-terms.ts';
import { claimedNote } from './claimed.ts';
import { feeLater } from './fee-later.ts';
import { elsewhere, open, RENEW } from './open-draft.ts';

const AGREE = 'cam-doan';

async function check(ctx: Ctx, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  const opened = await open(ctx);
  const { draft, form, version } = opened;
  const other = await elsewhere(ctx, draft);
  if (other) return redirect(other);
  const data = draft.data as FormData;
  const faults = await validateAll(form, data, ctx);
  // Something is still missing: the list of parts says where.
  if (faults.length || !onlinePages(form, data).every(p => draft.pagesDone.includes(p.id)))
    return redirect(`/nop/${draft.id}`);
  const answers = await renderAnswers(ctx, form, data, {
    // Typed a moment ago by whoever is to say now that it is right: half a number cannot be checked.
    reveal: true,
    changeHref: (pageId, path, item) =>
      `/nop/${draft.id}/${pageId}${item === undefined ? '' : `/${item + 1}`}#f-${path}`,
  });
  const fees = version.fees.filter(f => !f.channels.length || f.channels.includes('online'));
  const doubt = doubtOf({ ...version, fees }, 'fees', t);
  // Of his own alone (or of him for whom he fills it in): of others he is told nothing.
  const mine = await findTwins(
    ctx.db,
    ctx.get(casesService),
    { sameMatter: version.sameMatter, data },
    localDate(ctx.clock.now()),
    {
      of: draft.principalId ?? ctx.visitor!.accountId,
    },
  );
  const standing = await statusTextsOf(ctx.db, mine);
  const agree = errors.find(e => e.path === AGREE);
  return page(
    citizenPage(
      ctx,
      { title: t('portal.check.title'), backTo: `/nop/${draft.id}`, error: errors.length > 0 },
      html`${errorSummary(t, errors)}
<h1>${t('portal.check.title')}</h1>
${actingLine(ctx, opened)}${termsNote(ctx, opened)}${
  mine.length > 0 &&
  note(
    html`${t('portal.check.twin')}${mine.map((m, i) => html`${i > 0 && ','} <a href="/ho-so/${m.code}" class="num">${m.code}</a> (${t(standing.get(m.id) ?? '')})`)}. ${t('portal.check.twin-about')}`,
  )
}${answers}
<h2>${t('portal.check.send')}</h2>
<p>${t('portal.check.fee', {
        fee: feesText(
          fees.map(f => ({ ...f, channels: [] })),
          t,
        ),
      })}${doubt && html` ${doubt}.`}</p>${feeLater(t, fees)}${claimedNote(t, fees, form, data) ?? exemptionList(t, fees)}
<form method="post" novalidate>${csrfField(ctx)}
${checkbox(t, { name: AGREE, label: t('portal.check.agree'), error: agree?.message })}
<p>${button({ label: t('portal.check.submit') })}</p></form>
<p class="q">${t('portal.check.after')}</p>`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** The page that asks for a field, of a repeating group with its item: where what is wrong with it is told. */
function placeOf(form: Form, path: string): string {
  const page = form.pages.find(p => (p.group ? path.startsWith(`${p.group}.`) : p.fields.includes(path)));
  if (!page) return '';
  const item = page.group && path.slice(page.group.length + 1).split('.')[0];
  return item ? `${page.id}/${Number(item) + 1}` : page.id;
}

/** Sends the application, once: pressing twice, reloading or going back gives the same dossier. */
async function submit(ctx: Ctx): Promise<Answer> {
  const { draft, form } = await open(ctx);
  if (!draft.dossierId && !textField(ctx.req.body, AGREE)) {
    return check(ctx, [{ path: AGREE, message: ctx.t('portal.check.agree-missing') }]);
  }
  try {
    await submitDraft(ctx, draft);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === DraftOutdated.code) return redirect(`/nop/${draft.id}/${RENEW}`);
    if (error.code !== 'PAPER_INFECTED') throw error;
    return redirect(`/nop/${draft.id}/${placeOf(form, String(error.params.field))}`);
  }
  return redirect(`/nop/${draft.id}/da-nop`);
}

export const checkRoutes: readonly Route[] = [
  { method: 'GET', path: '/nop/:draft/kiem-tra', rule: 'citizen', handler: ctx => check(ctx) },
  { method: 'POST', path: '/nop/:draft/kiem-tra', rule: 'citizen', handler: submit },
];
