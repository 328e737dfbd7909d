import {
  isFirstPaper,
  isNewPaper,
  isOpen,
  letterAgainIn,
  letterBackIn,
  paperStandsIn,
  resultEndIn,
  type Story,
  statusText,
  taskKind,
} from '#engines/cases';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, keyValues, note, vietnamese } from '#ui';
import { deadlineChip, dueText } from './deadline-view.ts';
import { addressOf } from './own-dossier.ts';

/** The slip by which an office says that it takes a dossier no further. */
const SLIPS: Readonly<Record<string, string>> = { refused: 'tu-choi', declined: 'tu-choi', stopped: 'dung' };

/** That an office took the dossier no further, with its reason as it told the applicant; nothing where it did not. */
const turnedDown = ({ dossier, happenings }: Story): Story['happenings'][number] | undefined =>
  dossier.status in SLIPS
    ? happenings.find(h => (h.kind === 'refused' || h.kind === 'stopped') && !h.undone)
    : undefined;

type Steps = Story['tasks'];

/** What officials have to read is no step of the dossier. */
const stepsIn = (tasks: Steps): Steps => tasks.filter(task => taskKind(task) !== 'notice');

/**
 * Where a dossier lies: with several agencies at once while they work side by side, also while all of it waits. What was turned down:
 * with whoever did that.
 */
const placesOf = (steps: Steps, story: Story): string =>
  [...new Set(steps.map(task => task.agencyName))].join('; ') ||
  turnedDown(story)?.agency ||
  story.agencyName;

/** Who gave the results of a dossier that nobody works on any more; with several, each. */
const decidersOf = (steps: Steps, { happenings, results }: Story): string =>
  steps.length || !results.length
    ? ''
    : [...new Set(happenings.flatMap(h => (h.kind === 'result-issued' && !h.undone && h.agency) || []))].join(
        '; ',
      );

/** Of a result that the post brought back: where it lies, or that it is under way again. */
function letterWords(story: Story, { t }: Ctx): string | undefined {
  const back = letterBackIn(story);
  if (back) return back.agency ? t('portal.mail.back-at', { agency: back.agency }) : t('portal.mail.back');
  const again = letterAgainIn(story);
  return again && t('portal.mail.again', { on: formatDate(again.at) });
}

/** Results whose signature was not taken back. */
const signedOf = ({ results }: Story): Story['results'] => results.filter(r => r.status !== 'withdrawn');

/** There were results, and none of them holds any more. */
const noneHolds = (story: Story): boolean => {
  const signed = signedOf(story);
  return signed.length > 0 && signed.every(r => r.status !== 'valid');
};

/** A result that holds, and that nobody has had yet, waits for its fee. `owes`: something is still to be paid. */
const isHeld = ({ results }: Pick<Story, 'results'>, owes = false): boolean =>
  owes && results.some(r => r.status === 'valid' && !r.fetchedAt);

/** Where a dossier that is being worked on stands, and what its applicant has to do about it. */
function runningLead(
  { dossier, deadline, questions }: Story,
  { t }: Ctx,
  { own = false, owes = false }: Options,
): string {
  if (dossier.status === 'supplementing') return t('portal.lead.supplementing');
  if (dossier.status === 'awaiting-payment') return t('portal.lead.awaiting-payment');
  const asked = questions.find(q => q.toAgency === null && isOpen(q));
  if (asked && !own) return t('portal.lead.asked');
  if (asked)
    return asked.dueAt
      ? t('portal.lead.own-asked-due', { due: dueText(asked.dueAt, t) })
      : t('portal.lead.own-asked');
  // While the clock waits nothing is promised.
  if (deadline?.pausedSince) return t(owes ? 'portal.lead.paused-owes' : 'portal.lead.paused');
  return t(owes ? 'portal.lead.running-owes' : 'portal.lead.running', { due: dueText(dossier.dueAt, t) });
}

/** `own`: the reader is its applicant; `away`: no account that lets anybody in has it; `owes`: something is still to be paid; `paper`: how the paper of its result comes. */
type Options = { own?: boolean; away?: boolean; owes?: boolean; paper?: string };

/** Leads that say what is to be found in an account. */
const IN_ACCOUNT: ReadonlySet<string> = new Set([
  'completed',
  'returned',
  'electronic',
  'refused',
  'declined',
]);

/** What a dossier's page says at its top: where it stands and what there is to do. Shared with the citizen's own page. */
export function standing(story: Story, procedureName: string, ctx: Ctx, options: Options = {}): Html {
  const { t } = ctx;
  const { dossier, apology } = story;
  const tasks = stepsIn(story.tasks);
  const steps = tasks.length ? tasks : stepsIn(story.waiting);
  const deciders = decidersOf(steps, story);
  const chip = deadlineChip(story, t);
  const closed = !story.deadline;
  const held = isHeld(story, options.owes);
  const reason = options.own ? String(turnedDown(story)?.personal.reason ?? '') : '';
  const owed = dossier.status === 'returned' ? tasks.find(isFirstPaper) : undefined;
  const ended = owed ? 'electronic' : dossier.status;
  const lead = closed
    ? noneHolds(story)
      ? t('portal.lead.revoked')
      : held
        ? t(`portal.lead.${options.own ? 'own-' : ''}signed-owes`)
        : t(
            `portal.lead.${options.own && (signedOf(story).length > 0 || reason) ? 'own-' : ''}${ended}${options.away && IN_ACCOUNT.has(ended) ? '-away' : ''}`,
            { agency: turnedDown(story)?.agency ?? story.agencyName, at: owed?.agencyName ?? '' },
          )
    : runningLead(story, ctx, options);
  const letter = letterWords(story, ctx);
  const paper = tasks.find(isNewPaper);
  const paperSaid = letter || noneHolds(story) ? undefined : options.paper;
  return html`<p class="q num">${t('portal.dossier.code', { code: dossier.code })}</p>
<h1>${t(statusText(dossier.status, resultEndIn(story), held, paperStandsIn(story)))}</h1>
${chip && html`<p>${chip}</p>`}
<p class="lead">${letter ?? lead}${paper && !isFirstPaper(paper) && ` ${t('portal.lead.new-paper')}`}${!reason && paperSaid && ` ${paperSaid}`}</p>
${
  reason &&
  note(
    html`${reason}<br><a href="${addressOf(dossier)}/phieu/${SLIPS[dossier.status]}.pdf">${t(`portal.slip.${dossier.status}`)}</a>`,
  )
}${reason && paperSaid && html`<p>${t('portal.lead.papers-before')} ${paperSaid}</p>`}
${
  apology &&
  !closed &&
  note(
    html`${t('portal.apology.given', { at: formatDateTime(apology.givenAt), due: formatDateTime(apology.dueBefore), until: dueText(apology.until, t) })}${
      options.own &&
      html` ${apology.reason}<br><a href="${addressOf(dossier)}/phieu/xin-loi.pdf">${t('portal.apology.slip', { number: `${apology.number}/${apology.year}` })}</a>`
    }`,
  )
}
${keyValues(t, [
  { label: t('portal.dossier.procedure'), value: vietnamese(t, procedureName) },
  ...(steps[0]
    ? [
        {
          label: t(tasks.length ? 'portal.dossier.step' : 'portal.dossier.step-next'),
          value: vietnamese(t, [...new Set(steps.map(task => task.title.step))].join(', ')),
        },
      ]
    : []),
  ...(story.waitsUntil && !steps.length
    ? [{ label: t('portal.dossier.waits-until'), value: dueText(story.waitsUntil, t) }]
    : []),
  deciders
    ? { label: t('portal.dossier.decided'), value: vietnamese(t, deciders) }
    : { label: t('portal.dossier.handler'), value: vietnamese(t, placesOf(steps, story)) },
  {
    // What was not received was only handed in.
    label: t(`portal.dossier.${dossier.status === 'refused' ? 'handed-in' : 'received'}`),
    value: formatDateTime(dossier.receivedAt),
  },
])}`;
}
