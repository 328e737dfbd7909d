import { agencyNames, limitsCounted, owingDossiers, pausedSince, waitsForOwner } from '#engines/cases';
import { holdersOfPosts } from '#engines/identity';
import type { LiveTask } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Column, type Html, html, type Printable, status, vietnamese } from '#ui';
import { othersSign } from '../signs-for.ts';
import { stepLabel, stepName } from '../step-name.ts';
import type { Desk } from './ask.ts';
import { countedOf, dueCell, dueWords, hoursLeft } from './due.ts';

/** `pick`: with boxes to tick before; `every`: the one that ticks them all. */
export const columnsOf = ({ t }: Ctx, pick: boolean, every?: Html): Column[] => [
  ...(pick ? [{ label: t('one-stop.col.pick'), hidden: true, control: every }] : []),
  ...(['due', 'owner', 'procedure', 'step', 'channel'] as const).map(c => ({
    label: t(`one-stop.col.${c}`),
  })),
];

const shortCode = (code: string): string => code.split('-').slice(1).join('-') || code;

/** What lists say of tasks beside what stands in them: how their limits are counted, the agencies (`several` of them), to whom they were given. */
async function aboutTasks(ctx: Ctx, { now }: Desk, tasks: readonly LiveTask[]) {
  const several = new Set(tasks.map(task => task.agencyId)).size > 1;
  const posts = [...new Set(tasks.flatMap(task => task.postId ?? []))];
  const [limits, agencyName, holders, since, owing] = await Promise.all([
    limitsCounted(
      ctx.db,
      tasks.map(task => task.subjectId),
    ),
    agencyNames(
      ctx.db,
      tasks.map(task => ({ agencyId: task.agencyId, at: now })),
    ),
    posts.length ? holdersOfPosts(ctx.db, posts, localDate(now)) : [],
    pausedSince(
      ctx.db,
      tasks.filter(task => task.state === 'suspended').map(task => task.subjectId),
    ),
    owingDossiers(
      ctx.db,
      tasks.filter(waitsForOwner).map(task => task.subjectId),
    ),
  ]);
  const givenTo = (task: LiveTask): string =>
    holders
      .filter(h => h.postId === task.postId)
      .map(h => h.name)
      .join(', ');
  return {
    counted: (task: LiveTask) => countedOf(task, limits.get(task.subjectId)),
    since,
    owes: (task: LiveTask): boolean => owing.has(task.subjectId),
    givenTo,
    several,
    agencyOf: (task: LiveTask) => agencyName(task.agencyId, now) ?? '',
  };
}

/** The rows of a page: whom and what it is about, at which step with whom, until when; `others`: what somebody else signs is marked. */
export async function rowsOf(
  ctx: Ctx,
  desk: Desk,
  tasks: readonly LiveTask[],
  { pick, others }: { pick: boolean; others: ReadonlySet<string> },
): Promise<Printable[][]> {
  const { t } = ctx;
  const { counted, since, owes, givenTo, agencyOf, several } = await aboutTasks(ctx, desk, tasks);
  const small = (text: string): Html | false => text !== '' && html`<small>${vietnamese(t, text)}</small>`;
  return tasks.map(task => [
    ...(pick
      ? [
          html`<input type="checkbox" name="chon" value="${task.id}" aria-label="${t('one-stop.bulk.pick', { code: task.title.code, person: task.title.person })}">`,
        ]
      : []),
    dueCell(task, desk.calendar, counted(task), ctx, desk.now, since.get(task.subjectId), owes(task)),
    html`<a href="/can-bo/ho-so/${task.subjectId}">${task.title.person}</a><small class="num nb q">${shortCode(task.title.code)}</small>`,
    vietnamese(t, task.title.matter),
    html`${stepName(t, task.title.step)}${others.has(task.id) && html`<small>${status('hold', t('one-stop.other-signs'))}</small>`}${small(several ? agencyOf(task) : '')}${task.postId !== null && html`<small>${t('one-stop.given-to', { name: givenTo(task) || t('one-stop.given-to-post') })}</small>`}`,
    task.title.channel ? t(`cases.channel.${task.title.channel}`) : '',
  ]);
}

/** The same for a file: what is left in words, and in working hours to sort by; with the agency always, for files are put together. */
export async function lineTexts(ctx: Ctx, desk: Desk, tasks: readonly LiveTask[]) {
  const { counted, owes, givenTo, agencyOf } = await aboutTasks(ctx, desk, tasks);
  const others = await othersSign(ctx, tasks);
  const step = (task: LiveTask) => stepLabel(ctx.t, task.title.step);
  return tasks.map(task => ({
    task,
    left: dueWords(task, desk.calendar, counted(task), ctx, desk.now, owes(task)),
    hours: hoursLeft(task, desk.calendar, counted(task), desk.now),
    agency: agencyOf(task),
    given: givenTo(task),
    step: others.has(task.id) ? ctx.t('one-stop.file.step-other', { step: step(task) }) : step(task),
  }));
}
