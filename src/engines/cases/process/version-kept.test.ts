import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  approve,
  contentOf,
  createDraft,
  findProcedureInForce,
  getDraftForm,
  getDraftProcess,
  propose,
  saveDraftForm,
  saveDraftProcess,
  withdrawVersion,
} from '#engines/procedures';
import { submit } from '../index.ts';
import { CARD, type CasesFixture, ROOM } from '../testing/fixture.ts';
import { does, type People, signs, stepsOf, withLibrary } from '../testing/people.ts';
import { loadProcedure } from './load.ts';

describe('cases: process/version kept', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  test('a procedure changes while a dossier runs: that one goes on as it began, the next one begins anew, the same minute', async () => {
    const running = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, running, 'forward');

    const by = (who: { accountId: string }) => ({ ...f.act(), actor: who.accountId });
    const [author, approver] = [p.registrar, p.chairman];
    const before = (await findProcedureInForce(f.db, CARD, '2026-11-20')) ?? assert.fail();
    await f.db.tx(async tx => {
      const draft = await createDraft(
        tx,
        CARD,
        { ...contentOf(before), limits: { online: { n: 9, unit: 'working-day' } } },
        by(author),
      );
      const { definition } = await getDraftForm(tx, draft.id);
      const form = structuredClone(definition ?? assert.fail()) as unknown as {
        schema: { properties: { reader: { properties: Record<string, object> } } };
        fields: Record<string, object>;
        pages: Array<{ fields: string[] }>;
      };
      form.schema.properties.reader.properties.school = { type: 'string', maxLength: 100 };
      form.fields['reader.school'] = { label: { vi: 'Trường', en: 'School' }, class: 'basic' };
      form.pages[0]?.fields.push('reader.school');
      await saveDraftForm(tx, draft.id, form as never, 0, by(author));
      const { source } = await getDraftProcess(tx, draft.id);
      const twice = source
        .replace(
          '<userTask id="sign"',
          '<userTask id="check-again" name="Xem lại" fs:role="officer" fs:outcomes="propose"/>\n<userTask id="sign"',
        )
        .replace('sourceRef="check" targetRef="sign"', 'sourceRef="check" targetRef="check-again"')
        .replace(
          '<sequenceFlow id="f4"',
          '<sequenceFlow id="f3b" sourceRef="check-again" targetRef="sign"/>\n<sequenceFlow id="f4"',
        );
      const saved = await saveDraftProcess(tx, draft.id, twice, 0, by(author));
      assert.deepEqual(saved.problems, []);
      await propose(tx, draft.id, { from: '2026-11-20' }, by(author));
      const published = await approve(tx, draft.id, by(approver));
      assert.deepEqual([published.number, published.from], [2, '2026-11-20']);
    });

    const next = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    const [old, now] = [await loadProcedure(f.db, running), await loadProcedure(f.db, next)];
    assert.deepEqual([old.version.number, now.version.number], [1, 2]);
    assert.equal(old.form.fields['reader.school'], undefined);
    assert.equal(now.form.fields['reader.school']?.label.vi, 'Trường');
    assert.deepEqual([running.formVersion, next.formVersion], [old.form.version, now.form.version]);
    assert.ok(next.dueAt > running.dueAt, 'its limit is the new one');

    await does(f, p.officer, running, 'propose', 'check');
    assert.deepEqual(await stepsOf(f, running), ['sign']);
    await does(f, p.clerk, next, 'forward');
    await does(f, p.officer, next, 'propose', 'check');
    assert.deepEqual(await stepsOf(f, next), ['check-again']);
    assert.equal((await signs(f, p.chairman, running)).status, 'returned');
  });

  test('nobody applies under a version that was taken back, though it had been loaded before', async () => {
    const before = (await findProcedureInForce(f.db, ROOM, '2026-11-20')) ?? assert.fail();
    const by = (who: { accountId: string }) => ({ ...f.act(), actor: who.accountId });
    const next = await f.db.tx(async tx => {
      const draft = await createDraft(
        tx,
        ROOM,
        { ...contentOf(before), name: 'Mượn phòng' },
        by(p.registrar),
      );
      await propose(tx, draft.id, { from: '2027-01-01' }, by(p.registrar));
      return approve(tx, draft.id, by(p.chairman));
    });
    const procedure = await loadProcedure(f.db, { procedureVersionId: next.id });
    await f.db.tx(tx => withdrawVersion(tx, next.id, by(p.chairman)));
    const { accountId, name } = p.reader;
    const applicant = { accountId, name, phone: null, email: null, lang: 'vi' as const };
    await assert.rejects(
      f.db.tx(tx =>
        submit(
          tx,
          f.deps,
          { procedure, channel: 'online', data: f.filledIn(), papers: [], applicant },
          { accountId, postId: null, agencyId: null, at: f.clock.now() },
        ),
      ),
      { code: 'PROCEDURE_CLOSED' },
    );
    assert.equal(
      await loadProcedure(f.db, { procedureVersionId: next.id }),
      procedure,
      'what runs under it goes on',
    );
  });
});
