import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FormData, prefill, valueAt } from '#engines/forms';
import type { Ctx, Visitor } from '#platform/http';
import { pdf } from '../../files/testing/samples.ts';
import {
  addDraftFile,
  type Draft,
  listDraftFiles,
  removeItemFiles,
  saveDraft,
  startDraft,
  submitDraft,
} from '../index.ts';
import { CARD, type CasesFixture, casesFixture } from '../testing/fixture.ts';
import { known } from './known.ts';

describe('cases: drafts/draft', () => {
  let f: CasesFixture;
  before(async () => {
    f = await casesFixture();
  });
  after(() => f.close());

  const ctx = (who: Visitor): Ctx => ({ ...f.ctx, visitor: who });
  const NOW = () => f.clock.now();

  async function draft(
    data: Record<string, unknown>,
    sources: Record<string, string>,
    who: Visitor,
  ): Promise<Draft> {
    const { version } = await f.procedureOf(CARD);
    return f.db.tx(tx =>
      startDraft(tx, { accountId: who.accountId, procedureVersionId: version.id, data, sources }, NOW()),
    );
  }

  test('what somebody answered before is offered again, of his own dossiers only', async () => {
    const who = await f.citizen('Sùng A Chứ');
    const sent = f.filledIn();
    const one = await draft(sent, {}, who);
    assert.deepEqual(await known(f.db, f.ctx, who.accountId, new Set(['past'])), { past: {} });
    await submitDraft(ctx(who), one);
    const { past } = await known(f.db, f.ctx, who.accountId, new Set(['past']));
    const { form } = await f.procedureOf(CARD);
    const [path] = Object.keys(form.fields).filter(field => typeof valueAt(sent, field) === 'string');
    assert.equal(valueAt(past as FormData, path ?? ''), valueAt(sent, path ?? ''));
    const asking = {
      ...form,
      fields: {
        ...form.fields,
        [path ?? '']: { ...form.fields[path ?? '']!, prefill: ['register.x', `past.${path}`] },
      },
    };
    assert.equal(prefill(asking, {}, { past }).sources[path ?? ''], 'past');
    const stranger = await f.citizen('Hạng Thị Sua');
    assert.deepEqual(await known(f.db, f.ctx, stranger.accountId, new Set(['past'])), { past: {} });
  });

  test('a mark of where an answer came from stands until the answer is changed', async () => {
    const who = await f.citizen('Cư Seo Sín');
    const one = await draft({ a: 'x', b: 'y' }, { a: 'profile', b: 'past' }, who);
    const next = await f.db.tx(tx => saveDraft(tx, one, { data: { a: 'x', b: 'z' }, revision: 0 }, NOW()));
    assert.deepEqual(next.sources, { a: 'profile' });
  });

  test('files of a repeating group’s items move up when an item before them is taken out', async () => {
    const who = await f.citizen('Má A Dua');
    const one = await draft({}, {}, who);
    const { sha256 } = await f.db.tx(tx => f.deps.files.put(tx, { bytes: pdf('draft'), own: true }));
    const add = (field: string) =>
      f.db.tx(tx =>
        addDraftFile(
          tx,
          { draftId: one.id, field, sha256, filename: `${field}.pdf`, mediaType: 'application/pdf', size: 1 },
          NOW(),
        ),
      );
    for (const field of [
      'members.0.photo',
      'members.1.photo',
      'members.2.photo',
      'members.10.photo',
      'membersPhoto',
    ])
      await add(field);
    await f.db.tx(tx => removeItemFiles(tx, one.id, 'members', 1));
    const files = await listDraftFiles(f.db, one.id);
    assert.deepEqual(
      files.map(({ field, filename }) => [field, filename]),
      [
        ['members.0.photo', 'members.0.photo.pdf'],
        ['members.1.photo', 'members.2.photo.pdf'],
        ['members.9.photo', 'members.10.photo.pdf'],
        ['membersPhoto', 'membersPhoto.pdf'],
      ],
    );
  });
});
