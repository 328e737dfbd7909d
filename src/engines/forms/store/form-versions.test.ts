import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { organisation } from '#engines/organisation';
import { type TestDatabase, testDatabase } from '#test/database';
import { defineForm } from '../define/define-form.ts';
import { forms } from '../module.ts';
import { libraryCard } from '../testing/library-card.ts';
import { addFormVersion, findForm, findNewestForm, getForm } from './form-versions.ts';

describe('forms: store/form versions', () => {
  const at = new Date('2026-11-20T08:00:00Z');
  const form = defineForm(libraryCard);
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation, forms]);
  });
  after(() => database.drop());

  test('a version is kept once, and read as it was written', async () => {
    const { db } = database;
    await db.tx(tx => addFormVersion(tx, form, at));
    await db.tx(tx => addFormVersion(tx, form, at));
    const read = await getForm(db, 'library-card', 1);
    assert.equal(read.sha256, form.sha256);
    assert.deepEqual(read.pages, form.pages);
    assert.equal(await findForm(db, 'library-card', 9), undefined);
    await assert.rejects(getForm(db, 'library-card', 9), { code: 'FORM_NOT_FOUND' });
    await db.tx(tx => addFormVersion(tx, defineForm({ ...libraryCard, version: 2 }), at));
    assert.equal((await findNewestForm(db, 'library-card'))?.version, 2);
    assert.equal(await findNewestForm(db, 'nothing'), undefined);
  });

  test('another content under the same version is refused', async () => {
    const other = defineForm({
      ...libraryCard,
      pages: [...libraryCard.pages].reverse(),
      fields: noConditions(),
    });
    await assert.rejects(
      database.db.tx(tx => addFormVersion(tx, other, at)),
      { code: 'FORM_VERSION_TAKEN' },
    );
  });

  test('nobody changes a version that has landed, not even the owner of the tables', async () => {
    await assert.rejects(database.db.run(`UPDATE forms.form_version SET layout = '{}'`), /permission denied/);
    await assert.rejects(database.db.run('DELETE FROM forms.form_version'), /permission denied/);
    await assert.rejects(database.owner.run('DELETE FROM forms.form_version'), /never changes/);
  });

  const noConditions = () =>
    Object.fromEntries(
      Object.entries(libraryCard.fields).map(([path, { showIf: _, ...layout }]) => [path, layout]),
    );
});
