const MINUTE_MS = 60_000;
/** How far the two ways of reading a device's clock may lie apart. A cheap clock loses some seconds a day. */
const APART_MS = 10 * MINUTE_MS;

/** What a device says, in milliseconds of its own clock. */
export type DeviceTimes = {
  /** When it stored what is taken along. */
  stored: number;
  /** When the dossier was handed in. */
  taken: number;
  /** When it sent it. */
  sent: number;
};

/** The two moments that both sides know, by our clock. */
export type OurTimes = { stored: Date; arrived: Date };

/**
 * When a dossier was handed in, by our clock, as a device without a network says; null when it cannot be believed.
 *
 * How wrong the device's clock is does not matter, as long as it runs: the moment is read twice, counted on from the storing and
 * counted back from the sending, and both must agree within ten minutes. Somebody who sets the clock in between moves one of the two.
 * It lies between the storing and the arrival, so that nothing is received before the clerk had set out or after it was here.
 */
export function takenAt(device: DeviceTimes, ours: OurTimes): Date | null {
  const { stored, taken, sent } = device;
  if (![stored, taken, sent].every(Number.isSafeInteger)) return null;
  const [from, to] = [ours.stored.getTime(), ours.arrived.getTime()];
  const back = to - (sent - taken);
  const on = from + (taken - stored);
  if (Math.abs(back - on) > APART_MS) return null;
  if (back > to + APART_MS || back < from - APART_MS) return null;
  return new Date(Math.min(to, Math.max(from, back)));
}

/** What the device's clock said as a moment that a table holds; `arrived` where it said nothing that could be one. */
export function toldAt({ taken }: Pick<DeviceTimes, 'taken'>, arrived: Date): Date {
  const [earliest, latest] = [Date.UTC(1970, 0, 1), Date.UTC(2200, 0, 1)];
  return Number.isSafeInteger(taken) && taken >= earliest && taken < latest ? new Date(taken) : arrived;
}
