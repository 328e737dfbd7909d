import type { Person } from '#test/person';
import { signedIn } from '../../security/support/world.ts';
import { examine } from './examine.ts';

/** The clerk hands out a number, and `user` calls it at a desk: what is wrong with the ticket, the desk and the screen of the hall then. */
export async function takeAndCall(clerk: Person, user: string): Promise<string[]> {
  await clerk.open('/can-bo/quay/phat-so');
  await clerk.page.locator('main button[name="nhom"]').first().click();
  await clerk.page.waitForURL('**/phat-so/*-*');
  const ticket = await examine(clerk, 'clerk-gave-number');
  const caller = await signedIn(clerk.program, user);
  await caller.post('/can-bo/quay/mo', { so: '4', nhom: 'A' });
  await caller.post('/can-bo/quay', { viec: 'goi' });
  await clerk.open('/can-bo/quay');
  const faults = await examine(clerk, 'clerk-called');
  const number = await clerk.page.locator('.at-desk').innerText();
  const screen = await clerk.page.locator('a[href^="/man-hinh/"]').first().getAttribute('href');
  if ((await clerk.open(screen ?? '')) !== 200 || !(await clerk.page.innerText('main')).includes(number))
    faults.push(`the screen does not show ${number}, which was called`);
  return [...ticket, ...faults, ...(await examine(clerk, 'hall-screen-called'))];
}
