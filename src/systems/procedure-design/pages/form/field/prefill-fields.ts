import type { Ctx } from '#platform/http';
import { checkbox, type Errors, type Html, html, typedOr } from '#ui';
import { isGranted } from '../../../granted-source.ts';
import { CARD_PARTS, PREFILLS } from './field-choices.ts';
import { list } from './field-controls.ts';
import { grantedFields } from './granted.ts';
import type { LoadedField } from './load-field.ts';

const PROFILE = 'profile.';
const CARD = 'card.';
/** Where an answer is filled in from beforehand: the profile, a card, what was granted, an earlier application. */
export function prefillFields(
  ctx: Ctx,
  { path, definition, pageId }: LoadedField,
  from: readonly string[],
  errors: Errors,
): Html {
  const { t } = ctx;
  const of = (prefix: string) => from.find(f => f.startsWith(prefix)) ?? '';
  const offered = (prefix: string, parts: readonly string[], key: string) => {
    const now = of(prefix);
    return [
      { value: '', label: t(`procedure-design.builder.${key}.none`) },
      ...parts.map(p => ({ value: `${prefix}${p}`, label: t(`procedure-design.builder.${key}.${p}`) })),
      ...(now && !parts.includes(now.slice(prefix.length)) ? [{ value: now, label: now }] : []),
    ];
  };
  return html`${list(ctx, 'nguon', 'prefill', of(PROFILE), offered(PROFILE, PREFILLS, 'prefill'))}${list(ctx, 'the', 'card', of(CARD), offered(CARD, CARD_PARTS, 'card'))}${grantedFields(ctx, errors, from)}${
    !definition.pages.find(p => p.id === pageId)?.group &&
    checkbox(t, {
      name: 'truoc',
      label: t('procedure-design.builder.past'),
      hint: t('procedure-design.builder.past.hint'),
      checked: typedOr(ctx, 'truoc', from.includes(`past.${path}`) ? '1' : '') === '1',
    })
  }`;
}

/** Where the answer comes from, after a change: what was chosen, and what somebody wrote into the source beside it. */
export const prefillFrom = (
  before: readonly string[],
  profile: string,
  card: string,
  granted: string,
): string[] => {
  const others = before.filter(f => !f.startsWith(PROFILE) && !f.startsWith(CARD) && !isGranted(f));
  return [profile, card, granted, ...others].filter(Boolean);
};
