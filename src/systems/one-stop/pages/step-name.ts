import { warningNamed } from '#engines/cases';
import type { Translate } from '#platform/i18n';
import { type Printable, vietnamese, withVietnamese } from '#ui';

/** The name of a step as it stands in a list: Vietnamese, but for what the program itself says before it of a warning. */
export function stepName(t: Translate, name: string): Printable {
  const warning = warningNamed(name);
  if (!warning) return vietnamese(t, name);
  return withVietnamese(t, `one-stop.warning.${warning.why}`, { step: warning.step });
}

/** The same in plain text, for what can hold no other. */
export function stepLabel(t: Translate, name: string): string {
  const warning = warningNamed(name);
  return warning ? t(`one-stop.warning.${warning.why}`, { step: warning.step }) : name;
}
