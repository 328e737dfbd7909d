import type { Channel, LoadedProcedure } from '#engines/cases';
import type { FormData } from '#engines/forms';
import type { Area } from '#engines/organisation';
import { REFORM_DAY } from '#engines/organisation';
import { type Applicant, homeOf } from '../people/applicant.ts';
import { castOf } from '../people/cast.ts';
import type { Person } from '../people/person.ts';
import { answersFor, type Paper } from './answers.ts';
import { minuteOf } from './calendar.ts';
import { type Random, randomOf } from './random.ts';
import { returningOf } from './returns.ts';
import type { World } from './world.ts';

/** One application that somebody could have made: everything up to the moment in which it is sent. */
export type Plan = {
  n: number;
  at: Date;
  procedure: LoadedProcedure;
  channel: Channel;
  commune: Area;
  applicant: Person;
  /** The account in which he finds it; null: nobody's. */
  accountId: string | null;
  data: FormData;
  papers: readonly Paper[];
  /** Chance of all that happens to it later. */
  random: Random;
};

/** Who comes by which door: from the day of the reform on most of what comes online comes through the national portal. */
function channelOf(random: Random, { version }: LoadedProcedure, day: string, open: boolean): Channel {
  const online: Channel = day < REFORM_DAY || random.chance(0.27) ? 'online' : 'national-portal';
  if (version.serviceLevel === 'counter') return random.chance(0.95) ? 'counter' : 'post';
  if (!open) return online;
  return random.weighted<Channel>([
    ['counter', day < REFORM_DAY ? 62 : 44],
    [online, day < REFORM_DAY ? 34 : 52],
    ['post', 4],
  ]);
}

/** What nobody of the demo has applied for yet: whoever looks at it begins with a birth. */
const FIRST_TRIED = new Set(['1.001193', '2.002621', '1.013225']);

/**
 * The `n`-th application of a seed, made on `day`, by `own` where it is somebody with an account. Pure: seed, number, day and world decide
 * all of it.
 */
export function planDossier(seed: string, n: number, day: string, world: World, own?: Applicant): Plan {
  const random = randomOf(`${seed}/${n}`);
  const home = random.weighted(world.communes);
  const lives = own && homeOf(own, world.communes);
  const returning = own && lives ? { commune: lives, person: own.person } : returningOf(seed, n, world);
  const commune = returning?.commune ?? home;
  // On a free day nobody can apply for what is only done at the counter.
  const offered = world.procedures.filter(
    ([p]) =>
      (world.open && !lives) ||
      (p.version.serviceLevel !== 'counter' && !(lives && FIRST_TRIED.has(p.version.code))),
  );
  const procedure = random.weighted(offered);
  const door = channelOf(random, procedure, day, world.open);
  const channel = lives ? 'online' : door;
  const cast = castOf(random, commune, day, returning?.person);
  const communes = [0, 1].map(() => random.weighted(world.communes).code);
  const filled = answersFor(procedure.form, random, { cast, day, commune: commune.code, communes });
  return {
    n,
    at: minuteOf(random, day, channel),
    procedure,
    channel,
    commune,
    applicant: cast.applicant,
    accountId: own && lives ? own.accountId : null,
    ...filled,
    random,
  };
}
