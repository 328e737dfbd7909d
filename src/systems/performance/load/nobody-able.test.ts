import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { openTask, work } from '#engines/work';
import { newId } from '#platform/db';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { performance } from '../index.ts';

const LOAD = '/can-bo/phan-viec';
const words = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('performance: what nobody of those who work at an agency may do', () => {
  let s: StaffSite;
  let head: Awaited<ReturnType<StaffSite['official']>>;
  before(async () => {
    s = await staffSite([
      ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, ratings, indicators],
      ...[library, performance],
    ]);
    await loadLibrary(s.db, s.act());
    head = await s.official('Lê Thị Phương', s.agencies.bacHa, ['leader', 'signer'], 'Giám đốc');
  });
  after(() => s.close());

  /** A step that comes to the agency, which is given to nobody. */
  const comes = (permission: string) =>
    s.db.tx(tx =>
      openTask(
        tx,
        {
          ...{ subjectKind: 'report', subjectId: newId(), elementId: 'question', permission, search: '' },
          title: { step: 'Cho ý kiến', code: 'BC-1', person: 'Giàng A Phử', matter: 'Cấp thẻ' },
          ...{ agencyId: s.agencies.bacHa, field: 'thu-vien', dueAt: new Date('2026-12-03T17:00:00+07:00') },
        },
        s.clock.now(),
      ),
    );

  test('is said beside its number and foretold, until somebody may', async () => {
    await comes('dossier.decide');
    const before = words((await head.visit.open(LOAD)).html);
    assert.doesNotMatch(before, /chưa có ai ở đây làm được (\d|Cho)/);
    assert.match(before, /chưa có bước nào có thể trễ\. Cách ước tính/);
    await comes('dossier.process');
    const { html } = await head.visit.open(LOAD);
    assert.match(words(html), /Chưa giao cho ai 1 bước chưa có ai ở đây làm được 2 /);
    assert.match(
      words(html),
      /Cho ý kiến BC-1 [^.]*03\/12\/2026[^.]*Chưa có ai ở cơ quan này giữ vị trí làm được bước này/,
    );
    await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer'], 'Chuyên viên');
    assert.doesNotMatch(words((await head.visit.open(LOAD)).html), /bước chưa có ai ở đây làm được \d/);
  });

  test('is shown to nobody who does not lead there', async () => {
    const clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
    assert.equal((await clerk.visit.open(LOAD)).status, 403);
  });
});
