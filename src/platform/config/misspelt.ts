import { settings } from './settings.ts';

/** A variable that is no setting, and the setting that it was probably meant to be. */
export type Misspelt = {
  name: string;
  meant: string;
  /** One slip of the finger, and the setting itself is not there: nobody means anything else. */
  certain: boolean;
};

const NAMES = Object.keys(settings);
/** Shorter names are a slip away from too many words (HOSTS, SORT): of their slips only two letters in the wrong order are told. */
const SHORTEST = 5;
/** From this length two slips are still told from another word. */
const LONG = 8;
// Docker and Kubernetes put such variables into the environment for every neighbouring service: DATABASE_PORT, DATABASE_ENV_TZ.
const OF_NEIGHBOURS = new Set(['PORT', 'ADDR', 'PROTO', 'NAME', 'SERVICE']);
const isNeighbours = (name: string): boolean => {
  const [, ...parts] = name.split('_');
  return parts.some(part => OF_NEIGHBOURS.has(part)) || parts.slice(0, -1).includes('ENV');
};

const plain = (name: string) => name.toUpperCase().replace(/[-_]/g, '');

/** Slips between two words: letters put in, left out, mistaken, or two in the wrong order (optimal string alignment). */
export function slips(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const mistaken = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const turned = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : mistaken;
      rows[i]![j] = Math.min(mistaken, turned, at(i - 1, j) + 1, at(i, j - 1) + 1);
    }
  return at(a.length, b.length);
}

/** True when two letters, and no others, stand in the wrong order: PROT for PORT. */
const isTurned = (a: string, b: string): boolean =>
  a.length === b.length && a !== b && [...a].sort().join() === [...b].sort().join();

function nearest(name: string): { meant: string; distance: number } | undefined {
  const given = plain(name);
  return NAMES.filter(known => Math.abs(known.length - name.length) <= 3)
    .map(known => ({ meant: known, distance: slips(given, plain(known)) }))
    .sort((x, y) => x.distance - y.distance)[0];
}

/**
 * Variables of the environment whose names are nearly a setting's: of `HOST` and `PORT` those with two letters turned round. Names of the kind that containers are given for their neighbours are left alone.
 */
export function findMisspelt(env: Record<string, string | undefined>): Misspelt[] {
  return Object.keys(env).flatMap(name => {
    if (NAMES.includes(name) || !env[name] || isNeighbours(name)) return [];
    const near = nearest(name);
    if (!near) return [];
    const { meant, distance } = near;
    if (distance > (meant.length >= LONG ? 2 : 1)) return [];
    if (meant.length < SHORTEST && !isTurned(name, meant)) return [];
    return [{ name, meant, certain: distance <= 1 && !env[meant] }];
  });
}
