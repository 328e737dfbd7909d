import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineForm, filesSchema } from '#engines/forms';
import type { Ctx } from '#platform/http';
import type { EntryView } from './entry-types.ts';
import { itemPapers, papersPart } from './papers-view.ts';

const said = (text: string) => ({ vi: text, en: text });

test('papers of a repeating group are handed in with their item, also with one that is not there yet', () => {
  const form = defineForm({
    id: 'fair',
    version: 1,
    pages: [
      { id: 'stalls', title: said('Gian hàng'), group: 'stalls', fields: ['stalls.name', 'stalls.photo'] },
    ],
    groups: { stalls: { label: said('Gian hàng') } },
    fields: {
      'stalls.name': { label: said('Tên'), class: 'none' },
      'stalls.photo': { label: said('Ảnh gian hàng'), class: 'none', widget: 'file' },
    },
    schema: {
      type: 'object',
      properties: {
        stalls: {
          type: 'array',
          maxItems: 5,
          items: {
            type: 'object',
            required: ['name', 'photo'],
            properties: { name: { type: 'string', maxLength: 50 }, photo: filesSchema() },
          },
        },
      },
    },
  });
  // What is looked for are fields, not words.
  const ctx = { t: Object.assign((key: string) => key, { lang: 'vi' }) } as unknown as Ctx;
  const view = {
    intake: { desk: {}, person: {}, draft: { data: {}, sources: {} } },
    form,
    version: { papers: [] },
    data: { stalls: [{ name: 'Thổ cẩm' }] },
    errors: [],
    reusable: [],
  } as unknown as EntryView;
  for (const item of [0, 1]) {
    const drawn = itemPapers(ctx, view, 'stalls', item).toString();
    assert.match(
      drawn,
      new RegExp(
        `type="file"[^>]*name="stalls\\.${item}\\.photo"|name="stalls\\.${item}\\.photo"[^>]*type="file"`,
      ),
    );
    assert.match(drawn, new RegExp(`name="ban-chinh\\.stalls\\.${item}\\.photo"`));
  }
  const below = papersPart(ctx, view).toString();
  assert.doesNotMatch(below, /stalls\.0\.photo/, 'not twice');
  assert.match(below, /name="du-giay-to"/, 'that all are there is said of these too');
});
