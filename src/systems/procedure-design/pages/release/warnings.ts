import { countRunning } from '#engines/cases';
import { type FormDefinition, missingEnglish, said } from '#engines/forms';
import { doubtsOf, getDraftForm, getDraftProcess, wasInForce } from '#engines/procedures';
import { describeProblem } from '#engines/processes';
import { type Ctx, textField as posted } from '#platform/http';
import { checkbox, type Errors, errorOf, type Html, html } from '#ui';
import type { LoadedDraft } from '../../load.ts';
import { type Tab, tabPath } from '../../view.ts';
import { papersOpen } from '../form/papers-open.ts';
import { mappingChoices, undeclared } from '../mapping/choices.ts';
import { mergedSteps } from '../mapping/merged.ts';

export const CONFIRM = 'xac-nhan';
const SHOWN = 5;

/** Something that does not stand in the way of releasing a draft, and that whoever proposes it has to have seen. */
export type Warning = { key: string; tab: Tab; text: string };

/** Steps of versions with running dossiers that the draft has not got and that are mapped to none, one warning a version. */
async function unmappedSteps(ctx: Ctx, { versions, draft }: LoadedDraft): Promise<Warning[]> {
  const earlier = versions.filter(v => wasInForce(v) && v.number < draft.number);
  const running = await countRunning(
    ctx.db,
    earlier.map(v => v.id),
  );
  const choices = running.size ? await mappingChoices(ctx, versions, draft) : null;
  if (!choices) return [];
  const { elements } = choices;
  const open = new Set(undeclared(elements, draft.mapping?.elements ?? []));
  return earlier.flatMap(({ id, number }): Warning[] => {
    const dossiers = running.get(id) ?? 0;
    const steps = (elements.steps.get(number) ?? []).filter(step => open.has(step));
    if (!steps.length || !dossiers) return [];
    const names = steps.slice(0, SHOWN).map(step => `“${elements.before.get(step) ?? step}”`);
    const text = ctx.t('procedure-design.warning.unmapped', {
      number,
      dossiers,
      count: steps.length,
      names: names.join(', ') + (steps.length > SHOWN ? '…' : ''),
    });
    return [{ key: `${number}:${steps.join(',')}`, tab: 'mapping', text }];
  });
}

/** Steps of the version before that the mapping makes one: what was decided at one of them counts as decided at the other. */
async function joinedSteps(ctx: Ctx, { versions, draft }: LoadedDraft): Promise<Warning[]> {
  const mapped = draft.mapping?.elements ?? [];
  const choices = mapped.length ? await mappingChoices(ctx, versions, draft) : null;
  if (!choices) return [];
  return mergedSteps(choices.elements, mapped).map(m => ({
    key: `joined:${m.from.join(',')}>${m.to}`,
    tab: 'mapping',
    text: ctx.t('procedure-design.warning.joined', {
      names: m.names.map(n => `“${n}”`).join(', '),
      to: m.name,
    }),
  }));
}

const namesOf = (papers: readonly { name: string }[]): string =>
  papers
    .slice(0, SHOWN)
    .map(p => `“${p.name}”`)
    .join(', ') + (papers.length > SHOWN ? '…' : '');

/** What the form and the legal content say against each other. */
function contradictions({ t }: Ctx, draft: LoadedDraft['draft'], form: FormDefinition): Warning[] {
  const warn = (key: string, tab: Tab): Warning => ({ key, tab, text: t(`procedure-design.warning.${key}`) });
  const local = draft.levels.some(level => level === 'commune' || level === 'district');
  const open = papersOpen(draft.papers, form);
  const asksArea = Object.values(form.fields).some(f => f.use === 'area');
  return [
    ...(draft.serviceLevel === 'counter' ? [warn('form-at-counter', 'legal')] : []),
    ...(local && !asksArea ? [warn('no-area', 'form')] : []),
    ...(open.length && draft.serviceLevel !== 'counter'
      ? [
          {
            key: `papers:${open.map(p => p.id).join(',')}`,
            tab: 'form' as const,
            text: t('procedure-design.warning.papers-open', { names: namesOf(open) }),
          },
        ]
      : []),
  ];
}

/** What is odd about the form that staff have made: it contradicts the rest, or lacks English words. */
async function ofForm(ctx: Ctx, { draft }: LoadedDraft): Promise<Warning[]> {
  const { definition, standard, problems } = await getDraftForm(ctx.db, draft.id);
  if (!definition || standard || problems.length) return [];
  return [...contradictions(ctx, draft, definition), ...withoutEnglish(ctx, definition)];
}

/** What a form does not say in English yet: whoever reads in English meets Vietnamese there. */
function withoutEnglish(ctx: Ctx, definition: FormDefinition): Warning[] {
  const missing = missingEnglish(definition);
  if (!missing.length) return [];
  const names = missing.slice(0, SHOWN).map(({ part, id }) => {
    const words =
      part === 'field'
        ? definition.fields[id]?.label
        : part === 'page'
          ? definition.pages.find(p => p.id === id)?.title
          : definition.groups?.[id]?.label;
    return `“${said(words, 'vi') || id}”`;
  });
  const text = ctx.t('procedure-design.warning.no-english', {
    count: missing.length,
    names: names.join(', ') + (missing.length > SHOWN ? '…' : ''),
  });
  return [{ key: `english:${missing.length}`, tab: 'form', text }];
}

/** What is odd about the process: it runs, and perhaps not to its end. */
const ofProcess = async (ctx: Ctx, { draft }: LoadedDraft): Promise<Warning[]> =>
  (await getDraftProcess(ctx.db, draft.id)).doubts.map(doubt => ({
    key: `${doubt.code}:${doubt.element}`,
    tab: 'process',
    text: describeProblem(doubt, ctx.lang),
  }));

export const warningsOf = async (ctx: Ctx, loaded: LoadedDraft): Promise<Warning[]> => [
  ...doubtsOf(loaded.draft).map(
    (key): Warning => ({ key, tab: 'legal', text: ctx.t(`procedures.doubt.${key}`) }),
  ),
  ...(await unmappedSteps(ctx, loaded)),
  ...(await joinedSteps(ctx, loaded)),
  ...(await ofForm(ctx, loaded)),
  ...(await ofProcess(ctx, loaded)),
];

/** What is confirmed: just these warnings, and no others that have come up since they were read. */
export const confirmationOf = (warnings: readonly Warning[]): string => warnings.map(w => w.key).join(' ');

export const warningBox = ({ t }: Ctx, code: string, warnings: readonly Warning[]): Html | '' =>
  warnings.length
    ? html`<div class="why"><h2>${t('procedure-design.warning.title')}</h2><ul>${warnings.map(
        w =>
          html`<li><a href="${tabPath(code, w.tab)}">${t(`procedure-design.tab.${w.tab}`)}</a>: ${w.text}</li>`,
      )}</ul></div>
`
    : '';

export const confirmField = (ctx: Ctx, warnings: readonly Warning[], errors: Errors): Html | '' =>
  warnings.length
    ? checkbox(ctx.t, {
        name: CONFIRM,
        label: ctx.t('procedure-design.warning.confirm'),
        value: confirmationOf(warnings),
        // Ticked again after a refusal, unless something else has come up since.
        checked: posted(ctx.req.body, CONFIRM) === confirmationOf(warnings),
        error: errorOf(errors, CONFIRM),
      })
    : '';
