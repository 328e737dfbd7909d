import { defineService, type Env } from '#platform/env';
import { createHub, createPlaces, type Hub, type Places } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { countDossiers } from '../count-dossiers.ts';
import { countSteps } from '../count-steps.ts';

const MOST = 300;
const MOST_OF_SESSION = 3;

/** `heartbeatMs`: how often a page that listens hears that we are there, and it is looked whether it still may. */
export type LiveFigures = { hub: Hub; places: Places; heartbeatMs: number };

export const liveFigures = defineService<LiveFigures>('performance.live');

export const provideLive = (env: Env): LiveFigures => {
  const ids: readonly string[] = [countDossiers.id, countSteps.id];
  const mark = async (): Promise<string> => {
    const states = await env.get(ledgerService).followers.states();
    const position = states.filter(s => ids.includes(s.id)).reduce((sum, s) => sum + s.position, 0);
    // What stands still in the ledger still comes to be late.
    return `${position} ${Math.floor(env.clock.now().getTime() / 60_000)}`;
  };
  return { hub: createHub(mark, env.log), places: createPlaces(MOST, MOST_OF_SESSION), heartbeatMs: 15_000 };
};
