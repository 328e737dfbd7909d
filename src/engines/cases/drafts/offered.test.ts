import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type FormData, fieldsOf, standardForm } from '#engines/forms';
import type { CasesFixture } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';
import { profileSource } from './known.ts';
import { offered, takenOver } from './offered.ts';

describe('cases: where a result is to be posted is offered before it is typed', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const form = standardForm({ papers: [] });
  const fields = fieldsOf(form, 'result');
  const offer = (data: FormData, saved = false, accountId: string | null = p.reader.accountId) =>
    offered({ ...f.ctx, extensions: () => [profileSource] as never }, form, fields, data, {
      accountId,
      saved,
    });
  const said = { applicant: { address: 'Thôn Na Hối Nùng', commune: '99001' } };

  test('from what the applicant has just said of himself, in one line', async () => {
    const { data, sources } = await offer(said);
    const { address } = (data as { result: { address: string } }).result;
    assert.match(address, /^Thôn Na Hối Nùng, .*Bắc Hà/);
    assert.deepEqual(sources, { 'result.address': 'said' });
    assert.deepEqual(takenOver({ data, sources }, { result: { address } }), { 'result.address': 'said' });
    assert.deepEqual(takenOver({ data, sources }, { result: { address: 'Nơi khác' } }), {});
  });

  test('also to whom chose another way before; not to whom left it empty', async () => {
    const counter = await offer({ ...said, result: { way: 'counter' } }, true);
    assert.deepEqual(Object.keys(counter.sources), ['result.address']);
    assert.deepEqual((await offer({ ...said, result: { way: 'post' } }, true)).sources, {});
    assert.deepEqual((await offer({ ...said, result: { way: 'post', address: 'Nhà' } })).sources, {});
  });

  test('of nobody of whom nothing is known', async () => {
    assert.deepEqual((await offer({})).sources, {});
    assert.deepEqual((await offer({}, false, null)).sources, {});
  });
});
