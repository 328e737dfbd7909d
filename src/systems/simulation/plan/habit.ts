import { randomOf } from './random.ts';

/** How an office works: the same office always in the same way. */
export type Habit = {
  kind: 'brisk' | 'steady' | 'slow' | 'piling';
  /** What part of a step's time it takes, from … to …; above 1 is late. */
  from: number;
  to: number;
  /** How often a dossier lies about for longer than it may. */
  late: number;
  /** How often it asks for a supplement at the desk, and how often it refuses. */
  asks: number;
  refuses: number;
};

const HABITS: Readonly<Record<Habit['kind'], Omit<Habit, 'kind'>>> = {
  brisk: { from: 0.04, to: 0.4, late: 0.005, asks: 0.05, refuses: 0.01 },
  steady: { from: 0.12, to: 0.65, late: 0.018, asks: 0.08, refuses: 0.015 },
  slow: { from: 0.3, to: 0.9, late: 0.09, asks: 0.12, refuses: 0.02 },
  piling: { from: 0.2, to: 0.7, late: 0.035, asks: 0.07, refuses: 0.015 },
};

/** `office`: what it is known by, e.g. its identifier. `piling` lets work lie until the end of the week. */
export function habitOf(seed: string, office: string): Habit {
  const kind = randomOf(`${seed}/office/${office}`).weighted<Habit['kind']>([
    ['brisk', 30],
    ['steady', 42],
    ['slow', 14],
    ['piling', 14],
  ]);
  return { kind, ...HABITS[kind] };
}
