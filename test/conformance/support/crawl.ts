import type { Person } from '#test/person';
import { examine, headerFaults, keysIn } from './examine.ts';
import { routeOf } from './routes.ts';

/** Links of one kind that are followed: a list of a hundred communes is one page, a hundred times. */
const OF_A_KIND = 4;

export type Found = {
  /** Routes whose page was examined. */
  seen: Set<string>;
  /** A line each: the address, and what is wrong there. */
  faults: string[];
};

/** Kinds of links: a route with the names of its query. */
const kindOf = (url: URL): string => `${routeOf(url.pathname)}?${[...url.searchParams.keys()].sort()}`;

/** The page in the other language, asked for beside the browser: its keys only. */
async function otherLanguage(who: Person, url: URL): Promise<string[]> {
  const other = new URL(url);
  other.searchParams.set('lang', 'en');
  const answer = await who.context.request.get(other.href);
  const markup = await answer.text();
  await who.context.request.get(`${who.program.url}/kiem-tra?lang=vi`);
  const faults = keysIn(markup, who.program.env.texts.has).map(f => `in English ${f}`);
  if (!markup.includes('<html lang="en">')) faults.push('is not English when asked to');
  return faults;
}

/**
 * Opens `starts`, then all that they link to, as `who`. One page of each route is examined; of each kind of link the first
 * few are followed, and none may be dead. `found.seen` is added to, and what is in it is not examined again.
 */
export async function crawl(
  who: Person,
  name: string,
  starts: readonly string[],
  found: Found,
): Promise<void> {
  const { page, program } = who;
  const queue = starts.map(path => new URL(path, program.url));
  const asked = new Set<string>();
  const kinds = new Map<string, number>();
  const examined = new Set<string>();
  for (let url = queue.shift(); url; url = queue.shift()) {
    url.hash = '';
    if (url.origin !== program.url || asked.has(url.href) || url.searchParams.has('lang')) continue;
    asked.add(url.href);
    const count = kinds.get(kindOf(url)) ?? 0;
    if (count >= OF_A_KIND) continue;
    kinds.set(kindOf(url), count + 1);
    const at = `${name} ${url.pathname}${url.search}`;
    const route = routeOf(url.pathname);
    if (!route) {
      found.faults.push(`${at}: no such page`);
      continue;
    }
    if (
      examined.has(route) ||
      /\.(pdf|pem|xlsx|css|js|json|svg|txt)$/.test(url.pathname) ||
      route.startsWith('/api/v')
    ) {
      const answer = await who.context.request.get(url.href);
      if (answer.status() >= 400) found.faults.push(`${at}: dead link (${answer.status()})`);
      found.seen.add(route);
      // A page seen before is only a source of more links.
      if ((answer.headers()['content-type'] ?? '').includes('html'))
        queue.push(...linksIn(await answer.text(), url));
      continue;
    }
    const response = await page.goto(url.href).catch((error: Error) => error);
    if (response instanceof Error) {
      // A file to be saved is no page.
      if (!/download/i.test(response.message)) found.faults.push(`${at}: ${response.message}`);
      found.seen.add(route);
      continue;
    }
    if (!response || response.status() >= 400) found.faults.push(`${at}: dead link (${response?.status()})`);
    const came = routeOf(new URL(page.url()).pathname) ?? '';
    queue.push(...linksIn(await page.content(), url));
    if (!(response?.headers()['content-type'] ?? '').includes('html') || examined.has(came)) {
      found.seen.add(route);
      continue;
    }
    examined.add(route).add(came);
    const again = found.seen.has(route);
    found.seen.add(route).add(came);
    if (response) found.faults.push(...headerFaults(response).map(f => `${at}: ${f}`));
    // What another person’s browser has been through is not gone through again, but for pages that differ by who looks.
    if (again && !PERSONAL.has(route)) continue;
    found.faults.push(
      ...(await examine(who, `${name}${route.replace(/[/:]+/g, '-')}`)).map(f => `${at}: ${f}`),
    );
    found.faults.push(...(await otherLanguage(who, url)).map(f => `${at}: ${f}`));
  }
  found.faults.push(...who.faults.map(f => `${name}: ${f}`));
}

const PERSONAL = new Set(['/', '/can-bo', '/can-bo/ho-so/:id', '/thu-tuc/:code']);

const linksIn = (markup: string, from: URL): URL[] =>
  [...markup.matchAll(/<a\b[^>]*\shref="([^"#][^"]*)"/g)]
    .map(m => (m[1] ?? '').replaceAll('&amp;', '&'))
    .filter(href => !/^(tel|mailto|data):/.test(href))
    .map(href => new URL(href, from));
