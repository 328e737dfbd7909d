import { type FieldLayout, type FormDefinition, said } from '#engines/forms';
import { fold } from '#platform/text';
import type { Fee } from '../types.ts';

type Offered = { id: string; name: string };

/** The answers of a form by which exemptions are claimed; the form may be unfinished: what was written into a source may be anything. */
export const offeredGrounds = (form: FormDefinition | null): Offered[] =>
  Object.values((form?.fields ?? {}) as Record<string, FieldLayout | null>).flatMap(f =>
    f?.use === 'exemption' && Array.isArray(f.options)
      ? f.options.map(o => ({ id: String(o?.value), name: o?.label ? said(o.label, 'vi') : '' }))
      : [],
  );

/** The code of the one answer that is called so; as it stands where it is a code itself, or none or several are. */
function idOf(offered: readonly Offered[], ground: string): string {
  if (offered.some(o => o.id === ground)) return ground;
  const called = offered.filter(o => o.name && fold(o.name) === fold(ground));
  return called.length === 1 ? (called[0]?.id ?? ground) : ground;
}

/** Fees with the answers that claim their exemptions by code, also those named in words before the form offered them. */
export function withGroundIds(fees: readonly Fee[], form: FormDefinition | null): Fee[] {
  const offered = offeredGrounds(form);
  return fees.map(fee => ({
    ...fee,
    exemptions: fee.exemptions.map(e =>
      e.grounds ? { ...e, grounds: e.grounds.map(g => idOf(offered, g)) } : e,
    ),
  }));
}
