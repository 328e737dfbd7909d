import {
  type Asker,
  atDesk,
  type DossierFacts,
  isFirstPaper,
  isLaterPaper,
  isNewPaper,
  isProposal,
  isWarning,
  mayAct,
  type OnlineWay,
  type OwnAppraisal,
  type PaperToGive,
  resultEndIn,
  type Story,
  type TaskFacts,
  type ToGive,
  type Told,
  taskKind,
} from '#engines/cases';
import { DECLINE, needsWords, SEND_BACK } from '#engines/processes';
import type { Task } from '#engines/work';
import type { Ctx } from '#platform/http';
import {
  button,
  csrfField,
  details,
  errorOf,
  formatMoney,
  type Html,
  html,
  note,
  textArea,
  vietnamese,
} from '#ui';

import type { ActError } from './act-error.ts';
import { opinions, sentBack, whyNothing } from './act-notes.ts';
import { CARD_KEY } from './counter/frame.ts';
import { anewNote } from './hand-over/anew-note.ts';
import { endedNote } from './hand-over/ended-note.ts';
import { handOverPath } from './hand-over/form.ts';
import { givesField } from './hand-over/gives.ts';
import { toPostPath } from './mail/reach.ts';
import { supplementForm } from './reason-form.ts';
import { type Refusing, refusalSection } from './refusal/section.ts';
import { correctedNote, type InTheWay } from './results/in-the-way.ts';
import { seenField } from './seen.ts';
import { stepDue } from './step-due.ts';
import { stepName } from './step-name.ts';
import { anywayCheckbox, anywayField } from './unanswered.ts';
import { byTold, tells } from './who-is-told.ts';

type View = {
  story: Story;
  /** The mark of what the page shows of the dossier, as a whole and of each task that lies before the reader. */
  seen: string;
  seenOf: ReadonlyMap<string, string>;
  /** Whether the result waits for its fee. */
  held: boolean;
  /** What its applicant still owes, in đồng, for who is to sign: the result waits until it is paid. */
  owed: number;
  /** The open tasks that the reader may do. */
  facing: readonly TaskFacts[];
  facts: DossierFacts;
  asker: Asker;
  failed: ActError | undefined;
  /** Whether anybody hears of what is done. */
  told: Told;
  /** Links to what else may be done. */
  more: Html | null;
  /** Where a letter lies that came back, and the way to hand it over. */
  back: Html | null;
  /** How many other dossiers may be about the same matter. */
  twins: number;
  /** How the result may go out electronically. */
  online: OnlineWay;
  /** What steps that lie before the reader hand over, by task. */
  gives: ReadonlyMap<string, readonly ToGive[]>;
  /** Papers that wait to be handed over after others were. */
  anew: readonly PaperToGive[];
  /** Who keeps the step of a warning and is away, in a sentence each, by task. */
  away: ReadonlyMap<string, readonly string[]>;
  /** Names of who has appraised it, for who is to sign. */
  appraisers: readonly string[];
  /** What stands in the way of steps that rest on a result which holds no more, by task. */
  inTheWay: ReadonlyMap<string, InTheWay>;
  /** That the answers name a place which the dossier was transferred away from; null: they do not. */
  place: Html | null;
  /** Whether the reader may read personal data. */
  personal: boolean;
  /** What somebody wrote, as the reader may read it. */
  shown(text: string): string;
  /** Steps that the reader would sign by delegation: that he does, and with which title. */
  signsFor: ReadonlyMap<string, string>;
  /** Steps in whose dossier the reader, who is to sign, appraised himself: whether he may, and who else can. */
  ownAppraisal: ReadonlyMap<string, OwnAppraisal>;
};

type StepView = View & {
  /** Whether the process ends in a result that is signed: what it will be can be looked at before. */
  signedLater: boolean;
  outcomesOf(task: Task): { act: string | null; outcomes: readonly string[] };
  /** What is to be known of a refusal: whether one was proposed, and what was paid. */
  refusing: Refusing;
  /** The fields of what a task asks for beside its outcome, by task. */
  factFields: ReadonlyMap<string, Html>;
  /** Who has to be there and sign where the result is handed over; empty where nobody has to. */
  presence: string;
  /** What a button says for an outcome of a task. */
  outcomeText(task: Task, outcome: string): string;
};

/** What was typed into a field of an act that was refused. */
function typedAt({ failed }: View, act: string, field: string): string | undefined {
  const value = failed?.act === act ? failed.typed[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}

const formOf = (ctx: Ctx, { story, seen, seenOf }: View, task: Task, inside: Html): Html =>
  html`<form method="post" action="/can-bo/ho-so/${story.dossier.id}/buoc/${task.id}">${csrfField(ctx)}${seenField(seenOf.get(task.id) ?? seen)}${inside}</form>`;

/** The next step of a task: its outcomes as buttons, with a note for whoever comes next. */
function stepForm(
  ctx: Ctx,
  view: StepView,
  task: Task,
  act: string | null,
  outcomes: readonly string[],
): Html | null {
  const { t } = ctx;
  if (act === 'question') return questionLink(ctx, view, task);
  if (act === 'return') return returnForm(ctx, view, task, outcomes);
  const own = act === 'sign' ? view.ownAppraisal.get(task.id) : undefined;
  if (own?.barred) return notWhoAppraised(ctx, view, task, own);
  const barred = view.inTheWay.get(task.id);
  if (barred)
    return barredForm(
      ctx,
      view,
      task,
      act,
      outcomes.filter(o => !barred.outcomes.includes(o)),
      barred,
    );
  const main = outcomes[0] ?? 'done';
  return formOf(
    ctx,
    view,
    task,
    html`<h3>${stepName(t, task.title.step)}</h3>
${stepDue(ctx, view.story, task)}${(act === 'sign' || act === 'process') && correctedNote(ctx, view.story, view.personal)}${act !== 'notice' && view.place}${act === 'notice' && isWarning(task) && html`${view.away.get(task.id)?.map(words => note(words))}<p class="q">${t('one-stop.act.warning')}</p>`}${act !== 'notice' && beforeOutcome(ctx, view, task, act)}${
  act !== 'notice' &&
  (act !== 'sign' || outcomes.some(needsWords)) &&
  noteField(ctx, view, task, act, outcomes)
}${act !== 'notice' && anyway(ctx, view, task)}
<p class="row">${(outcomes.length ? outcomes : [main]).map((o, i) =>
      button({
        label: act === 'notice' ? t('one-stop.act.read') : view.outcomeText(task, o),
        name: 'outcome',
        value: o,
        alt: i > 0,
      }),
    )}</p>`,
  );
}

const anyway = (ctx: Ctx, view: View, task: Task): Html | null =>
  anywayCheckbox(ctx, view.story, task.id, {
    checked: typedAt(view, task.id, anywayField(task.id)) !== undefined,
    error: view.failed?.act === task.id ? errorOf(view.failed.errors, anywayField(task.id)) : undefined,
  });

/** A step that rests on a result which holds no more: that, what is to be done, and the outcomes that are left. */
function barredForm(
  ctx: Ctx,
  view: StepView,
  task: Task,
  act: string | null,
  outcomes: readonly string[],
  { words }: InTheWay,
): Html {
  const left = html`${noteField(ctx, view, task, act, outcomes)}
<p class="row">${outcomes.map((o, i) => button({ label: view.outcomeText(task, o), name: 'outcome', value: o, alt: i > 0 }))}</p>`;
  return html`<h3>${stepName(ctx.t, task.title.step)}</h3>
${stepDue(ctx, view.story, task)}${words.map(said => note(said))}${outcomes.length > 0 && formOf(ctx, view, task, left)}`;
}

/** A signature that is not the reader's to give: he has appraised the dossier himself. */
const notWhoAppraised = ({ t }: Ctx, { story }: StepView, task: Task, { others }: OwnAppraisal): Html =>
  html`<h3>${vietnamese(t, task.title.step)}</h3>
${note(t('error.SIGNED_OWN_APPRAISAL.what', { code: story.dossier.code }))}<p>${
    others.length
      ? t('one-stop.act.others-sign', { names: others.map(o => o.name).join(', ') })
      : t('one-stop.act.nobody-signs')
  } ${t('error.SIGNED_OWN_APPRAISAL.todo')}</p>`;

/** What becomes of the result once it is signed: it is sent to whom an account lets in; who has none, and two who both sign for the paper, are told of it. */
function signAbout({ owed, told, online, presence }: StepView): string {
  if (owed > 0) return byTold('one-stop.act.sign-about-owed', told);
  const paper = told === 'applicant-told' && (online === 'no-account' || presence !== '');
  return paper ? 'one-stop.act.sign-about-paper' : byTold('one-stop.act.sign-about', told);
}

/** What a step asks for before its outcome is chosen, and the result as it would be signed. */
function beforeOutcome(ctx: Ctx, view: StepView, task: Task, act: string | null): Html {
  const { t } = ctx;
  const preview = (key: string) =>
    html`<a href="/can-bo/ho-so/${view.story.dossier.id}/xem-truoc.pdf?buoc=${task.id}">${t(key)}</a>`;
  const signsFor = view.signsFor.get(task.id);
  if (act === 'sign')
    return html`<p class="q">${t(signAbout(view), { amount: formatMoney(view.owed, t.lang) })} ${view.told !== 'applicant-told' && `${tells(ctx, view.told)} `}${preview('one-stop.act.preview')}</p>${view.presence && html`<p class="q">${t('one-stop.act.sign-both', { who: view.presence })}</p>`}${signsFor && note(signsFor)}${view.ownAppraisal.has(task.id) && note(t('one-stop.act.only-signer'))}${view.appraisers.length > 0 && html`<p class="q">${t('one-stop.act.appraised-by', { names: view.appraisers.join(', ') })}</p>`}${view.twins > 0 && whyDespite(ctx, view, task)}`;
  return html`${view.factFields.get(task.id)}${act === null && view.signedLater && html`<p class="q">${preview('one-stop.act.preview-unsigned')}</p>`}`;
}

/** The field for why it is signed though another dossier may be about the same matter. */
export const whyDespiteField = (taskId: string): string => `vi-sao-${taskId}`;

function whyDespite({ t }: Ctx, view: View, task: Task): Html {
  const name = whyDespiteField(task.id);
  return textArea(t, {
    name,
    label: t('one-stop.twin.why'),
    hint: t('one-stop.twin.why-hint'),
    value: typedAt(view, task.id, name),
    error: view.failed?.act === task.id ? errorOf(view.failed.errors, name) : undefined,
    rows: 2,
  });
}

/** Words for whoever does the next step; who sends it back has to say what is to be mended. */
function noteField(
  { t }: Ctx,
  view: View,
  task: Task,
  act: string | null,
  outcomes: readonly string[],
): Html {
  const name = `note-${task.id}`;
  return textArea(t, {
    name,
    label: t(
      act !== 'sign'
        ? 'one-stop.act.note'
        : outcomes.includes(DECLINE)
          ? 'one-stop.act.decline-why'
          : 'one-stop.act.send-back-why',
    ),
    hint: outcomes.includes(DECLINE)
      ? t('one-stop.act.decline-hint')
      : outcomes.includes(SEND_BACK)
        ? t(act === 'sign' ? 'one-stop.act.send-back-what' : 'one-stop.act.send-back-hint')
        : outcomes.some(needsWords)
          ? t('one-stop.question.words-hint')
          : undefined,
    value: typedAt(view, task.id, name),
    error: view.failed?.act === task.id ? errorOf(view.failed.errors, name) : undefined,
    optional: act !== 'sign',
    rows: 2,
  });
}

/** The result goes out: at the counter to whom the clerk knows, by post with a letter on a list (pages of their own), else as the process says. */
function returnForm(ctx: Ctx, view: StepView, task: Task, outcomes: readonly string[]): Html {
  const { t } = ctx;
  const { dossier } = view.story;
  // A later copy, and a decision in the place of a result that was ended, one person takes.
  const ended = resultEndIn(view.story);
  const toSign = (!isNewPaper(task) || isFirstPaper(task)) && !ended ? view.presence : '';
  const way = isLaterPaper(task) || !outcomes.includes('online') ? 'free' : view.online;
  const plain = way === 'free' ? outcomes : outcomes.filter(o => o !== 'online');
  const electronic = isNewPaper(task)
    ? t('one-stop.hand-over.no-paper')
    : outcomes.includes('online') && view.outcomeText(task, 'online');
  return formOf(
    ctx,
    view,
    task,
    html`<h3>${vietnamese(t, task.title.step)}</h3>
${stepDue(ctx, view.story, task)}${givesField(ctx, view.gives.get(task.id) ?? [])}${endedNote(ctx, ended)}${isNewPaper(task) && anewNote(ctx, view.anew)}${toSign && note(toSign)}
<p class="row">${plain.map((o, i) =>
      o === 'counter'
        ? button({
            label: t(`one-stop.hand-over.go${ended ? '-decision' : ''}`),
            href: handOverPath(dossier, task),
            alt: i > 0,
          })
        : o === 'post'
          ? button({ label: view.outcomeText(task, o), href: toPostPath(dossier), alt: i > 0 })
          : button({
              label: o === 'online' && electronic ? electronic : view.outcomeText(task, o),
              name: 'outcome',
              value: o,
              alt: i > 0,
            }),
    )}</p>${way === 'no-account' && html`<p class="q">${t(`one-stop.hand-over.no-account${ended ? '-decision' : ''}`)}</p>`}${way === 'paper-asked' && electronic && insteadOfPaper(ctx, view, task, electronic)}`,
  );
}

/** That the result goes out electronically alone though its applicant has asked for a paper: folded, and with a reason, which he is told. */
function insteadOfPaper({ t }: Ctx, view: StepView, task: Task, label: string): Html {
  const name = `note-${task.id}`;
  const failed = view.failed?.act === task.id ? view.failed : undefined;
  return details(
    { summary: label, open: failed !== undefined },
    html`<p>${t('one-stop.hand-over.instead-about')}</p>${textArea(t, {
      name,
      label: t('one-stop.hand-over.instead'),
      hint: t('one-stop.hand-over.instead-hint'),
      value: typedAt(view, task.id, name),
      error: failed && errorOf(failed.errors, name),
      rows: 2,
    })}<p>${button({ label, name: 'outcome', value: 'online', alt: true })}</p>`,
  );
}

/** A question to the reader's agency: what is asked, and the way to the answer. */
function questionLink(ctx: Ctx, view: View, task: Task): Html | null {
  const { t } = ctx;
  const question = view.story.questions.find(q => task.ref.endsWith(q.id));
  if (!question) return null;
  return html`<h3>${vietnamese(t, task.title.step)}</h3>
${question.what !== task.title.step && html`<p>${question.what}</p>`}
<p>${button({ label: t('one-stop.question.answer'), href: `/can-bo/ho-so/${question.dossierId}/cau-hoi/${question.id}` })}</p>`;
}

/** Whether the part of the acts leads anywhere: it may only say why there is nothing to do. */
export const offersAny = (section: Html): boolean => /<(?:a|button) /.test(section.toString());

/** Papers are asked for in the course of the step that lies before the reader. */
function seenAtDesk({ asker, facts, seen, seenOf }: View): string {
  const [desk] = atDesk(asker, facts);
  return (desk && seenOf.get(desk.taskId)) ?? seen;
}

/** What the reader may do with the dossier now, and nothing else. */
export function actsSection(ctx: Ctx, view: StepView): Html {
  const { t } = ctx;
  const { story, facing, facts, asker } = view;
  const running = story.dossier.status === 'received' || story.dossier.status === 'processing';
  // That a dossier be refused is decided in its own part.
  const mine = story.tasks.filter(task => !isProposal(task) && facing.some(f => f.taskId === task.id));
  const decides = view.refusing.proposal && !view.refusing.own && mayAct(asker, 'refuse', facts);
  return html`<section class="card no-print" id="viec"><h2 class="row">${t('one-stop.acts')}${(mine.length > 0 || decides) && html` <kbd aria-hidden="true">${CARD_KEY}</kbd>`}</h2>
${mine.some(task => taskKind(task) === 'step') && html`${sentBack(ctx, view)}${opinions(ctx, story)}`}${mine.map(
  task => {
    const { act, outcomes } = view.outcomesOf(task);
    return stepForm(ctx, view, task, act, outcomes);
  },
)}
${running && mayAct(asker, 'request-supplement', facts) && supplementForm(ctx, { ...view, seen: seenAtDesk(view) })}
${running && refusalSection(ctx, { dossier: story.dossier, seen: view.seen, told: view.told, shown: view.shown, asker, facts, failed: view.failed, ...view.refusing })}
${facts.fallen && mayAct(asker, 'stop', facts) && note(html`${t('one-stop.fallen.stop')} <a href="/can-bo/ho-so/${story.dossier.id}/dung">${t('one-stop.stop.title')}</a>`)}
${view.back}${mine.length === 0 && !decides && !view.back && html`<p class="q">${whyNothing(ctx, view)}</p>`}
${view.more}
</section>`;
}
