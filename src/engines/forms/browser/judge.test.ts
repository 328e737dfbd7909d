import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { fixedClock } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { defineForm } from '../define/define-form.ts';
import { partsOf } from '../define/parts.ts';
import { forms } from '../module.ts';
import { readingGroup } from '../testing/reading-group.ts';
import type { Form, FormData, FormDefinition } from '../types.ts';
import { validateAll } from '../validate/validate.ts';
import { compute } from '../values/compute.ts';
import { shownFields } from '../values/conditions.ts';
import { fieldOf, groupOf, itemPath } from '../values/items.ts';
import { valueAt, withValue } from '../values/paths.ts';
import { sampleValue } from '../values/sample.ts';
import { judge } from './judge.js';
import { type OfflineRules, offlineRules } from './offline-rules.ts';
import { workOut } from './work-out.js';

const TODAY = '2026-11-28';
const { t } = testCtx({ modules: [ui, forms] });
const asker = {
  t,
  clock: fixedClock(`${TODAY}T09:00:00+07:00`),
  // No form here is judged by its areas: which there are only the database knows.
  db: {
    maybe: async () => undefined,
    query: async () => [],
    one: async () => ({ day: TODAY }),
  } as unknown as Queryable,
};

/** The forms of the province, and one with a list. */
function allForms(): Form[] {
  const root = path.join(import.meta.dirname, '../../../systems');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(f =>
    f.endsWith('.form.json'),
  );
  const read = (f: string) => JSON.parse(readFileSync(path.join(root, f), 'utf8')) as FormDefinition;
  return [readingGroup, ...files.map(read)].map(defineForm);
}

const ODD = [
  ...[
    '',
    'x',
    'abc 12',
    '010191000172',
    '999999999999',
    '012345678901',
    '010291000172',
    '0912345678',
    '2026-11-28',
  ],
  ...[
    '2031-01-01',
    '1991-03-04',
    '1991-03-05',
    '31/02/1991',
    '1930',
    '1930-05',
    'male',
    'female',
    'nam',
    'nu',
    'no',
  ],
  ...[0, -1, 3, 2.5, 1e15, true, false, ['x'], 'ệ'.repeat(600)],
];

/** Answers of any kind to the fields of a form, most of them such as people give. */
const answersTo = (form: Form): fc.Arbitrary<FormData> => {
  const leaves = [...partsOf(form).fields.values()].filter(f => !f.layout.computed && f.widget !== 'file');
  const places = leaves.flatMap(field => {
    const group = groupOf(form, field.path);
    return (group ? [0, 1].map(i => itemPath(field.path, group, i)) : [field.path]).map(place => ({
      place,
      field,
    }));
  });
  const options = (f: (typeof leaves)[number]) => (f.layout.options ?? []).map(o => o.value);
  return fc
    .tuple(
      ...places.map(({ field }) =>
        fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(sampleValue(field, { area: '10001' }), ...options(field)) },
          { weight: 1, arbitrary: fc.constant(undefined) },
          { weight: 2, arbitrary: fc.constantFrom(...ODD) },
        ),
      ),
    )
    .map(values =>
      values.reduce<FormData>(
        (data, value, i) => (value === undefined ? data : withValue(data, places[i]?.place ?? '', value)),
        Object.fromEntries(Object.keys(form.groups ?? {}).map(group => [group, [{}, {}]])),
      ),
    );
};

describe('forms: judged where no server can be asked', () => {
  test('by all forms of the province it says what the server says, of all that it can know', async () => {
    let told = 0;
    let workedOut = 0;
    for (const form of allForms()) {
      const rules = JSON.parse(JSON.stringify(offlineRules(t, form, TODAY)));
      const skipped = (place: string) => {
        const field = partsOf(form).fields.get(fieldOf(form, place));
        return field?.widget === 'file';
      };
      await fc.assert(
        fc.asyncProperty(answersTo(form), async typed => {
          const data = compute(form, typed);
          const shown = shownFields(form, data);
          let full = data;
          for (const place of shown) {
            const holder = place.split('.').slice(0, -1);
            for (let n = 1; n <= holder.length; n++) {
              const at = holder.slice(0, n).join('.');
              const there = at.split('.').reduce<unknown>((v, k) => (v as FormData | undefined)?.[k], full);
              if (there === undefined && !form.groups?.[at]) full = withValue(full, at, {});
            }
          }
          const server = (await validateAll(form, data, asker)).filter(
            f => !skipped(f.path) && (shown.has(f.path) || form.groups?.[f.path]),
          );
          const here = judge(rules, full, {
            today: TODAY,
            asked: (p: string) => shown.has(p) && !skipped(p),
          });
          const lines = (all: Array<{ path: string; words: string }>) =>
            all.map(f => `${f.path}: ${f.words}`).sort();
          const known = new Map(here.map((f: { path: string }) => [f.path, true]));
          // Which areas and ethnic groups there are, and which characters paper can show, only the server knows.
          const wanted = server.filter(f => {
            const field = partsOf(form).fields.get(fieldOf(form, f.path));
            return (
              known.has(f.path) || !(field?.widget === 'area' || field?.schema.format === 'ethnic-group')
            );
          });
          told += here.length;
          for (const { path, group, ...how } of rules.computed as OfflineRules['computed']) {
            if (group || !shown.has(path)) continue;
            const readable = Object.entries(form.groups ?? {}).reduce<FormData>(
              (all, [name]) =>
                shown.has(name) && valueAt(all, name) === undefined ? withValue(all, name, []) : all,
              data,
            );
            assert.equal(workOut(how, readable), valueAt(data, path), `${form.id} ${path}`);
            workedOut++;
          }
          assert.deepEqual(
            lines(here),
            lines(wanted.map(f => ({ path: f.path, words: f.message }))),
            form.id,
          );
        }),
        { numRuns: 25, seed: 4143 },
      );
    }
    assert.ok(told > 1_000, `${told} faults were compared`);
    assert.ok(workedOut > 50, `${workedOut} answers were worked out`);
  });
});
