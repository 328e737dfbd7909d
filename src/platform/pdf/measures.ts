import type { PaperDefinition } from './paper.ts';

export const MM = 72 / 25.4;
/** Line pitch as a multiple of the size. Vietnamese stacks accents: never under 1.25. */
export const LEADING = 1.31;
export const SIZES = { A4: [210 * MM, 297 * MM], A5: [148 * MM, 210 * MM] } as const;
export const MARGINS = {
  // Decree 30/2020/NĐ-CP, annex I, part I.3: 20–25 above and below, 30–35 left, 15–20 right.
  A4: { top: 20, bottom: 20, left: 30, right: 15 },
  A5: { top: 9, bottom: 9, left: 10, right: 10 },
} as const;

/** The foot's letters as a share of the body's. */
export const FOOT_SIZE = 0.82;

/** Points to keep free at the foot of every page. */
export function footHeight(def: PaperDefinition, fontSize: number): number {
  const pitch = fontSize * FOOT_SIZE * LEADING;
  const lines = (def.footer ? 2 : 0) + (def.demoMark ? 1 : 0);
  return lines ? lines * pitch + 2 * MM : 0;
}
