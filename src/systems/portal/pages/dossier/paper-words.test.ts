import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cases, findDossier, loadProcedure } from '#engines/cases';
import { worktime } from '#engines/worktime';
import type { Ctx } from '#platform/http';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import type { CasesFixture } from '../../../../engines/cases/testing/fixture.ts';
import { loadAnywhere, SIGNED_THERE } from '../../../../engines/cases/testing/load-anywhere.ts';
import { does, type People, signs, withLibrary } from '../../../../engines/cases/testing/people.ts';
import { portal } from '../../module.ts';
import { paperWords } from './paper-words.ts';

describe('portal: how the paper of a signed result comes', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  test('at the counter with its hours and what to bring, by post, or not at all', async () => {
    const { t } = testCtx({ modules: [ui, worktime, cases, portal] });
    const ctx: Ctx = { ...f.ctx, t };
    await loadAnywhere(f.db, f.act());
    const words = async (way: string, signed = true, code?: string) => {
      const dossier = await f.apply(p.reader, { data: f.filledIn({ way }), ...(code && { code }) });
      if (signed) {
        await does(f, p.clerk, dossier, 'forward');
        await does(f, p.officer, dossier, 'propose');
        await signs(f, p.chairman, dossier);
      }
      const now = (await findDossier(f.db, dossier.id)) ?? assert.fail();
      return [now.status, await paperWords(ctx, now, await loadProcedure(f.db, now), [])];
    };
    const [status, counter] = await words('counter');
    assert.equal(status, 'completed');
    assert.match(
      String(counter),
      /^Nhận bản giấy tại .*Bắc Hà.*, thứ Hai đến thứ Sáu 07:30.*: mang theo căn cước và Giấy tiếp nhận\.$/,
    );
    assert.match(
      String((await words('counter', true, SIGNED_THERE))[1]),
      /^Nhận bản giấy tại .*\. Hai bạn đọc cùng có mặt để ký: mang theo căn cước của từng người và Giấy tiếp nhận\.$/,
    );
    assert.match(String((await words('post'))[1]), /gửi qua bưu chính đến địa chỉ/);
    assert.deepEqual((await words('electronic'))[1], '');
    assert.equal((await words('counter', false))[1], '', 'nothing is signed yet');
  });
});
