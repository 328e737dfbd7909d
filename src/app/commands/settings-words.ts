import type { Expectation, Misspelt, Problem } from '#platform/config';
import type { Translate } from '#platform/i18n';

/** What a setting has to be, as a noun: “a whole number from 0 to 65535”. */
export const expectationText = (t: Translate, { kind, params }: Expectation): string =>
  t(`cli.expects.${kind}`, params);

/** Which setting is wrong, what is expected, and what was found where that is no secret. */
export const problemText = (t: Translate, problem: Problem): string =>
  t(`cli.problem.${problem.kind}`, {
    setting: problem.setting,
    ...problem.params,
    ...('expects' in problem ? { expects: expectationText(t, problem.expects) } : {}),
  });

/** Which variable looks like a setting and is none. */
export const misspeltText = (t: Translate, { name, meant }: Misspelt): string =>
  t('cli.settings.misspelt', { name, meant });
