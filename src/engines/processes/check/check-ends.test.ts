import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseProcess } from '../parse.ts';
import { describeProblem } from '../problems.ts';
import { bpmn, type Model } from '../testing/model.ts';

const doubted = async (nodes: string[], flows: string[], more: Partial<Model> = {}) =>
  (await parseProcess(bpmn({ nodes, flows, ...more }))).doubts
    .filter(p => p.code === 'end-unsigned')
    .map(p => p.element)
    .join(' ');

describe('an end that a dossier may come to without a signature', () => {
  it('is doubted by its name: nothing could be given to the applicant there', async () => {
    const nodes = [
      'start s',
      'user a outcomes=ok,no',
      'exclusive g',
      'user sign act=sign',
      'end e',
      'end no name="Dừng hẳn"',
    ];
    const flows = ['s > a', 'a > g', 'g > sign *', 'sign > e', 'g > no: tasks.a.outcome = "no"'];
    assert.equal(await doubted(nodes, flows), 'no');
    const { doubts } = await parseProcess(bpmn({ nodes, flows }));
    assert.match(
      doubts.map(p => describeProblem(p, 'vi')).join(),
      /tới kết thúc “Dừng hẳn” \(no\) mà chưa qua/,
    );
    assert.equal(await doubted(['start s', 'user a', 'end e'], ['s > a', 'a > e']), 'e');
    assert.equal(await doubted(nodes.slice(0, 5), flows.slice(0, 4)), '');
  });

  it('is none where another branch signs at the same time, but where an end of everything takes that away', async () => {
    const nodes = ['start s', 'parallel f', 'user a', 'end ae', 'user sign act=sign', 'end e'];
    const flows = ['s > f', 'f > a', 'a > ae', 'f > sign', 'sign > e'];
    assert.equal(await doubted(nodes, flows), '');
    const stop = nodes.map(n => (n === 'end ae' ? 'end ae terminate=yes' : n));
    assert.equal(await doubted(stop, flows), 'ae');
  });

  it('is none behind an event beside a step, but behind one that interrupts it', async () => {
    const with_ = (boundary: string) =>
      doubted(
        ['start s', 'user a', boundary, 'end le', 'user sign act=sign', 'end e'],
        ['s > a', 'a > sign', 'sign > e', 'late > le'],
      );
    assert.equal(await with_('boundary late on=a timer=P1D beside=yes'), '');
    assert.equal(await with_('boundary late on=a timer=P1D'), 'le');
  });

  it('knows what is signed inside a called process', async () => {
    const called = (act: string) => ({
      called: { c: { nodes: ['start cs', `user x${act}`, 'end ce'], flows: ['cs > x', 'x > ce'] } },
    });
    const nodes = ['start s', 'call c1 calls=c', 'end e'];
    assert.equal(await doubted(nodes, ['s > c1', 'c1 > e'], called(' act=sign')), '');
    assert.equal(await doubted(nodes, ['s > c1', 'c1 > e'], called('')), 'e');
  });
});
