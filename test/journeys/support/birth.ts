import { localDate } from '#platform/clock';
import type { Person } from '#test/person';
import { png } from '../../../src/engines/files/testing/samples.ts';

export const BIRTH = '1.001193';

/** `DD/MM/YYYY`, `days` before today in the province. */
export const daysAgo = (days: number): string =>
  localDate(new Date(Date.now() - days * 86_400_000))
    .split('-')
    .reverse()
    .join('/');

export type Sent = { name: string; mimeType: string; buffer: Buffer };
export const photo = (name = 'giay-chung-sinh.png', salt = name): Sent => ({
  name,
  mimeType: 'image/png',
  buffer: png(64, 48, salt),
});

/** What is put into one page of a form, by the names of its fields. */
export type Answers = Record<string, string | Sent>;

const address = 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai';

/** The pages of a birth registration as Giàng Thị Mỷ fills them in. */
export const BIRTH_PAGES: Readonly<Record<string, Answers>> = {
  child: {
    'child.name': 'Giàng A Phử',
    'child.sex': 'male',
    'child.birthDate': daysAgo(10),
    'child.birthPlace': 'Bệnh viện đa khoa Bắc Hà, xã Bắc Hà, tỉnh Lào Cai',
    'child.ethnicity': 'Hmông',
    'child.hometown': 'Xã Bắc Hà, tỉnh Lào Cai',
  },
  mother: {
    'mother.name': 'Giàng Thị Mỷ',
    'mother.birthDate': '4/3/1991',
    'mother.personalNumber': '010191000172',
    'mother.ethnicity': 'Hmông',
    'mother.address': address,
  },
  father: {
    'father.declared': 'yes',
    'father.name': 'Giàng Seo Vần',
    'father.birthDate': '02/09/1990',
    'father.ethnicity': 'Hmông',
    'father.address': address,
  },
  papers: { 'papers.birthNotice': photo() },
  contact: { 'contact.relation': 'mother', 'result.way': 'electronic' },
};

/** Types answers into the form that is open. */
export async function fillIn({ page }: Person, answers: Answers): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`main [name="${name}"]`).first();
    const type = await field.getAttribute('type');
    if (typeof value !== 'string') await field.setInputFiles(value);
    else if (type === 'checkbox') await field.setChecked(value !== '');
    else if (type === 'radio') await page.locator(`main [name="${name}"][value="${value}"]`).check();
    else if ((await field.evaluate(e => e.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Presses a button with these words, or the page's next step, and waits for the page that comes. */
export async function press({ page }: Person, words?: string): Promise<void> {
  const button = words
    ? page.locator('main').getByRole('button', { name: words, exact: true })
    : page.locator('main button.btn:not(.alt)').first();
  const came = page.waitForEvent('framenavigated');
  await button.click();
  await came;
  await page.waitForLoadState();
}

/** Opens the procedure and begins; whoever is not signed in is led to do so first. */
export async function begin(who: Person, code: string): Promise<void> {
  await who.open(`/thu-tuc/${code}`);
  await press(who, 'Bắt đầu nộp hồ sơ');
}

/** From the list of parts to the page to check: fills every page in. */
export async function fillAll(who: Person, pages: Readonly<Record<string, Answers>>): Promise<void> {
  const draft = draftOf(who);
  for (const [id, answers] of Object.entries(pages)) {
    await who.open(`/nop/${draft}/${id}`);
    await fillIn(who, answers);
    await press(who);
  }
}

/** Sends what is on the page to check. Returns the code of the dossier. */
export async function sendChecked(who: Person): Promise<string> {
  await who.page.check('[name="cam-doan"]');
  await press(who, 'Nộp hồ sơ');
  await who.page.waitForURL('**/da-nop');
  return codeShown(who);
}

export const codeShown = async ({ page }: Person): Promise<string> =>
  ((await page.locator('.panel .big').first().textContent()) ?? '').replace(/\s/g, '');

/** The draft whose page is open. */
export function draftOf({ page }: Person): string {
  const id = /\/nop\/([^/?#]+)/.exec(page.url())?.[1];
  if (!id) throw new Error(`no draft is open at ${page.url()}`);
  return id;
}

/** A whole birth registration up to the dossier's code, by somebody who is signed in. */
export async function applyForBirth(who: Person): Promise<string> {
  await begin(who, BIRTH);
  await fillAll(who, BIRTH_PAGES);
  return sendChecked(who);
}
