import { formatDate } from '#platform/clock';

/**
 * A day that a hint or a message gives as an example, as people write it: of a birth one long ago, else today. Somebody who is asked
 * when a shop is to open is not helped by a day of 1991.
 */
export const exampleDay = (path: string, today: string): string =>
  /birth|born/i.test(path) ? '04/03/1991' : formatDate(today);
