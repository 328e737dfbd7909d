import { Applicant } from './applicant.ts';
import type { Browser } from './browser.ts';
import { citizens } from './citizens.ts';
import { type Installation, installation } from './installation.ts';
import type { ServerProcess } from './processes.ts';

/** An installation that serves, and its citizens, signed in. */
export type World = {
  place: Installation;
  server: ServerProcess;
  people: Browser[];
  /** Those who apply: each citizen for two procedures, at two windows. */
  applicants: Applicant[];
};

/** Requests come as through one proxy, so that each browser can have an address of its own. */
const SETTINGS = { TRUST_PROXY: '1' };

export async function openWorld(): Promise<World> {
  const place = await installation(SETTINGS);
  try {
    const server = await place.start();
    const people = await citizens(server.url, place.owner);
    const applicants = ['2.000635', '1.003677'].flatMap(procedure =>
      people.map(person => new Applicant(person.at(server.url), procedure)),
    );
    return { place, server, people, applicants };
  } catch (error) {
    await place.remove();
    throw error;
  }
}

export const acknowledgedBy = (applicants: readonly Applicant[]): string[] =>
  applicants.flatMap(a => a.acknowledged);
