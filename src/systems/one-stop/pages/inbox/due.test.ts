import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileCalendar, deadline, OFFICE_HOURS, workingMinutes } from '#engines/worktime';
import { countedOf } from './due.ts';

test('a step with a time of its own is counted from now, one that is due with its dossier from the first day that counts', () => {
  const dueAt = new Date('2026-12-02T10:00:00+07:00');
  const limit = { unit: 'working-day', begins: '2026-12-02', dueAt } as const;
  assert.equal(countedOf({ dueAt: new Date(dueAt) }, limit), limit);
  const own = countedOf({ dueAt: new Date('2026-12-01T17:00:00+07:00') }, limit);
  assert.deepEqual(own, { unit: 'working-day' });
  assert.equal(countedOf({ dueAt }, undefined), undefined);
});

test('on a Monday evening a step due on Wednesday morning has Tuesday left, though its dossier is counted from Wednesday', () => {
  const calendar = compileCalendar({ hours: [OFFICE_HOURS], days: [] });
  const [now, dueAt] = [new Date('2026-11-30T19:00:00+07:00'), new Date('2026-12-02T10:00:00+07:00')];
  const dossierDue = new Date('2026-12-04T17:00:00+07:00');
  const limit = { unit: 'working-day', begins: '2026-12-02', dueAt: dossierDue } as const;
  const { minutes } = deadline(now, dueAt, calendar, null, countedOf({ dueAt }, limit));
  assert.equal(minutes, workingMinutes(now, dueAt, calendar));
  assert.ok(minutes > calendar.dayMinutes);
});
