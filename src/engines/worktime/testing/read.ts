import { localInstant } from '#platform/clock';

/** The instant of local `dd/mm/yyyy HH:MM`. */
export function at(text: string): Date {
  const [date = '', time = ''] = text.split(' ');
  return localInstant(date.split('/').reverse().join('-'), time);
}
