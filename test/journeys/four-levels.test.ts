import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { simulate } from '#systems/simulation';
import { startProgram, type TestProgram } from '#test/program';
import { signedIn } from '../security/support/world.ts';

describe('journey: a dossier of the days of four levels', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
    const days = { from: '2022-03-01', to: '2022-12-31', seed: 'bon-cap', crowded: ['Thị trấn Bắc Hà'] };
    await simulate(program.env, { dossiers: 40, ...days, bulk: true });
  });
  after(() => program?.stop());

  test('the district decided; the page names agency and place of that day, and what they are now', async () => {
    const { id, agency } = await program.env.db.one<{ id: string; agency: string }>(
      `SELECT d.id, v.name AS agency FROM cases.dossier d
       JOIN organisation.agency_version v ON v.agency_id = d.agency_id AND v.valid @> '2022-06-01'::date
       JOIN organisation.area_version a ON a.area_id = d.area_id AND a.valid @> '2022-06-01'::date
       WHERE a.full_name = 'Thị trấn Bắc Hà' AND d.received_at < '2023-01-01' LIMIT 1`,
    );
    assert.equal(agency, 'Ủy ban nhân dân huyện Bắc Hà');
    const seen = await (await signedIn(program, 'chutich.bacha')).get(`/can-bo/ho-so/${id}`);
    assert.equal(seen.status, 200);
    assert.match(seen.text, /Ủy ban nhân dân huyện Bắc Hà/);
    assert.match(seen.text, /Thị trấn Bắc Hà, huyện Bắc Hà, tỉnh Lào Cai/);
    assert.match(seen.text, /Nay là xã Bắc Hà, tỉnh Lào Cai\. Cơ quan: Ủy ban nhân dân xã Bắc Hà/);
    const other = await (await signedIn(program, 'chutich.laocai')).get(`/can-bo/ho-so/${id}`);
    assert.equal(other.status, 404, 'an official of another commune cannot see that there is one');

    const register = '/can-bo/so-theo-doi?den=31/12/2022';
    const listed = async (who: string) => (await (await signedIn(program, who)).get(register)).text;
    assert.ok((await listed('chutich.bacha')).includes(`/can-bo/ho-so/${id}`), 'it is in its register');
    assert.ok(!(await listed('chutich.laocai')).includes(`/can-bo/ho-so/${id}`));
  });
});
