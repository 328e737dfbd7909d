import type { Person } from '#test/person';
import { press } from './birth.ts';

/** Opens the dossier of this code from the official's list of what to do. */
export async function openFromInbox(who: Person, code: string): Promise<void> {
  await who.open(`/can-bo?q=${encodeURIComponent(code)}`);
  await who.page.locator('table.list a').first().click();
  await who.page.waitForURL('**/can-bo/ho-so/**');
}

/** One step: open it from the list, press the button. */
export async function doStep(who: Person, code: string, words: string): Promise<void> {
  await openFromInbox(who, code);
  await press(who, words);
}

/** Opens a dossier that is at others' now, found by its code. */
export async function openElsewhere(who: Person, code: string): Promise<void> {
  await who.open(`/can-bo?q=${encodeURIComponent(code)}`);
  await who.page.getByRole('link', { name: 'Xem hồ sơ đang ở đâu' }).click();
  await who.page.waitForURL('**/can-bo/ho-so/**');
}

/** The result goes over the counter to somebody whom the clerk knows by `paper`, and who signs the printed slip. */
export async function handOverAtCounter(who: Person, code: string, paper: string): Promise<void> {
  await openFromInbox(who, code);
  await who.page.getByRole('link', { name: 'Trả tại quầy', exact: true }).click();
  await who.page.waitForURL('**/tra/**');
  await who.page.fill('[name="giay-khac"]', paper);
  await press(who, 'Đã trả kết quả');
}
