import { AddressRefused, type MessagePort } from './port.ts';

/**
 * Where no provider is set and this is no demo: nothing is taken over, so that the clerk sees who was not told. A message that
 * was laid where nobody may read it would count as sent.
 */
export const noPort = (setting: string): MessagePort => ({
  send: async () => {
    throw new AddressRefused(`${setting} is not set`);
  },
});
