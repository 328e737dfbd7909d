import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTasks } from '#engines/work';
import { answerQuestion, type Dossier, listQuestions } from '../index.ts';
import { type CasesFixture, LOAN } from '../testing/fixture.ts';
import { formerPlaces, reformOf2027 } from '../testing/former-places.ts';
import { does, facing, type People, stepsOf, withLibrary } from '../testing/people.ts';
import { publishNext } from '../testing/versions.ts';

// It asks the committee of Na Hối, which is divided later, and tells a department that is not there.
const process = (xml: string): string =>
  xml
    .replace('99002', '99032')
    .replace(
      '<userTask id="note"',
      `<sendTask id="tell-shelf" name="Báo đã hỏi sách" fs:role="officer" fs:to="Sở Không Có"/>
    <sequenceFlow id="f3b" sourceRef="tell-shelf" targetRef="note"/>$&`,
    )
    .replace('sourceRef="ask-shelf" targetRef="note"', 'sourceRef="ask-shelf" targetRef="tell-shelf"');

describe('cases: a process that asks, or tells, an agency that nobody knows of', () => {
  let f: CasesFixture;
  let p: People;
  let loan: Dossier;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    const places = await formerPlaces(f);
    await publishNext(f, LOAN, { process });
    loan = await f.apply(p.reader, { code: LOAN });
    await reformOf2027(f, places);
    f.clock.set('2027-01-04T08:00:00+07:00');
  });

  test('its dossier goes on: who handles it is asked, or told, instead, and reads why; who handles none of it may not answer', async () => {
    await does(f, p.clerk, loan, 'forward');
    const question = (await listQuestions(f.db, loan.id)).find(q => q.elementId === 'ask-shelf');
    assert.equal(question?.toAgency, f.agencies.bacHa);
    assert.match(
      question.what,
      /^Không xác định được cơ quan nào nay nhận câu hỏi này: .* Hỏi sách còn không$/,
    );
    const told = (await openTasks(f.db, loan.id)).find(t => t.elementId === 'tell-shelf');
    assert.equal(told?.agencyId, f.agencies.bacHa);
    assert.match(told.title.step ?? '', /nhận tin này, .*: Báo đã hỏi sách$/);
    await assert.rejects(facing(f, p.stranger, loan, 'ask-shelf'), /faces no step/);
    const { actor } = await facing(f, p.officer, loan, 'ask-shelf');
    const given = {
      dossierId: loan.id,
      questionId: question.id,
      outcome: 'there',
      answer: 'Theo CV 3',
      papers: [],
    };
    await f.db.tx(tx => answerQuestion(tx, f.deps, given, actor));
    await does(f, p.officer, loan, 'done', 'note');
    assert.ok(!(await stepsOf(f, loan)).includes('ask-shelf'));
    assert.equal((await f.again(loan)).processState.outcomes.shelf?.outcome, 'there');
  });
});
