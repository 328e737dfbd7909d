import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../support/fault.ts';

let since = 0;

export const twice: Fault = {
  name: 'twice',
  what: 'every act is sent twice at the same moment, to two server processes',
  seconds: 3,
  inject: async ({ line, acks }) => {
    since = acks.count;
    line.twice = true;
    return 'everybody sends twice, to both server processes';
  },
  undo: async ({ line, acks }) => {
    // However short it lasts, a program has to have sent one whole dossier twice; the first of them it may have sent before.
    const sent = () => acks.read(since).filter(ack => ack.act === 'submitted').length;
    for (let i = 0; i < 600 && sent() < 2; i++) await sleep(50);
    line.twice = false;
  },
  control: {
    without: 'an idempotency key that stays the same',
    begin: async ({ line }) => {
      line.keyless = true;
    },
  },
};
