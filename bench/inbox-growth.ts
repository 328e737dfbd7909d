// Promise: 95 of 100 pages of an inbox come within 1.5 times as long with a million dossiers as with ten thousand, when sixteen officials
// work at once: clerks, officers and leaders who look at all, at what is late, due today, due soon, at one procedure, and turn the page.
import { inTurn, LARGE, p95, SMALL, timesOf } from './support/grown.ts';

const GOAL = 1.5;
const TURNS = 6;
const VIEWS = [
  ...[
    '/can-bo',
    '/can-bo?xem=late',
    '/can-bo?xem=soon',
    '/can-bo',
    '/can-bo?xem=today',
    '/can-bo?xem=waiting',
  ],
  ...[
    '/can-bo?thu-tuc=1.001193',
    '/can-bo?cach-nop=counter',
    '/can-bo?giao=chua',
    '/can-bo?linh-vuc=ho-tich',
  ],
];
const NEXT = /href="(\/can-bo\?[^"]*sau=[^"]*)"/;

const { small, large } = await inTurn(TURNS, async ({ users }) => {
  // A further page, as the first one leads to it.
  const next = await Promise.all(
    users.map(async user =>
      NEXT.exec((await user.get('/can-bo?xem=all')).text)?.[1]?.replaceAll('&amp;', '&'),
    ),
  );
  return timesOf(users, n => [...VIEWS.slice(n % 5), ...VIEWS.slice(0, n % 5), next[n] ?? '/can-bo']);
});
const [limit, value] = [p95(small), p95(large)];
const ratio = value / limit;
console.log(`${small.length} pages of each, of ${SMALL} and of ${LARGE} dossiers`);
console.log(
  `bench inbox-growth value=${value.toFixed(1)}ms limit=${limit.toFixed(1)}ms ratio=${ratio.toFixed(2)} goal=${GOAL} ${ratio <= GOAL ? 'ok' : 'short'}`,
);
process.exit(0);
