import { type AskedPaper, asksForCopies, DESK, papersAsked } from '#engines/cases';
import { type FieldPath, filesIn, groupOf, itemsOf, uploadScript, valueAt, withItem } from '#engines/forms';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { capital, checkbox, errorOf, fileField, type Html, html, textField } from '#ui';
import type { EntryView } from './entry-types.ts';
import { REUSE } from './read-entry.ts';

const needs = (
  { t }: Ctx,
  { original, copy, alreadyHeld, note }: AskedPaper,
): Array<string | null | undefined> => [
  original ? t('one-stop.counter.originals-needed', { n: original }) : null,
  copy ? t('one-stop.counter.copies-needed', { n: copy }) : null,
  alreadyHeld ? t('one-stop.counter.held-needed') : null,
  note,
];

function paperPart(ctx: Ctx, view: EntryView, paper: AskedPaper): Html {
  const { t } = ctx;
  const { intake, data, errors, reusable } = view;
  const typed = intake.desk.papers?.[paper.key];
  const { key, path, when } = paper;
  const again = reusable.find(r => r.field === path);
  // Without a network the answers say only while they are given whether it is asked for.
  const hint = capital(
    [...needs(ctx, paper), view.offline && when && t('one-stop.counter.paper-by-answers')]
      .filter(Boolean)
      .join(' · '),
  );
  const kept = path ? filesIn(valueAt(data, path)) : [];
  return html`<div class="paper" role="group" aria-labelledby="p-${key}"${view.offline && html` data-paper="${key}" data-name="${paper.name}" data-counts="${asksForCopies(paper) ? DESK.copies : DESK.originals}"${paper.required && !(path && groupOf(view.form, path)) && html` data-required`}${view.offline && when && html` data-required-if="${JSON.stringify(when)}"`}`}><p id="p-${key}"><b>${paper.required || paper.alreadyHeld || (view.offline && when) ? paper.name : t('ui.field.optional', { label: paper.name })}</b>${hint && html` <span class="hint">${hint}</span>`}</p>
${textField(t, {
  name: DESK.originals + key,
  label: t('one-stop.counter.originals'),
  value: typed?.originals,
  error: errorOf(errors, DESK.originals + key),
  inputmode: 'numeric',
  autocomplete: 'off',
  most: 2,
})}${textField(t, {
  name: DESK.copies + key,
  label: t('one-stop.counter.copies'),
  value: typed?.copies,
  error: errorOf(errors, DESK.copies + key),
  inputmode: 'numeric',
  autocomplete: 'off',
  most: 2,
})}${checkbox(t, {
  name: DESK.held + key,
  label: t('one-stop.counter.held'),
  checked: typed ? typed.held : paper.alreadyHeld,
})}${
  path &&
  fileField(t, {
    name: path,
    label: t('one-stop.counter.scan'),
    optional: true,
    error: errorOf(errors, path),
    accept: '.pdf,.jpg,.jpeg,.png,.docx,.xlsx',
    multiple: paper.maxFiles > 1,
    most: paper.maxFiles,
    kept,
    ...(view.offline ? {} : { script: uploadScript(t.lang) }),
  })
}${
  path &&
  again &&
  kept.length === 0 &&
  checkbox(t, {
    name: REUSE + path,
    label: t('one-stop.counter.reuse', { name: again.filename, date: formatDate(again.receivedAt) }),
  })
}</div>`;
}

const asked = new WeakMap<EntryView, AskedPaper[]>();

/** The papers of what is entered: worked out once a page, though every item and the list below ask. */
function papersOf(view: EntryView): AskedPaper[] {
  const papers =
    asked.get(view) ?? papersAsked(view.form, view.data, view.version, { every: view.offline === true });
  asked.set(view, papers);
  return papers;
}

/** The papers of an item of a repeating group, in its own place; of one that is not there yet too. */
export function itemPapers(ctx: Ctx, view: EntryView, group: FieldPath, item: number): Html {
  let { data } = view;
  for (let n = itemsOf(data, group).length; n <= item; n++) data = withItem(data, group, n);
  const all = data === view.data ? papersOf(view) : papersAsked(view.form, data, view.version);
  const own = all.filter(p => p.path?.startsWith(`${group}.${item}.`));
  return html`${own.map(paper => paperPart(ctx, view, paper))}`;
}

/** What lies on the desk: counts, what is held already, scans where somebody scans. */
export function papersPart(ctx: Ctx, view: EntryView): Html {
  const { t } = ctx;
  const all = papersOf(view);
  const listed = all.filter(p => !p.path || !groupOf(view.form, p.path));
  const required = all.filter(p => p.required).length;
  return html`<section><h2>${t('one-stop.papers')}</h2>
${
  required > 0 &&
  checkbox(t, {
    name: DESK.complete,
    label: t('one-stop.counter.complete', { n: required }),
    checked: view.intake.desk.complete === true,
  })
}${listed.length ? listed.map(paper => paperPart(ctx, view, paper)) : html`<p class="q">${t('one-stop.counter.no-papers')}</p>`}</section>`;
}
