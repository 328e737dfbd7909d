import { isOpen, type Story, taskKind } from '#engines/cases';
import { SEND_BACK } from '#engines/processes';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, note, type Printable, withVietnamese } from '#ui';

/** The opinion of who does not agree. */
const AGAINST = 'disagree';

/** How a dossier stands to its reader. `held`: its result waits for a payment; `shown`: words of others as he may read them. */
type Standing = { story: Story; held: boolean; shown(text: string): string };

/** Why there is nothing to do for the reader: where the dossier is instead, or what it waits for. */
export function whyNothing({ t }: Ctx, { story, held, shown }: Standing): Printable {
  const { tasks, dossier, questions, waitsUntil } = story;
  const steps = tasks.filter(task => taskKind(task) !== 'notice');
  const [first] = steps;
  if (first && steps.length > 1) return t('one-stop.not-mine-several', { count: steps.length });
  if (first)
    return withVietnamese(t, 'one-stop.not-mine', { agency: first.agencyName, step: first.title.step });
  if (dossier.status === 'supplementing') return t('one-stop.waiting-citizen');
  if (dossier.status === 'awaiting-payment') return t('one-stop.waiting-payment');
  if (dossier.closedAt) return t(held ? 'one-stop.nothing-held' : 'one-stop.nothing');
  const asked = questions.find(q => q.toAgency === null && isOpen(q));
  if (waitsUntil) return t('one-stop.waiting-until', { until: formatDateTime(waitsUntil) });
  if (!asked) return t('one-stop.waiting-event');
  const what = shown(asked.what);
  return asked.dueAt
    ? t('one-stop.waiting-answer-until', { what, until: formatDateTime(asked.dueAt) })
    : t('one-stop.waiting-answer', { what });
}

/** Opinions of others that whoever goes on should not pass over: who does not agree, and who has not answered. */
export function opinions({ t }: Ctx, { questions }: Story): Html | null {
  const toOthers = questions.filter(q => q.toAgency !== null);
  const against = toOthers.filter(q => q.outcome === AGAINST).length;
  const silent = toOthers.filter(q => !q.answeredAt && (isOpen(q) || q.lateAt)).length;
  const said = [
    ...(against ? [t('one-stop.opinions.against', { count: against })] : []),
    ...(silent ? [t('one-stop.opinions.silent', { count: silent })] : []),
  ];
  return said.length ? note(t('one-stop.opinions', { said: said.join(', ') })) : null;
}

/** Why the step came back, while nobody has done a step since. */
export function sentBack(
  { t }: Ctx,
  { story: { happenings }, shown }: Pick<Standing, 'story' | 'shown'>,
): Html | null {
  const last = happenings.find(h => h.kind === 'step-done' && !h.undone);
  if (last?.body.outcome !== SEND_BACK) return null;
  const why = shown(String(last.personal.note ?? ''));
  const who = last.who ?? t('one-stop.system');
  const at = formatDateTime(last.at);
  return note(why ? t('one-stop.sent-back', { who, at, why }) : t('one-stop.sent-back.bare', { who, at }));
}
