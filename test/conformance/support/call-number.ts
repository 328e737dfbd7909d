import type { Person } from '#test/person';
import { signedIn } from '../../security/support/world.ts';
import { examine } from './examine.ts';

/** A desk of who is signed in calls the next number: what is wrong with the page of the desk and with the screen of the hall then. */
export async function callNumber(clerk: Person, user: string): Promise<string[]> {
  const caller = await signedIn(clerk.program, user);
  await caller.post('/can-bo/quay/mo', { so: '4', nhom: 'A' });
  await caller.post('/can-bo/quay', { viec: 'goi' });
  await clerk.open('/can-bo/quay');
  const faults = await examine(clerk, 'clerk-called');
  const screen = await clerk.page.locator('a[href^="/man-hinh/"]').first().getAttribute('href');
  if ((await clerk.open(screen ?? '')) !== 200 || !(await clerk.page.innerText('main')).includes('A001'))
    faults.push('the screen shows no number that was called');
  return [...faults, ...(await examine(clerk, 'hall-screen-called'))];
}
