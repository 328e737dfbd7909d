import {
  type Asker,
  actorAt,
  actorOn,
  actsFrom,
  appraisalsOf,
  appraisersOf,
  askerOf,
  casesService,
  type DossierFacts,
  daysShown,
  doable,
  dossierSections,
  doubtsOf,
  heldOf,
  isNewPaper,
  listBrought,
  loadProcedure,
  mayAct,
  newPapersOf,
  type OwnAppraisal,
  onlineWayOf,
  outcomesFor,
  owedFor,
  paperStandsIn,
  resultActions,
  resultEndIn,
  type Story,
  seeTwins,
  statusText,
  storyOf,
  type Told,
  taskKind,
  toldOf,
  twinsOf,
  whoHasToBeThere,
  whyNotCorrected,
} from '#engines/cases';
import { forStaff, renderAnswers, said } from '#engines/forms';
import { vaultService } from '#engines/identity';
import { messagesAbout } from '#engines/messaging';
import { outcomeText } from '#engines/processes';
import { dayItems, deadlineText, endSaid, whyNotes, whyRows } from '#engines/worktime';
import { formatDateTime, localDate } from '#platform/clock';
import { type Answer, type Ctx, page, queryText } from '#platform/http';
import {
  dayStairs,
  details,
  errorSummary,
  formatPhone,
  type Html,
  html,
  keyValues,
  maskPhone,
  note,
  staffPage,
  status,
  withVietnamese,
} from '#ui';
import type { ActError } from './act-error.ts';
import { actsSection, offersAny } from './acts-section.ts';
import { awayWords } from './away-words.ts';
import { correctionsPart } from './corrections-part.ts';
import { broughtList } from './counter/brought/card.ts';
import { broughtPath } from './counter/brought/load.ts';
import { CARD_KEY } from './counter/frame.ts';
import { KEYS } from './counter/keys.ts';
import { DECIDED, decidedWords } from './decided-words.ts';
import { doubtsPart } from './doubts-part.ts';
import { evenColumns } from './even-columns.ts';
import { handOverSection } from './hand-over/section.ts';
import { apologyNote } from './handling/apology-note.ts';
import { correctPath } from './handling/correct-answers.ts';
import { handlingLinks } from './handling/links.ts';
import { questionsSection } from './handling/questions-section.ts';
import { isOwnStop } from './handling/stop.ts';
import { lettersBack } from './mail/back.ts';
import { marksAt } from './marks-at.ts';
import { messagesSection } from './messages-section.ts';
import { askForNumbers, sightOf } from './numbers.ts';
import { openDossier } from './open.ts';
import { ownerFact } from './owner-fact.ts';
import { papersSection } from './papers-section.ts';
import { placeFacts } from './place-facts.ts';
import { placeNote } from './place-otherwise.ts';
import { processParts } from './process-part.ts';
import { handedInBy, handedInSection, onPaper, receptionFacts } from './reception-facts.ts';
import { refusingOf } from './refusal/section.ts';
import { type InTheWay, inTheWay } from './results/in-the-way.ts';
import { resultsSection } from './results/section.ts';
import { twinsNote } from './same-matter/note.ts';
import { signsFor } from './signs-for.ts';
import { factFields as stepFactFields } from './step-facts.ts';
import { storySection } from './story-section.ts';
import { type LastAct, lastActFor, undoOrWhy } from './undo/offer.ts';
import { whereNow } from './where-now.ts';
import { APPLICANT_HEARS } from './who-is-told.ts';

/** The chip of the deadline, or the status in words when it no longer runs. `held`: its result waits for a fee. */
function chip(story: Story, held: boolean, ctx: Ctx): Html {
  const { deadline, calendar, dossier } = story;
  const given = dossier.status === 'completed' || dossier.status === 'returned';
  const ended = resultEndIn(story);
  const paper = paperStandsIn(story);
  if (!deadline) {
    const colour = !given || ended ? 'ended' : held || paper ? 'hold' : 'done';
    return status(colour, ctx.t(statusText(dossier.status, ended, held, paper)));
  }
  return status(
    deadline.state === 'paused' ? 'hold' : deadline.state,
    deadlineText(deadline, calendar, ctx.t),
  );
}

function why(story: Story, ctx: Ctx): Html {
  const { t } = ctx;
  const today = localDate(ctx.clock.now());
  const said = endSaid(story.explanation, t);
  return details(
    {
      summary: story.dossier.paused
        ? t('one-stop.why-paused')
        : t('one-stop.why', { due: formatDateTime(story.dossier.dueAt) }),
      why: true,
      open: story.deadline !== null,
    },
    html`${dayStairs(t, dayItems(daysShown(story, today), t, said ? { said } : { today }))}
<table><thead><tr><th scope="col">${t('one-stop.why.span')}</th><th scope="col" class="n">${t('one-stop.why.time')}</th></tr></thead><tbody>
${whyRows(story.explanation, t).map(
  r => html`<tr><td>${r.label}${r.note && html` <small>${r.note}</small>`}</td><td class="n nb">${r.kind === 'left' || r.kind === 'ended' ? html`<b>${r.value}</b>` : r.value}</td></tr>
`,
)}</tbody></table>
${whyNotes(story.explanation, t).map(n => html`<p class="q">${n}</p>`)}`,
  );
}

/** Nothing moves until somebody mends it: said beside the state, or those who wait would ask why. */
function incidentNote(s: Story, facts: DossierFacts, asker: Asker, ctx: Ctx): Html | null {
  const [incident] = s.incidents;
  if (!incident) return null;
  const { t } = ctx;
  return html`<div class="why"><p>${status('late', t('one-stop.incident'))}</p><p>${t('one-stop.incident.about', { since: formatDateTime(incident.openedAt) })}${
    mayAct(asker, 'mend', facts) &&
    html` <a href="/can-bo/quan-tri/su-co/${incident.id}">${t('one-stop.incident.open')}</a>`
  }</p></div>`;
}

/** What is no act on this dossier, or is over: what the reader had done on it before is not what is told of. */
const NO_ACT_HERE = new Set([
  'undone',
  'assign-unchanged',
  'factor-shown',
  'complaint-received',
  'decision-noted',
  'decision-elsewhere-told',
  'decision-elsewhere-untold',
  'decision-elsewhere-synthetic',
]);

/** After an act the browser comes back with `xong=…`: what was done, in a sentence, whether anybody is told of it, and the way to take it back, or why it stays. */
function done(ctx: Ctx, last: LastAct | undefined, told: Told, decided: () => string): Html | null {
  const said = queryText(ctx.req.query, 'xong');
  const key = `one-stop.done.${said}`;
  if (!ctx.texts.has(key)) return null;
  return html`<div role="status">${note(html`${said === DECIDED ? decided() : ctx.t(key)}${APPLICANT_HEARS.has(said) && html` ${ctx.t(`one-stop.done.${told}`)}`}${!NO_ACT_HERE.has(said) && last && html` ${undoOrWhy(ctx.t, last)}`}`)}</div>`;
}

/** The page of one dossier for those who work on it. Opening it is itself an entry: the citizen sees who looked. */
export async function dossierPage(ctx: Ctx, id: string, failed?: ActError): Promise<Answer> {
  const { t, db, visitor } = ctx;
  const now = ctx.clock.now();
  const { dossier, facts } = await openDossier(ctx, id);
  const asker = askerOf(visitor);
  const deps = ctx.get(casesService);
  const [s, procedure, messages] = [
    await storyOf(db, deps.ledger, dossier, now),
    await loadProcedure(db, dossier),
    await messagesAbout(db, dossier.id),
  ];
  const sight = await sightOf(ctx, asker, dossier, facts);
  const { personal } = sight;
  const opens = mayAct(asker, 'read-papers', facts);
  const told = await toldOf(db, dossier);
  const held = (await heldOf(db, [dossier])).has(dossier.id);
  const answers = await renderAnswers(ctx, forStaff(procedure.form), dossier.data, {
    reveal: sight.numbers,
    conceal: !personal,
    date: localDate(dossier.receivedAt),
    level: 3,
    elsewhere: await onPaper(ctx, dossier, procedure),
    may: field => personal || field.layout.class !== 'sensitive',
  });
  const reception = await receptionFacts(ctx, dossier, sight.numbers);
  const corrections = await correctionsPart(ctx, s, sight);
  const handedOver = await handOverSection(ctx, dossier, sight);
  const factFields = new Map<string, Html>();
  for (const task of s.tasks) {
    const refused = failed?.act === task.id ? failed : undefined;
    const node = taskKind(task) === 'step' ? procedure.graph.nodes.get(task.elementId) : undefined;
    const fields = await stepFactFields(ctx, node, dossier, procedure, refused?.typed, refused?.errors);
    if (fields) factFields.set(task.id, fields);
  }
  const named = { person: dossier.ownerName, matter: procedure.version.name };
  const title = t('one-stop.dossier.title', named);
  const facing = doable(asker, facts);
  const ownAppraisal = new Map<string, OwnAppraisal>();
  const inPlaceOf = new Map<string, string>();
  let appraisers: string[] = [];
  let owed = 0;
  for (const task of facing.filter(f => f.permission === 'dossier.sign')) {
    appraisers = (await appraisersOf(db, facts)).map(a => a.name);
    owed = await owedFor(db, dossier);
    const signer = actorOn(visitor!, now, facts, task);
    const own = await appraisalsOf(db, signer)(facts, task.taskId, signer);
    if (own) ownAppraisal.set(task.taskId, own);
    const forOther = await signsFor(ctx, signer);
    if (forOther) inPlaceOf.set(task.taskId, forOther.words);
  }
  const barred = new Map<string, InTheWay>();
  for (const task of s.tasks) {
    const his = taskKind(task) === 'step' && facing.some(f => f.taskId === task.id);
    const way = his ? await inTheWay(ctx, dossier, procedure, task) : undefined;
    if (way) barred.set(task.id, way);
  }
  const lastAct = await lastActFor(ctx, { dossier, facts, happenings: s.happenings });
  const acts = await actsFrom(db, dossier.status);
  const paper = s.tasks.find(isNewPaper);
  const apologised = s.apology !== null;
  const twins = await seeTwins(
    ctx,
    await twinsOf(db, ctx.get(casesService), dossier, now),
    actorAt(visitor!, now, facts, 'dossier.read'),
  );
  const mayCorrect =
    acts.includes('correct-answers') &&
    mayAct(asker, 'correct-answers', facts) &&
    !(await whyNotCorrected(db, dossier));
  const questions = await questionsSection(ctx, {
    dossier,
    told,
    facts,
    asker,
    story: s,
    shown: sight.shown,
    graph: procedure.graph,
  });
  const story = await storySection(s, procedure.graph, ctx, { last: lastAct, ...sight });
  const issued = resultsSection(
    ctx,
    s,
    await resultActions(db, visitor, { dossier, facts, results: s.results }, now),
    { opens, shown: sight.shown },
  );
  const numbers = askForNumbers(ctx, sight, [
    issued,
    html`${reception.map(fact => fact.value)}`,
    answers,
    corrections,
    handedOver,
    questions,
    story,
  ]);
  const ownStop = acts.includes('stop') && (await isOwnStop(ctx, { dossier, facts, asker }));
  const more = handlingLinks(ctx, { dossier, told, facts, asker, tasks: s.tasks, acts, apologised, ownStop });
  const card = actsSection(ctx, {
    story: s,
    told,
    back: await lettersBack(ctx, dossier),
    ...(await marksAt(ctx, s, facing)),
    held,
    owed,
    away: await awayWords(ctx, s),
    online: await onlineWayOf(db, dossier, procedure.form),
    anew: paper ? await newPapersOf(db, dossier, paper) : [],
    facing,
    twins: twins.length,
    appraisers,
    ownAppraisal,
    inTheWay: barred,
    place: await placeNote(ctx, dossier),
    personal,
    shown: sight.shown,
    signsFor: inPlaceOf,
    refusing: await refusingOf(ctx, dossier, facts),
    facts,
    asker,
    failed,
    more,
    factFields,
    signedLater: [...procedure.graph.nodes.values()].some(n => n.act === 'sign'),
    outcomesOf: task => outcomesFor(procedure, task),
    presence: said(whoHasToBeThere(procedure.form), ctx.lang),
    outcomeText: (task, outcome) => outcomeText(ctx.lang, procedure.graph, task.elementId, outcome, 'do'),
  });
  const process = processParts(ctx, procedure, dossier, whereNow(s, held, ctx));
  const left = html`${process.beside}
<section><h2>${t('one-stop.applicant')}</h2>${keyValues(t, [
    { label: t('one-stop.applicant.name'), value: dossier.applicantName },
    ownerFact(ctx, s, procedure.form),
    {
      label: t('one-stop.applicant.phone'),
      value: dossier.phone
        ? personal
          ? formatPhone(dossier.phone)
          : maskPhone(dossier.phone)
        : t('one-stop.applicant.phone-none'),
    },
    {
      label: t(`one-stop.applicant.${dossier.status === 'refused' ? 'handed-in' : 'received'}`),
      value: formatDateTime(dossier.receivedAt),
    },
    ...(await placeFacts(ctx, dossier)),
    ...(await handedInBy(ctx, s)),
    ...reception,
  ])}${personal && doubtsPart(ctx, await doubtsOf(db, ctx.get(vaultService), procedure.form, dossier))}</section>
<section><h2>${t('one-stop.answers')}</h2>${corrections}${answers}
${mayCorrect && html`<p><a href="${correctPath(dossier)}">${t('one-stop.correct-answers.title')}</a></p>`}
${numbers}<p class="q">${t('one-stop.logged')}</p></section>
${issued}
${await papersSection(s, ctx, { opens, shown: sight.shown })}
${await handedInSection(ctx, dossier)}
${await broughtList(ctx, await listBrought(db, dossier.id), mayAct(asker, 'supplement', facts) ? broughtPath(dossier) : null)}
${handedOver}
`;
  const right = html`${apologyNote(ctx, { dossier, facts, asker, acts, apologised })}
${twinsNote(ctx, twins, s.results.length || dossier.closedAt ? 'one-stop.twin.about-past' : 'one-stop.twin.about')}
${card}
${await dossierSections(ctx, 'staff', dossier)}
${dossier.status !== 'refused' && why(s, ctx)}
${questions}
`;
  const last = evenColumns(left, right, [
    messagesSection(messages, ctx, { unreachable: told === 'nobody-told', tells: personal }),
    story,
  ]);
  return page(
    staffPage(
      ctx,
      {
        title,
        wide: true,
        error: failed !== undefined && (failed.errors.length > 0 || failed.notice !== undefined),
        scripts: [KEYS],
      },
      html`<p class="row crumb"><a href="/can-bo">‹ ${t('one-stop.back')}</a>${offersAny(card) && html`<a class="jump" href="#viec" data-key="${CARD_KEY}">${t('one-stop.jump')}</a>`}</p>
${errorSummary(t, failed?.errors ?? [])}${done(ctx, lastAct, told, () => decidedWords(t, s, procedure.graph, visitor?.accountId))}${failed?.notice && html`<div role="alert">${note(failed.notice)}</div>`}<div class="row"><h1>${withVietnamese(t, 'one-stop.dossier.title', named)}</h1>${chip(s, held, ctx)}${dossier.synthetic && html`<span class="q">${t('one-stop.synthetic')}</span>`}</div>
<p class="q num">${t(
        dossier.status === 'refused'
          ? 'one-stop.dossier.line-refused'
          : dossier.paused
            ? 'one-stop.dossier.line-paused'
            : 'one-stop.dossier.line',
        {
          code: dossier.code,
          channel: t(`cases.channel.${dossier.channel}`),
          due: formatDateTime(dossier.dueAt),
        },
      )}</p>
${incidentNote(s, facts, asker, ctx)}
<div class="cols"><div>
${left}</div><div>
${right}${last.beside}</div>${last.foot && html`<div class="foot">${last.foot}</div>`}</div>${process.below}`,
    ),
    { status: failed ? failed.status : 200 },
  );
}
