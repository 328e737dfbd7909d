import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FormDefinition } from '#engines/forms';
import type { Ctx } from '#platform/http';
import {
  addDraftFile,
  type Draft,
  DraftOutdated,
  findDossier,
  findDraft,
  isOutdated,
  listDraftFiles,
  renewDraft,
  saveDraft,
  standingOf,
  startDraftFor,
  submitDraft,
} from '../index.ts';
import { CARD, type CasesFixture } from '../testing/fixture.ts';
import { withLibrary } from '../testing/people.ts';
import { publishNext } from '../testing/versions.ts';

/** The reader's telephone is called something else, the e-mail is asked for no more, an age is asked for. */
const otherForm = (form: FormDefinition): FormDefinition => {
  const { properties } = form.schema;
  const { phone, email: _, ...reader } = properties?.reader?.properties ?? {};
  const { 'reader.phone': layout, 'reader.email': __, ...fields } = form.fields;
  return {
    ...form,
    schema: {
      ...form.schema,
      required: ['reader', 'place', 'result', 'age'],
      properties: {
        ...properties,
        reader: {
          type: 'object',
          required: ['name', 'mobile'],
          properties: { ...reader, mobile: phone! },
        },
        age: { type: 'integer', minimum: 0 },
      },
    },
    pages: [
      {
        id: 'reader',
        title: { vi: 'Bạn đọc', en: 'Reader' },
        fields: ['reader.name', 'reader.mobile', 'place.commune', 'result.way', 'result.address'],
      },
      { id: 'more', title: { vi: 'Thêm', en: 'More' }, fields: ['age'] },
    ],
    fields: {
      ...fields,
      'reader.mobile': layout!,
      age: { label: { vi: 'Tuổi', en: 'Age' }, class: 'basic' },
    },
  };
};
const mapping = { elements: [], fields: [{ from: 'reader.phone', to: 'reader.mobile' }] };

describe('cases: drafts of a form that has a newer version', () => {
  let f: CasesFixture;
  withLibrary(library => {
    f = library;
  });
  const today = () => f.clock.now();
  const again = async (draft: Draft) => (await findDraft(f.db, draft.id)) ?? assert.fail();

  test('are brought under it: answers and files go along, what has no place is told, and it is sent as that one', async () => {
    const who = await f.citizen('Vàng Thị Say');
    const ctx: Ctx = { ...f.ctx, visitor: who };
    const begun = await f.db.tx(tx => startDraftFor(tx, ctx, CARD));
    const answers = f.filledIn({ name: 'Vàng Thị Say' });
    const data = { ...answers, reader: { ...answers.reader, email: 'say@example.vn' } };
    const draft = await f.db.tx(tx =>
      saveDraft(tx, begun, { data, page: 'reader', pageDone: 'reader', revision: begun.revision }, today()),
    );
    const { sha256 } = await f.db.one<{ sha256: string }>(
      `INSERT INTO files.file (sha256, size, media_type, scan_result, created_at, wanted_at)
       VALUES (repeat('a', 64), 3, 'application/pdf', 'not-scanned', $1, $1) RETURNING sha256`,
      [today()],
    );
    const file = { draftId: draft.id, sha256, filename: 'a.pdf', mediaType: 'application/pdf', size: 3 };
    await f.db.tx(async tx => {
      await addDraftFile(tx, { ...file, field: 'reader.phone' }, today());
      await addDraftFile(tx, { ...file, field: 'reader.email' }, today());
    });
    assert.equal(isOutdated(await again(draft), '2026-11-20'), false);

    f.clock.set('2026-11-23T09:00:00+07:00');
    const next = await publishNext(f, CARD, { form: otherForm, mapping });
    assert.equal(isOutdated(await again(draft), '2026-11-23'), true);
    await assert.rejects(submitDraft(ctx, draft), { code: DraftOutdated.code, status: 409 });

    const { renewal } = await standingOf(f.db, draft, today());
    assert.deepEqual(renewal?.lost, ['reader.email']);
    assert.deepEqual(
      renewal?.open.map(p => p.id),
      ['reader', 'more'],
    );
    assert.equal(
      (await f.db.tx(tx => startDraftFor(tx, ctx, CARD))).id,
      draft.id,
      'whoever begins again finds what was begun',
    );
    await f.db.tx(tx => renewDraft(tx, draft, today()));
    const moved = await again(draft);
    assert.equal(moved.procedureVersionId, next.id);
    assert.deepEqual(moved.data, {
      ...answers,
      reader: { name: 'Vàng Thị Say', mobile: '0912345678' },
    });
    assert.deepEqual(
      (await listDraftFiles(f.db, draft.id)).map(x => x.field),
      ['reader.mobile'],
    );
    assert.deepEqual(moved.pagesDone, []);
    assert.deepEqual(Object.keys(moved.pageRevisions).sort(), ['more', 'reader']);
    await assert.rejects(
      f.db.tx(tx => renewDraft(tx, draft, today())),
      { code: 'DRAFT_CHANGED' },
      'from an old page',
    );
    await assert.rejects(submitDraft(ctx, moved), { code: 'FORM_INCOMPLETE' });
    const done = await f.db.tx(tx =>
      saveDraft(tx, moved, { data: { ...moved.data, age: 40 }, revision: moved.revision }, today()),
    );
    const dossier = await findDossier(f.db, await submitDraft(ctx, done));
    assert.equal(dossier?.procedureVersionId, next.id);
  });

  test('of which only the time limit is another are received under it, and nothing is asked', async () => {
    const who = await f.citizen('Lồ Seo Páo');
    const ctx: Ctx = { ...f.ctx, visitor: who };
    const draft = await f.db.tx(tx => startDraftFor(tx, ctx, CARD));
    const full = { ...f.filledIn(), age: 12 };
    const { reader } = full;
    const data = { ...full, reader: { name: reader.name, mobile: reader.phone } };
    const saved = await f.db.tx(tx => saveDraft(tx, draft, { data, revision: draft.revision }, today()));
    f.clock.set('2026-11-24T09:00:00+07:00');
    const next = await publishNext(f, CARD, {
      content: { limits: { online: { n: 9, unit: 'working-day' } } },
    });
    assert.equal((await standingOf(f.db, saved, today())).renewal, null);
    const dossier = await findDossier(f.db, await submitDraft(ctx, saved));
    assert.equal(dossier?.procedureVersionId, next.id);
    assert.deepEqual(dossier?.timeLimit, { n: 9, unit: 'working-day' });
  });

  test('of a procedure that is done at the counter alone by now are not sent', async () => {
    const who = await f.citizen('Giàng Seo Vảng');
    const ctx: Ctx = { ...f.ctx, visitor: who };
    const draft = await f.db.tx(tx => startDraftFor(tx, ctx, CARD));
    f.clock.set('2026-11-25T09:00:00+07:00');
    await publishNext(f, CARD, { content: { serviceLevel: 'counter' } });
    await assert.rejects(submitDraft(ctx, draft), { code: 'PROCEDURE_CLOSED' });
  });
});
