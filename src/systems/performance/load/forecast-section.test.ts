import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileCalendar, OFFICE_HOURS, worktime } from '#engines/worktime';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { performance } from '../module.ts';
import type { Risk } from './forecast.ts';
import { forecastSection } from './forecast-section.ts';
import { type Step, VACANT } from './forecast-steps.ts';
import type { Workload } from './workload.ts';

const calendar = compileCalendar({ hours: [OFFICE_HOURS], days: [] });

test('many steps with one reason are counted and folded under it; one by itself stands in the table with its own', () => {
  const ctx = testCtx({ modules: [ui, worktime, performance] });
  const risk = (n: number, worker: string) =>
    ({
      step: {
        ...{ id: `s${n}`, worker, back: null, dueAt: new Date('2026-11-25T10:00:00Z') },
        task: { subjectId: `d${n}`, title: { step: 'Thẩm tra', code: `Z99-${n}` } },
      },
      ...{ before: 0, hands: 1, pace: { minutes: 60, from: 'person' }, needed: 60, left: 30 },
    }) as unknown as Risk<Step>;
  const workload = { workers: [{ accountId: 'sen', name: 'Lù Thị Sen', hindrance: null }] };
  const shown = (risks: Risk<Step>[]) =>
    String(forecastSection(ctx, risks, workload as unknown as Workload, calendar)).replaceAll('\u00a0', ' ');
  const vacant = Array.from({ length: 41 }, (_, n) => risk(n, VACANT));
  const html = shown([...vacant, risk(50, 'sen')]);
  assert.equal(html.match(/Vị trí này không có người giữ/g)?.length, 1);
  assert.match(html, /<summary>41 bước cùng một lý do: Vị trí này không có người giữ/);
  const [folded = '', after = ''] = html.split('</details>');
  assert.equal(folded.match(/href="\/can-bo\/ho-so\/d/g)?.length, 41);
  assert.match(
    after,
    /href="\/can-bo\/ho-so\/d50"[\s\S]*Lù Thị Sen[\s\S]*Theo nhịp làm thì cứ 1 giờ xong một bước/,
  );
  assert.doesNotMatch(shown(vacant.slice(0, 3)), /cùng một lý do/);
  assert.match(
    shown([]),
    /<p>Đến hết ngày làm việc tới, chưa có bước nào có thể trễ\.<\/p><details><summary>Cách ước tính/,
    'the answer first, how it is reckoned folded',
  );
});
