import { localDate } from '#platform/clock';
import { defineService, type Env } from '#platform/env';
import { createHub, createPlaces, type Hub, type Places } from '#platform/http';

// A hall has several screens and desks, and all of them one address; many telephones come from the one address of their network.
const SCREENS = { most: 400, ofAddress: 60 };
const PHONES = { most: 1_000, ofAddress: 200 };

export type Screens = { hub: Hub; places: { screens: Places; phones: Places }; heartbeatMs: number };

export const screens = defineService<Screens>('hall.screens');

/** Follows the tickets of today for the screens that this process serves: while the sum of their changes and the desks that are open stand, nothing is read. */
export const provideScreens = (env: Env): Screens => {
  const mark = async (): Promise<string> => {
    const day = localDate(env.clock.now());
    const { sum, desks } = await env.db.one<{ sum: string; desks: string }>(
      `SELECT coalesce(sum(version), 0)::text AS sum,
              (SELECT md5(string_agg(agency_id || ':' || number, ',' ORDER BY agency_id, number)) FROM hall.desk WHERE day = $1) AS desks
       FROM hall.ticket WHERE day = $1`,
      [day],
    );
    return `${sum} ${desks} ${day}`;
  };
  return {
    hub: createHub(mark, env.log),
    places: {
      screens: createPlaces(SCREENS.most, SCREENS.ofAddress),
      phones: createPlaces(PHONES.most, PHONES.ofAddress),
    },
    heartbeatMs: 15_000,
  };
};
