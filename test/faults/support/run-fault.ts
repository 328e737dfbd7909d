import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '#test/command';
import { longestGap } from './acks.ts';
import { drained } from './drained.ts';
import { examine, type Finding } from './examine.ts';
import type { Fault, Scene } from './fault.ts';
import type { PlaceOptions } from './installation.ts';
import { type Person, startLoad } from './load.ts';
import { openTrade, openWorld, type Role } from './world.ts';

/** What was acknowledged under a fault, and what became of it. */
export type Count = { acked: number; lost: number; doubled: number };

export type Outcome = Count & {
  /** Acts that were sent and not answered: each was sent again until it was. */
  unknown: number;
  /** The longest time in which nobody was answered yes, from the fault on. */
  gapMs: number;
  /** Answers that the program is not to be had just now, with when to come again. */
  unavailable: number;
  /** Everything else that is not as it must be, in words. */
  broken: string[];
};

export type Run = {
  rounds: number;
  /** So many acts are acknowledged before a fault, and as many after it. */
  acts: number;
  /** Resolves when the fault has lasted long enough. */
  lasting(fault: Fault): Promise<unknown>;
  say(what: string): void;
};

export type Cast = { scene: Scene; people: Person[] };

const ROLES: readonly Role[] = ['web', 'web', 'worker'];
const MOMENT_MS = 800;

const countOf = (found: readonly Finding[], what: Finding['what']): number =>
  found.filter(finding => finding.what === what).length;

/** An installation, and all who work with it. */
export async function openScene(
  random: () => number,
  roles = ROLES,
  place: PlaceOptions = {},
): Promise<Cast> {
  const world = await openWorld(roles, place);
  try {
    const { clerk, hospital, sender } = await openTrade(world);
    const scene = { ...world, sender, random };
    return { scene, people: [...world.applicants, clerk, hospital, sender] };
  } catch (error) {
    await world.remove();
    throw error;
  }
}

/** Lets it happen once, at a moment that chance says. Resolves with when. */
async function happen(fault: Fault, scene: Scene, { lasting, say }: Run): Promise<number> {
  await sleep(scene.random() * MOMENT_MS);
  const at = Date.now();
  say(`${fault.name}: ${await fault.inject(scene)}`);
  await lasting(fault);
  await fault.undo(scene);
  return at;
}

/** What is wrong with the queues and the ledger once all is quiet, in words. */
async function unsettled({ place }: Scene): Promise<string[]> {
  const said: string[] = [];
  await drained(place.owner).catch(error => said.push((error as Error).message));
  const verified = await runCommand(['ledger', 'verify', '--state'], {
    ...place.settings,
    LOG_LEVEL: 'silent',
  });
  if (verified.code) said.push(`${verified.out}${verified.notes}`);
  return said;
}

/** Why requests failed for which there is no word but “unexpected”, by the logs of the servers: each once. */
function unexpected({ keepers }: Scene): string[] {
  const lines = keepers.flatMap(({ process }) => process.log().split('\n'));
  const told = lines.flatMap(line => {
    if (!line.includes('"UNEXPECTED"')) return [];
    const { err } = JSON.parse(line) as { err?: { message: string; stack: string } };
    return `${err?.message}\n${err?.stack.split('\n').slice(1, 6).join('\n')}`;
  });
  return [...new Set(told)].slice(0, 5);
}

/** The program under the fault: everything must hold. */
export async function runReal(fault: Fault, { scene, people }: Cast, run: Run): Promise<Outcome> {
  const { acks, line } = scene;
  line.forget();
  const load = startLoad(acks, people);
  const since = acks.count;
  let gapMs = 0;
  try {
    for (let round = 0; round < run.rounds; round++) {
      await load.more(run.acts);
      const at = await happen(fault, scene, run);
      await load.more(run.acts);
      gapMs = Math.max(gapMs, longestGap(acks.read(since), at));
    }
    await load.stop();
  } finally {
    load.abandon();
  }
  const broken = [...(await unsettled(scene)), ...new Set(line.errors)];
  const acked = acks.read(since);
  const found = await examine(scene.place, acked);
  if (line.errors.length) for (const why of unexpected(scene)) run.say(`${fault.name}: ${why}`);
  for (const { what, of, id } of found) run.say(`${fault.name}: ${what}: ${of} ${id}`);
  broken.push(...found.filter(f => f.what === 'broken').map(f => `${f.of} ${f.id}`));
  return {
    acked: acked.length,
    lost: countOf(found, 'lost'),
    doubled: countOf(found, 'doubled'),
    unknown: line.unknown,
    gapMs,
    unavailable: line.unavailable,
    broken,
  };
}

/** The control under the fault: something must be lost or doubled. Spoils the installation. */
export async function runControl(fault: Fault, { scene, people }: Cast, run: Run): Promise<Count> {
  const { acks, place } = scene;
  await fault.control.begin(scene);
  const load = startLoad(acks, people);
  const since = acks.count;
  try {
    await load.more(run.acts);
    await happen(fault, scene, {
      ...run,
      say: what => run.say(`control, without ${fault.control.without}: ${what}`),
    });
    // Of what is lost somebody may be unable to make an end.
    await load.stop().catch(() => undefined);
  } finally {
    load.abandon();
  }
  await drained(place.owner, 1_000 * (fault.control.patience ?? 10)).catch(() => undefined);
  const acked = acks.read(since);
  const found = await examine(place, acked);
  return { acked: acked.length, lost: countOf(found, 'lost'), doubled: countOf(found, 'doubled') };
}

/** Whether the program came through, and the control did not. */
export const isHeld = (real: Outcome, control: Count): boolean =>
  real.lost + real.doubled + real.broken.length === 0 && control.lost + control.doubled > 0;
