import {
  casesService,
  type Dossier,
  daysShown,
  dossierSections,
  findDossier,
  findPerson,
  getIntake,
  loadProcedure,
  owedFor,
  receptionOf,
  storyOf,
  usesOf,
  whoHasToBeThere,
  whyNotCorrected,
} from '#engines/cases';
import { said } from '#engines/forms';
import { getProcedureVersion } from '#engines/procedures';
import { dayItems, limitText } from '#engines/worktime';
import { formatDate, formatDateTime, formatTime, localDate, localParts } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect } from '#platform/http';
import { button, dayStairs, formatMoney, html, keyValues, vietnamese } from '#ui';
import { correctPath } from '../handling/correct-answers.ts';
import { COUNTER, counterPage, DONE_KEY, intakePath, NEXT_KEY } from './frame.ts';

const dueWords = ({ t }: Ctx, { dueAt, paused }: Dossier): string =>
  paused === 'payment'
    ? t('one-stop.counter.due-paid')
    : t('one-stop.counter.due-words', {
        time: formatTime(dueAt),
        weekday: t(`worktime.weekday-long.${localParts(dueAt).weekday}`),
        date: formatDate(dueAt),
      });

/** After it was received: the number, the slip to print, when it is due and why, where it is now; and on to the next. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const { draft } = await getIntake(db, ctx.visitor!.accountId, ctx.req.params.intake ?? '', now);
  if (!draft.dossierId) return redirect(intakePath(draft));
  const dossier = await findDossier(db, draft.dossierId);
  if (!dossier) throw NotFound();
  const story = await storyOf(db, ctx.get(casesService).ledger, dossier, now);
  const version = await getProcedureVersion(db, dossier.procedureVersionId);
  const reception = await receptionOf(db, dossier.id);
  const applicant = dossier.applicantId ? await findPerson(db, dossier.applicantId) : undefined;
  const [task] = [...story.tasks, ...story.waiting];
  const { form } = await loadProcedure(db, dossier);
  const byPost = usesOf(form, dossier.data).delivery === 'post';
  const both = said(whoHasToBeThere(form), ctx.lang);
  const say = dossier.paused === 'payment' ? 'say-paid' : 'say-words';
  // Nobody stands at the counter when it came by post.
  const came = dossier.channel === 'post';
  const next = came
    ? dossier.paused === 'payment'
      ? 'post-paid'
      : 'post-words'
    : `${say}${byPost ? '-post' : ''}`;
  const owed = await owedFor(db, dossier);
  const slip = `/can-bo/ho-so/${dossier.id}/giay-tiep-nhan.pdf`;
  return counterPage(
    ctx,
    {
      title: t('one-stop.counter.done', { code: dossier.code }),
      back: { href: COUNTER, label: t('one-stop.counter.title') },
      keys: [
        [NEXT_KEY, t('one-stop.counter.next')],
        [DONE_KEY, t('one-stop.counter.print')],
      ],
    },
    html`<div class="cols"><div>
${keyValues(t, [
  { label: t('one-stop.applicant.owner'), value: dossier.ownerName },
  {
    label: t('one-stop.applicant'),
    value: reception?.delegate
      ? t('one-stop.counter.by-delegate', { name: dossier.applicantName, delegate: reception.delegate.name })
      : dossier.applicantName,
  },
  { label: t('one-stop.col.procedure'), value: vietnamese(t, version.name) },
  { label: t('one-stop.counter.due'), value: html`<b>${dueWords(ctx, dossier)}</b>` },
  ...(task
    ? [{ label: t('one-stop.counter.now'), value: vietnamese(t, `${task.title.step}, ${task.agencyName}`) }]
    : []),
  {
    label: t('one-stop.counter.follows'),
    value: t(
      applicant?.signsIn
        ? 'one-stop.counter.follows-account'
        : dossier.phone
          ? 'one-stop.counter.follows-phone'
          : 'one-stop.counter.follows-slip',
    ),
  },
])}
<p class="row"><a class="btn" href="${COUNTER}" data-key="${NEXT_KEY}" autofocus>${t('one-stop.counter.next')} <kbd>${NEXT_KEY}</kbd></a><a class="btn alt" href="${slip}" data-print data-key="${DONE_KEY}">${t('one-stop.counter.print')} <kbd>${DONE_KEY}</kbd></a>${button({ label: t('one-stop.counter.open'), href: `/can-bo/ho-so/${dossier.id}`, alt: true })}${!(await whyNotCorrected(db, dossier)) && !dossier.closedAt && html`<a href="${correctPath(dossier)}">${t('one-stop.correct-answers.title')}</a>`}</p>
${await dossierSections(ctx, 'staff', dossier)}
</div><div>
<section class="card"><h2>${t('one-stop.counter.why')}</h2>
<p>${t('one-stop.counter.why-about', { limit: limitText(dossier.timeLimit, t), at: formatDateTime(dossier.receivedAt) })}</p>
${dayStairs(t, dayItems(daysShown(story, localDate(ctx.clock.now())), t))}</section>
<section><h2>${t(came ? 'one-stop.counter.post-title' : 'one-stop.counter.say')}</h2><p>${t(`one-stop.counter.${next}`, { due: dueWords(ctx, dossier) })}</p>${!came && both && html`<p>${t('one-stop.counter.say-both', { who: both })}</p>`}${!came && owed > 0 && html`<p>${t('one-stop.counter.say-owed', { amount: formatMoney(owed, t.lang) })}</p>`}</section>
</div></div>
<iframe class="vh" inert title="${t('one-stop.receipt')}" data-slip="${slip}"></iframe>`,
  );
}

export const receivedRoute: Route = {
  method: 'GET',
  path: `${COUNTER}/:intake/xong`,
  rule: { permission: 'dossier.receive' },
  handler: show,
};
