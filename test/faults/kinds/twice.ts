import type { Fault } from '../support/fault.ts';

export const twice: Fault = {
  name: 'twice',
  what: 'every act is sent twice at the same moment, to two server processes',
  seconds: 3,
  inject: async ({ line }) => {
    line.twice = true;
    return 'everybody sends twice, to both server processes';
  },
  undo: async ({ line }) => {
    line.twice = false;
  },
  control: {
    without: 'an idempotency key that stays the same',
    begin: async ({ line }) => {
      line.keyless = true;
    },
  },
};
