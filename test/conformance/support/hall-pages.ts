import { hallDevice, hallOf } from '#test/hall-device';
import type { Person } from '#test/person';
import { communeOf } from '../../api/support.ts';
import { Client } from '../../security/support/client.ts';
import { crawl, type Found } from './crawl.ts';
import { examine } from './examine.ts';

/** Of a hall the walk does not open these, and why. */
export const HALL_ELSEWHERE: Readonly<Record<string, string>> = {
  '/man-hinh/:agency/song':
    'a stream of events, listened to by the script of the page: test/journeys/hall.test.ts',
  '/so-thu-tu/:follow/song': 'the same, of a number on a telephone: test/journeys/hall.test.ts',
};

/** Takes a number by telephone, then at a kiosk, where nobody is signed in, and examines each page on the way. */
export async function walkHall(who: Person, found: Found): Promise<void> {
  const { env, url } = who.program;
  const agency = await hallOf(env, (await communeOf(who.program, 'Ủy ban nhân dân xã Bắc Hà')).agencyId);
  const see = async (name: string, route: string) => {
    found.seen.add(route);
    found.faults.push(...(await examine(who, name)));
  };
  await crawl(who, 'hall', ['/lay-so', '/ghep-thiet-bi', `/lay-so/${agency}`], found);
  const screen = new Client(url);
  screen.cookies.set('fs-thiet-bi', (await hallDevice(env, agency, 'screen')).token);
  const shown = (await screen.get(`/man-hinh/${agency}`)).text;
  await who.open(`/lay-so/${agency}?ma=${/<b class="num">(\d{3} \d{3})</.exec(shown)?.[1]}`);
  await see('hall-phone', '/lay-so/:agency');
  await who.page.locator('main button[name="nhom"]').first().click();
  await who.page.waitForURL('**/so-thu-tu/*');
  await see('hall-number', '/so-thu-tu/:follow');
  const { token } = await hallDevice(env, agency, 'kiosk');
  await who.context.addCookies([{ name: 'fs-thiet-bi', value: token, url }]);
  await who.open('/lay-so');
  await see('hall-kiosk', '/lay-so');
  await who.page.locator('main button[name="nhom"]').first().click();
  await who.page.waitForURL('**/lay-so/phieu/*');
  await see('hall-kiosk-number', '/lay-so/phieu/:follow');
}
