import type { Channel, LoadedProcedure } from '#engines/cases';
import type { FormData } from '#engines/forms';
import type { Area } from '#engines/organisation';
import { REFORM_DAY } from '#engines/organisation';
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

/** The `n`-th application of a seed, made on `day`. Pure: seed, number, day and world decide all of it. */
export function planDossier(seed: string, n: number, day: string, world: World): Plan {
  const random = randomOf(`${seed}/${n}`);
  const home = random.weighted(world.communes);
  const returning = returningOf(seed, n, world);
  const commune = returning?.commune ?? home;
  // On a free day nobody can apply for what is only done at the counter.
  const offered = world.procedures.filter(([p]) => world.open || p.version.serviceLevel !== 'counter');
  const procedure = random.weighted(offered);
  const channel = channelOf(random, procedure, day, world.open);
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
    ...filled,
    random,
  };
}
