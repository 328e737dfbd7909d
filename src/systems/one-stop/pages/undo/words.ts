import type { AppError } from '#platform/errors';
import type { Translate } from '#platform/i18n';

type Params = Readonly<Record<string, unknown>>;

/** What a refusal to take an act back is about, in the reader's words: what somebody did since, why acts of the kind stay. */
export const undoParams = (t: Translate, params: Params): Record<string, string | number> => ({
  ...(params as Record<string, string | number>),
  ...(params.what ? { what: t(String(params.what)) } : {}),
  ...(params.who === '' ? { who: t('one-stop.system') } : {}),
  ...(params.who === 'cases.undo.applicant' ? { who: t('cases.undo.applicant') } : {}),
  ...(params.why ? { why: t(`cases.undo.why.${params.why}`) } : {}),
});

/** The key of what one does instead: nobody is sent to the applicant to have his official's act mended, or to a step that is over. */
export const todoKey = (code: string, { applicant, nobody, over }: Params): string =>
  code === 'UNDO_ACTED_SINCE'
    ? `error.${code}.todo${applicant ? '-applicant' : nobody ? '-nobody' : ''}${over ? '-over' : ''}`
    : `error.${code}.todo`;

/** The key of why: of what came by itself nobody is named. */
export const whatKey = (code: string, { nobody }: Params): string =>
  `error.${code}.what${code === 'UNDO_ACTED_SINCE' && nobody ? '-nobody' : ''}`;

/** Why an act cannot be taken back, and what to do instead, in a sentence. */
export const undoRefusalText = (
  t: Translate,
  { code, params }: Pick<AppError, 'code' | 'params'>,
): string => {
  const about = undoParams(t, params);
  const todo = t(todoKey(code, params), about);
  return t('ui.refusal', { what: t(whatKey(code, params), about), todo });
};
