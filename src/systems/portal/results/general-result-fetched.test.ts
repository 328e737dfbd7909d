import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dossier, type ResultInput, transfer } from '#engines/cases';
import { createAgency, getAgency } from '#engines/organisation';
import type { CasesFixture } from '../../../engines/cases/testing/fixture.ts';
import { loadAnywhere, SIGNED_THERE } from '../../../engines/cases/testing/load-anywhere.ts';
import { facing, type People, withLibrary } from '../../../engines/cases/testing/people.ts';
import { SINCE } from '../../../engines/identity/testing/agencies.ts';
import { agencyFacts } from '../../../engines/organisation/testing/facts.ts';
import { generalResult } from './general-result.ts';

describe('portal: the notice of a result says where its paper is fetched', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    const saPa = await getAgency(f.db, f.agencies.saPa, SINCE);
    const facts = agencyFacts({
      ...{ areaId: saPa.areaId ?? '', identifier: 'Z99.60.02.01', name: 'Trung tâm PVHCC xã Sa Pa' },
      ...{ kind: 'service-centre', level: 'commune', parentId: saPa.id },
    });
    await f.db.tx(tx => createAgency(tx, facts, { from: SINCE, to: null }, f.act()));
  });

  async function said(dossier: Dossier): Promise<string> {
    const input = { dossier, outcome: null, earlier: [], issuedAt: f.clock.now(), agencyName: 'UBND' };
    const names = {
      areaName: 'Bắc Hà',
      provinceName: 'Tỉnh Lào Cai',
      superior: null,
      verifyUrl: 'https://example.vn',
    };
    const signer = { signerName: 'Thào A Sính', signerTitle: 'Chủ tịch', number: '1/2026', matter: 'Thẻ' };
    const all = { ...input, ...names, ...signer } as unknown as ResultInput;
    const { blocks } = await generalResult.paper(all, f.db);
    return blocks.map(b => (b.kind === 'paragraph' && typeof b.text === 'string' ? b.text : '')).join('\n');
  }

  test('at the desk where it was received; after a transfer where its step went, and nowhere else', async () => {
    const dossier = await f.apply(p.reader);
    assert.match(
      await said(dossier),
      /\(Thẻ thư viện\) được trao tại Trung tâm PVHCC xã Bắc Hà\. Khi đến nhận/,
    );
    const { actor } = await facing(f, p.clerk, dossier);
    const there = { dossierId: dossier.id, agencyId: f.agencies.saPa, reason: 'Không thuộc địa bàn' };
    const moved = await f.db.tx(tx => transfer(tx, f.deps, there, actor));
    const after = await said(moved);
    assert.match(after, /được trao tại Trung tâm PVHCC xã Sa Pa\./);
    assert.doesNotMatch(after, /Bắc Hà|nơi tiếp nhận hồ sơ/);
  });

  test('that both have to come with their identity papers, where both sign: neither this notice nor the receipt is enough', async () => {
    await loadAnywhere(f.db, f.act());
    const words = await said(await f.apply(p.reader, { code: SIGNED_THERE }));
    assert.match(words, /Hai bạn đọc cùng có mặt để ký, mỗi người xuất trình căn cước/);
    assert.doesNotMatch(words, /xuất trình thông báo này|Giấy tiếp nhận/);
  });
});
