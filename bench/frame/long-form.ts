import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FormDefinition, JsonSchema } from '#engines/forms';
import { loadPacks } from '#engines/procedures';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';

const both = (words: string) => ({ vi: words, en: words });
const PAGES = 10;
const FIELDS = 95;

type Kind = {
  schema: JsonSchema;
  layout?: Partial<FormDefinition['fields'][string]>;
  /** What somebody types; `turn` lets it be another each time. */
  typed(turn: number): string;
};

const WAYS = ['counter', 'post', 'home'];
const KINDS: readonly Kind[] = [
  {
    schema: { type: 'string', format: 'person-name', maxLength: 100 },
    typed: n => `Giàng A ${'Phử'.repeat(1 + (n % 2))}`,
  },
  {
    schema: { type: 'string', format: 'date', dateNotAfter: 'today' },
    typed: n => `0${1 + (n % 9)}/03/1991`,
  },
  { schema: { type: 'string', format: 'personal-number' }, typed: () => '010091000123' },
  { schema: { type: 'string', format: 'vn-phone' }, typed: n => `091234567${n % 10}` },
  {
    schema: { type: 'string', maxLength: 500 },
    layout: { widget: 'long-text' },
    typed: n => `Thôn Na Hối Nùng, xã Bắc Hà, số ${n}`,
  },
  {
    schema: { type: 'string', enum: WAYS },
    layout: { options: WAYS.map(value => ({ value, label: both(value) })) },
    typed: n => WAYS[n % 3] ?? '',
  },
  {
    schema: { type: 'integer', minimum: 0, maximum: 1_000_000_000 },
    layout: { widget: 'money' },
    typed: n => `${800 + (n % 100)}.000`,
  },
  { schema: { type: 'boolean' }, layout: { widget: 'yes-no' }, typed: n => (n % 2 ? 'yes' : 'no') },
  { schema: { type: 'string', format: 'email' }, typed: n => `a.phu${n}@example.vn` },
];

const names = Array.from({ length: FIELDS - 1 }, (_, i) => `part${Math.floor(i / PAGES)}.f${i}`);
const kindOf = (i: number) => KINDS[i % KINDS.length] ?? KINDS[0]!;
const pageOf = (i: number) => i % PAGES;

function definition(): FormDefinition {
  const groups = new Map<string, Record<string, JsonSchema>>();
  for (const [i, name] of names.entries()) {
    const [part = '', field = ''] = name.split('.');
    groups.set(part, { ...groups.get(part), [field]: kindOf(i).schema });
  }
  const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
    type: 'object',
    required: Object.keys(properties),
    properties,
  });
  return {
    id: 'bench-long',
    version: 1,
    schema: object({
      place: object({ commune: { type: 'string', format: 'area-code' } }),
      ...Object.fromEntries([...groups].map(([part, properties]) => [part, object(properties)])),
    }),
    pages: Array.from({ length: PAGES }, (_, p) => ({
      id: `p${p}`,
      title: both(`Phần ${p + 1}`),
      fields: [...(p === 0 ? ['place.commune'] : []), ...names.filter((_, i) => pageOf(i) === p)],
    })),
    fields: {
      'place.commune': { label: both('Xã, phường'), within: 'home', use: 'area', class: 'basic' },
      ...Object.fromEntries(
        names.map((name, i) => [
          name,
          { label: both(`Ô ${i + 1}`), class: 'none' as const, ...kindOf(i).layout },
        ]),
      ),
    },
  };
}

/** What somebody types on a page, by field; another `turn`, other answers. */
export const typedOn = (page: number, commune: string, turn = 0): Record<string, string> => ({
  ...(page === 0 ? { 'place.commune': commune } : {}),
  ...Object.fromEntries(
    names.flatMap((name, i) => (pageOf(i) === page ? [[name, kindOf(i).typed(turn + i)]] : [])),
  ),
});

export const LONG_PAGES = PAGES;

/** Publishes a procedure with a form of 95 fields on 10 pages. Returns its code. */
export async function publishLongForm(env: Env): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'long-form-'));
  const code = '9.700095';
  const { default: procedure } = await import('../lending/lending.procedure.json', {
    with: { type: 'json' },
  });
  await writeFile(path.join(folder, 'long.form.json'), JSON.stringify(definition()));
  await writeFile(
    path.join(folder, 'long.procedure.json'),
    JSON.stringify({ ...procedure, code, name: 'Tờ khai dài', form: 'long.form.json', process: null }),
  );
  const act = { ledger: env.get(ledgerService), actor: 'system', at: env.clock.now() };
  await loadPacks(env.db, [{ id: 'bench-long', folder }], act).finally(() => rm(folder, { recursive: true }));
  return code;
}
