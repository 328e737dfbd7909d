import type { Dossier } from '#engines/cases';
import { listFinished } from '#engines/files';
import { uploadScript } from '#engines/forms';
import { limitText } from '#engines/worktime';
import { formatDate } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Ctx, queryText } from '#platform/http';
import {
  checkbox,
  dateField,
  type Errors,
  errorOf,
  fileField,
  type Html,
  html,
  radios,
  revealed,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { settlerOf } from '../actions/submit-complaint.ts';
import type { ComplaintChoice } from '../choices.ts';
import { headOf } from '../head-of.ts';
import { fileLimit } from '../rules/limits.ts';
import type { Complaint } from '../types.ts';
import { agencyNameAt } from './facts.ts';
import { choiceWords } from './paper-words.ts';

/** Names of the fields of a complaint. */
export const F = {
  about: 've-viec',
  known: 'ngay-biet',
  content: 'noi-dung',
  wish: 'de-nghi',
  late: 'ly-do-muon',
  files: 'tep-kem',
  byDelegate: 'nguoi-thay',
  delegateName: 'ten-nguoi-thay',
  delegateNumber: 'so-nguoi-thay',
  delegateRelation: 'quan-he',
} as const;

/** Texts of the form that speak to the complainant; a clerk at a counter has his own. */
const ABOUT_HIM: ReadonlySet<string> = new Set(['content', 'content-hint', 'wish']);

export const UPLOAD = { maxBytes: 60_000_000, maxFiles: 10 };

const choiceLabel = async (
  ctx: Ctx,
  dossier: Dossier,
  { ground, first }: ComplaintChoice,
): Promise<string> => {
  const about = await choiceWords(ctx, { ground, dossierId: dossier.id });
  return first ? ctx.t('complaints.form.second', { about, number: first.number }) : about;
};

/** Who the complaint goes to: the head of the agency that settles it. */
async function addresseeOf(ctx: Ctx, dossier: Dossier, { ground, first }: ComplaintChoice): Promise<string> {
  const now = ctx.clock.now();
  try {
    const settler = await settlerOf(ctx.db, { dossier, first }, ground, now);
    return headOf(await agencyNameAt(ctx.db, settler, now));
  } catch (error) {
    if (isAppError(error)) return ctx.t('complaints.second.minister');
    throw error;
  }
}

async function aboutField(
  ctx: Ctx,
  dossier: Dossier,
  choices: readonly ComplaintChoice[],
  errors: Errors,
): Promise<Html> {
  const { t } = ctx;
  const wanted = queryText(ctx.req.query, F.about);
  const only = choices.length === 1 ? choices[0]?.value : choices.find(c => c.value === wanted)?.value;
  const options = [];
  for (const c of choices) {
    const agency = await agencyNameAt(ctx.db, c.ground.agencyId, c.ground.at);
    const limit = limitText(fileLimit(c.first ? 2 : 1), t);
    options.push({
      value: c.value,
      label: await choiceLabel(ctx, dossier, c),
      hint: t('complaints.form.by', { agency, limit, to: await addresseeOf(ctx, dossier, c) }),
    });
  }
  return radios(t, {
    name: F.about,
    label: t('complaints.form.about'),
    options,
    value: typedOr(ctx, F.about, only),
    error: errorOf(errors, F.about),
  });
}

/** Of a second complaint, of what one came to know: the decision on the first, or that it was not settled in time. */
async function knownOf(ctx: Ctx, first: Complaint): Promise<{ key: string; words: Record<string, string> }> {
  if (!first.decisionNumber) return { key: 'overdue', words: { number: first.number } };
  const agency = await agencyNameAt(
    ctx.db,
    first.settledAgency ?? first.agencyId,
    first.closedAt ?? first.receivedAt,
  );
  return { key: 'second', words: { number: first.decisionNumber, agency } };
}

/** When one knew: of which decision is said, where it may be that on a first complaint. */
async function knownField(
  ctx: Ctx,
  choices: readonly ComplaintChoice[],
  errors: Errors,
  counter: boolean,
): Promise<Html> {
  const { t } = ctx;
  const form = `complaints.${counter ? 'counter-form' : 'form'}`;
  const seconds = [];
  for (const { first } of choices) if (first) seconds.push(await knownOf(ctx, first));
  const only = choices.length === 1 ? seconds[0] : undefined;
  const hint = t('complaints.form.known-hint', { example: formatDate(ctx.clock.now()) });
  const hints = seconds.map(({ key, words }) => t(`complaints.form.known-${key}-hint`, words));
  return dateField(t, {
    name: F.known,
    label: only ? t(`${form}.known-${only.key}`, only.words) : t(`${form}.known`),
    hint: [hint, ...(only ? [] : hints)].join('. '),
    value: typedOr(ctx, F.known),
    error: errorOf(errors, F.known),
  });
}

const delegatePart = (ctx: Ctx, { applicantName }: Dossier, errors: Errors): Html => {
  const { t } = ctx;
  const field = (name: string, key: string, hint: boolean) =>
    textField(t, {
      name,
      label: t(`complaints.form.${key}`),
      hint: hint ? t(`complaints.form.${key}-hint`) : undefined,
      value: typedOr(ctx, name),
      error: errorOf(errors, name),
      autocomplete: 'off',
      maxlength: 200,
    });
  return html`${checkbox(t, {
    name: F.byDelegate,
    label: t('complaints.form.by-delegate', { name: applicantName }),
    checked: typedOr(ctx, F.byDelegate) !== '',
    reveals: [1],
  })}${revealed(
    1,
    html`${field(F.delegateName, 'delegate-name', false)}${field(F.delegateNumber, 'delegate-number', true)}${field(F.delegateRelation, 'delegate-relation', true)}`,
  )}`;
};

/** The fields of a complaint about a dossier; at a counter also who comes for the applicant. */
export async function complaintFields(
  ctx: Ctx,
  dossier: Dossier,
  choices: readonly ComplaintChoice[],
  errors: Errors,
  { counter }: { counter: boolean },
): Promise<Html> {
  const { t } = ctx;
  const now = ctx.clock.now();
  // A clerk is asked about the complainant, who is asked himself elsewhere.
  const about = (key: string) =>
    `complaints.${counter && ABOUT_HIM.has(key) ? 'counter-form' : 'form'}.${key}`;
  const waiting = await listFinished(ctx.db, ctx.visitor!.accountId, { under: ctx.req.path }, now);
  const area = (name: string, key: string, rows: number, optional = false) =>
    textArea(t, {
      name,
      label: t(about(key)),
      hint: t(about(`${key}-hint`)),
      value: typedOr(ctx, name),
      error: errorOf(errors, name),
      rows,
      optional,
    });
  return html`${counter && delegatePart(ctx, dossier, errors)}${await aboutField(ctx, dossier, choices, errors)}${await knownField(ctx, choices, errors, counter)}${area(F.content, 'content', 6)}${area(F.wish, 'wish', 3)}${area(F.late, 'late', 2, true)}${fileField(
    t,
    {
      name: F.files,
      label: t('complaints.form.files'),
      hint: t('complaints.form.files-hint'),
      optional: true,
      multiple: true,
      most: UPLOAD.maxFiles,
      error: errorOf(errors, F.files),
      accept: '.pdf,.jpg,.jpeg,.png,.docx,.xlsx',
      kept: waiting
        .filter(f => f.field === F.files)
        .map(f => ({ id: f.id, name: f.filename, bytes: f.size, waiting: true })),
      script: uploadScript(t.lang),
    },
  )}`;
}
