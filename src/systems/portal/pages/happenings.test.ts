import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadedProcedure, Story } from '#engines/cases';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../module.ts';
import { happeningsView } from './happenings.ts';

test('of a long story who does not sign in sees the newest, and how many more there are', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const graph = { nodes: new Map() } as unknown as LoadedProcedure['graph'];
  const told = (n: number) =>
    ({
      dossier: { code: '001.18.60.H38-261128-0001' },
      tasks: [],
      supplements: [],
      questions: [],
      results: [],
      agencyName: 'Xã Bắc Hà',
      happenings: Array.from({ length: n }, (_, i) => ({
        kind: 'supplemented',
        at: new Date(Date.UTC(2026, 10, 28 - i)),
        body: {},
        personal: {},
        agency: 'Xã Bắc Hà',
      })),
    }) as unknown as Story;
  const items = (n: number, names: boolean) => happeningsView(told(n), graph, t, { names }).toString();
  const count = (html: string) => html.split('<li').length - 1;
  const short = items(11, false);
  assert.equal(count(short), 8);
  assert.match(short, /href="\/ho-so\/001\.18\.60\.H38-261128-0001">Đăng nhập để xem 3 việc trước đó</);
  assert.equal(count(items(8, false)), 8);
  assert.equal(count(items(11, true)), 11);
});
