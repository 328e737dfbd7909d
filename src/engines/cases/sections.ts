import { defineExtensionPoint } from '#platform/env';
import type { Ctx } from '#platform/http';
import type { Html } from '#ui';
import type { Dossier } from './types.ts';

/** A part of a dossier's page that another system brings, e.g. what is to be paid. */
export type DossierSection = {
  /** On the page of those who work on it, on the applicant's own, or where whoever knows its code and some digits looks it up: without names there. */
  on: 'staff' | 'citizen' | 'tracking';
  /** The part as the visitor may see it; null when there is nothing to see. Whether he may see the dossier was asked before. */
  draw(ctx: Ctx, dossier: Dossier): Promise<Html | null>;
};

/** Systems contribute with `dossierSection({ on, draw })` under `extensions` of their manifest. */
export const dossierSection = defineExtensionPoint<DossierSection>('cases.dossier-section');

/** What other systems bring to a dossier's page, in the order of the modules. */
export async function dossierSections(
  ctx: Ctx,
  on: DossierSection['on'],
  dossier: Dossier,
): Promise<Array<Html | null>> {
  const parts: Array<Html | null> = [];
  for (const section of ctx.extensions(dossierSection).filter(s => s.on === on))
    parts.push(await section.draw(ctx, dossier));
  return parts;
}
