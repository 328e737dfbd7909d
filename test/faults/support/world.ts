import { runCommand } from '#test/command';
import { Acks } from './acks.ts';
import { Applicant } from './applicant.ts';
import { Browser } from './browser.ts';
import { citizens } from './citizens.ts';
import { Clerk } from './clerk.ts';
import { Hospital } from './hospital.ts';
import { freePort, type Installation, installation, type PlaceOptions } from './installation.ts';
import { Line } from './line.ts';
import type { ServerProcess } from './processes.ts';
import { Sender } from './sender.ts';

export type Role = 'all' | 'web' | 'worker';

/** A process of an installation, that is started again with the same settings when it is gone. */
export type Keeper = {
  readonly role: Role;
  /** Settings of this process alone. */
  readonly settings: Record<string, string>;
  process: ServerProcess;
};

/** An installation that serves, with people who use it. */
export type World = {
  place: Installation;
  keepers: Keeper[];
  line: Line;
  acks: Acks;
  /** The demo’s citizens, signed in. */
  people: Browser[];
  /** Those who apply through the pages: each citizen for two procedures, at two windows. */
  applicants: Applicant[];
  remove(): Promise<void>;
};

/** Requests come as through one proxy, so that each browser can have an address of its own. */
const SETTINGS = { TRUST_PROXY: '1' };

const argsOf = (role: Role): string[] => (role === 'all' ? [] : ['--role', role]);

/** Starts a process anew, as whoever keeps services does with one that has ended; `more` settings from now on. */
export async function startAgain(
  { place }: World,
  keeper: Keeper,
  more: Record<string, string> = {},
): Promise<void> {
  Object.assign(keeper.settings, more);
  keeper.process = await place.start(argsOf(keeper.role), keeper.settings);
}

/** Those that have pages and nothing else. */
export const webOf = ({ keepers }: World): Keeper[] => keepers.filter(k => k.role === 'web');

/** An installation with these processes on one database, and its citizens. */
export async function openWorld(
  roles: readonly Role[] = ['all'],
  options: PlaceOptions = {},
): Promise<World> {
  const place = await installation({ ...options, settings: { ...SETTINGS, ...options.settings } });
  const acks = new Acks();
  const remove = async () => {
    await place.remove();
    acks.remove();
  };
  try {
    const begin = async (role: Role, nth: number): Promise<Keeper> => {
      const settings = {
        ...(nth === 0 || role === 'worker' ? {} : { PORT: String(await freePort()) }),
        ...options.settingsOf?.(nth, place.dataDir),
      };
      return { role, settings, process: await place.start(argsOf(role), settings) };
    };
    const [first = 'all', ...more] = roles;
    // The first one starts the database; the others find it.
    const keepers = [await begin(first, 0)];
    keepers.push(...(await Promise.all(more.map((role, i) => begin(role, i + 1)))));
    const line = new Line(keepers.filter(k => k.role !== 'worker').map(k => k.process.url));
    const people = await citizens(line, place.owner);
    const applicants = ['2.000635', '1.003677'].flatMap((procedure, window) =>
      people.map((person, i) => {
        const url = line.urls[(i + window) % line.urls.length] ?? '';
        return new Applicant(person.at(url), procedure, acks);
      }),
    );
    return { place, keepers, line, acks, people, applicants, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Whoever else is busy in a province: a clerk at the reception, a program of a hospital, and somebody who sends files. */
export async function openTrade(world: World): Promise<{ clerk: Clerk; hospital: Hospital; sender: Sender }> {
  const { place, line, acks, people } = world;
  const { owner, dataDir, settings } = place;
  const [first = '', second = first] = line.urls;
  const desk = new Browser(second, line);
  desk.ip = '10.0.1.1';
  const { code, identifier } = await owner.one<{ code: string; identifier: string }>(
    `SELECT r.code, a.identifier FROM organisation.agency_version a
       JOIN organisation.area_version r ON r.area_id = a.area_id AND upper(r.valid) IS NULL
     WHERE a.name = 'Ủy ban nhân dân xã Bắc Hà' AND upper(a.valid) IS NULL`,
  );
  const made = await runCommand(
    ['token', 'add', '--name', 'Bệnh viện', '--agency', identifier, '--scope', 'dossiers.submit'],
    { ...settings, LOG_LEVEL: 'silent' },
  );
  if (made.code) throw new Error(made.notes);
  return {
    clerk: await Clerk.at(desk, dataDir, 'motcua.bacha', acks),
    hospital: new Hospital(line, acks, made.out.trim(), code),
    sender: new Sender(people[0]!.at(first), acks),
  };
}
