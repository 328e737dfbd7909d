import { actOf } from '#engines/identity';
import { contentOf, listRevisions, updateDraft } from '#engines/procedures';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { doneAt, type Errors, type FieldError, type Html, html, note, typedOr } from '#ui';
import { conflictBox, isConflict, orConflict } from '../../conflict.ts';
import { findingsBox } from '../../findings.ts';
import { tabRoutes } from '../../form-page.ts';
import { type LoadedDraft, loadDraft, ROOT } from '../../load.ts';
import { savedText } from '../../parts.ts';
import { tabPath } from '../../view.ts';
import { type MappingChoices, mappingChoices, undeclared } from './choices.ts';
import { mergedSteps } from './merged.ts';
import { mappingRows, readMapping, rowName } from './rows.ts';

const READ = 'da-doc';
const SAVE = 'lan-doc';
const SHOWN = 8;
const LISTS = ['elements', 'fields'] as const;

type Loaded = LoadedDraft & {
  saved: Html;
  revision: number;
  /** Null: nothing was ever published, so nothing can be moved here. */
  choices: MappingChoices | null;
  findings: Html | null;
};

async function load(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadDraft(ctx);
  const { draft, code, versions } = loaded;
  const [save] = await listRevisions(ctx.db, draft.id, 'legal');
  const begun = { savedBy: draft.createdBy, savedAt: draft.createdAt };
  return {
    ...loaded,
    revision: save?.revision ?? 0,
    saved: await savedText(ctx, code, 'legal', save ?? begun),
    choices: await mappingChoices(ctx, versions, draft),
    findings: draft.mapping ? await findingsBox(ctx, draft, 'mapping') : null,
  };
}

function about({ t }: Ctx, { draft, choices, findings }: Loaded): Html {
  if (!choices) return note(t('procedure-design.mapping.nothing-before'));
  const open = LISTS.flatMap(list =>
    undeclared(choices[list], draft.mapping?.[list] ?? []).map(id => choices[list].before.get(id) ?? id),
  );
  const names = open.slice(0, SHOWN).map(name => `“${name}”`);
  return html`${findings}<p>${t('procedure-design.mapping.about')}</p>${open.length > 0 && note(t('procedure-design.mapping.undeclared', { count: open.length, names: names.join(', ') + (open.length > SHOWN ? '…' : '') }))}${mergedSteps(
    choices.elements,
    draft.mapping?.elements ?? [],
  ).map(m =>
    note(t('procedure-design.warning.joined', { names: m.names.map(n => `“${n}”`).join(', '), to: m.name })),
  )}`;
}

async function fields(ctx: Ctx, loaded: Loaded, errors: Errors): Promise<Html> {
  const { draft, choices, revision } = loaded;
  const read = isConflict(errors) ? draft.contentSha256 : typedOr(ctx, READ, draft.contentSha256);
  const save = isConflict(errors) ? String(revision) : typedOr(ctx, SAVE, String(revision));
  return html`${await conflictBox(ctx, errors, { draft, part: 'legal', read: Number.parseInt(typedOr(ctx, SAVE, String(revision)), 10) || 0 })}<input type="hidden" name="${READ}" value="${read}"><input type="hidden" name="${SAVE}" value="${save}">
${
  choices &&
  LISTS.map(
    list =>
      html`<section><h2>${ctx.t(`procedure-design.mapping.${list}`)}</h2>${mappingRows(ctx, list, choices[list], draft.mapping?.[list] ?? [], errors)}</section>`,
  )
}`;
}

/** What steps and fields of the version before are called in this one: for dossiers that are moved here. A part of the legal content. */
export const mappingRoutes: readonly Route[] = tabRoutes<Loaded>({
  path: `${ROOT}/:code/doi-chieu`,
  permission: 'procedure.edit',
  tab: 'mapping',
  load,
  saved: (_, { saved }) => saved,
  about,
  fields,
  button: 'procedure-design.save',
  // Nothing was ever published: there is nothing to write down, and nothing to press.
  without: (_, { choices }) => !choices,
  submit: async (ctx, { code, draft }) => {
    const errors: FieldError[] = [];
    const elements = readMapping(ctx, 'elements', errors);
    const mapping = { elements, fields: readMapping(ctx, 'fields', errors) };
    if (errors.length) return errors;
    const read = posted(ctx.req.body, READ);
    return orConflict(ctx, async () => {
      const content = { ...contentOf(draft), mapping };
      await ctx.db.tx(tx => updateDraft(tx, draft.id, content, read, actOf(ctx, 'procedure.edit')));
      return doneAt(tabPath(code, 'mapping'), 'draft-saved');
    });
  },
  otherwise: rowName('elements', 0, 'cu'),
});
