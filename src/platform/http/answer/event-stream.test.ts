import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventStream, eventText } from './event-stream.ts';

describe('http: event streams', () => {
  test('a message is one event, whatever it holds', () => {
    assert.equal(
      eventText({ event: 'figures', id: '7.ab', data: { a: 'hai\ndòng' } }),
      'event: figures\nid: 7.ab\ndata: {"a":"hai\\ndòng"}\n\n',
    );
    assert.equal(eventText({ id: '1\ndata: x', data: 1 }), 'id: 1data: x\ndata: 1\n\n');
  });

  test('ends once, and nothing is written after its end', async () => {
    let ends = 0;
    const stream = eventStream(() => ends++);
    stream.send({ data: 1 });
    stream.beat();
    stream.end();
    stream.end();
    stream.send({ data: 2 });
    assert.ok(stream.answer.kind === 'events');
    const read: string[] = [];
    for await (const chunk of stream.answer.body) read.push(String(chunk));
    assert.equal(read.join(''), 'data: 1\n\n:\n\n');
    assert.deepEqual([ends, stream.ended], [1, true]);
  });

  test('that nobody reads is given up before it fills the memory', () => {
    let ends = 0;
    const stream = eventStream(() => ends++);
    const text = 'x'.repeat(500_000);
    for (let i = 0; i < 10; i++) stream.send({ data: text });
    assert.ok(stream.answer.kind === 'events' && stream.answer.body.destroyed);
  });
});
